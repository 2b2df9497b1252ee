"""Each state of a correction has its words."""

import pytest
from flask import Flask

from timeclock.web.corrections.states import STATES, naming
from timeclock.worktime.corrections.drafts.rules import (
    WAITING_FOR_MANAGERS,
    WAITING_FOR_THE_PERSON,
    CorrectionState,
)

pytestmark = pytest.mark.databases("sqlite")


def test_every_state_has_words_for_managers_and_for_the_person(app: Flask) -> None:
    assert set(STATES) == set(CorrectionState)
    with app.test_request_context():
        for words in STATES.values():
            assert naming(words.verdict, "Maya Meyer").strip()
            assert words.own.naming("Maya Meyer").words.strip()


@pytest.mark.parametrize("state", sorted(WAITING_FOR_MANAGERS | WAITING_FOR_THE_PERSON))
def test_a_correction_that_waits_marks_its_day_for_both(state: CorrectionState) -> None:
    assert STATES[state].day is not None
    assert STATES[state].own_day is not None


def test_only_what_waits_for_a_person_needs_that_person() -> None:
    needs_managers = {it for it, words in STATES.items() if words.day and words.day.kind == "needs"}
    needs_person = {it for it, words in STATES.items() if words.own.kind == "needs"}
    assert needs_managers == WAITING_FOR_MANAGERS
    assert needs_person == WAITING_FOR_THE_PERSON


def test_a_sentence_about_the_operator_begins_with_a_capital(app: Flask) -> None:
    proposed = STATES[CorrectionState.PROPOSED]
    assert proposed.day is not None
    with app.test_request_context():
        assert proposed.day.naming("").words == "The operator proposes a correction"
        assert proposed.day.naming("van Dyk").words == "van Dyk proposes a correction"
        assert naming(proposed.verdict, "").startswith("Proposed by the operator")
