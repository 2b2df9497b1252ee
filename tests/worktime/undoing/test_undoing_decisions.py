"""A decision can be undone for a minute by the person who decided: all is as it was before."""

import pytest
from flask import Flask

from tests.fixtures.hours import Hours
from tests.worktime.undoing.decisions import DECISIONS, DecisionCase, decider
from tests.worktime.undoing.rows import standing
from timeclock.errors import Conflict
from timeclock.operations.verifying.checking import verify

every = pytest.mark.parametrize("decision", DECISIONS, ids=str)


def problems(hours: Hours) -> tuple[str, ...]:
    with hours.app.app_context():
        return verify(hours.cast.workspace_id).sentences


@every
def test_an_undo_makes_everything_what_it_was(
    app: Flask, hours: Hours, decision: DecisionCase
) -> None:
    about, actor = decision.prepare(hours), decider(hours.cast).actor
    before = standing(hours)
    for _ in range(2):  # it can be decided again, and that undone
        with app.app_context():
            decision.decide(actor, about)
        assert standing(hours) != before
        assert problems(hours) == ()
        hours.watch.later(seconds=59)
        with app.app_context():
            decision.undo(actor, about)
        assert standing(hours) == before
        assert problems(hours) == ()


@every
def test_after_a_minute_it_is_too_late(app: Flask, hours: Hours, decision: DecisionCase) -> None:
    about, actor = decision.prepare(hours), decider(hours.cast).actor
    with app.app_context():
        decision.decide(actor, about)
    decided = standing(hours)
    hours.watch.later(seconds=61)
    with app.app_context(), pytest.raises(Conflict) as refused:
        decision.undo(actor, about)
    assert refused.value.code == "undo_too_late"
    assert "instead." in refused.value.sentence
    assert standing(hours) == decided


@every
def test_another_person_does_not_undo_it(app: Flask, hours: Hours, decision: DecisionCase) -> None:
    about, actor = decision.prepare(hours), decider(hours.cast).actor
    with app.app_context():
        decision.decide(actor, about)
    decided = standing(hours)
    with app.app_context(), pytest.raises(Conflict) as refused:
        decision.undo(hours.cast.edda.actor, about)
    assert refused.value.code == "nothing_to_undo"
    assert standing(hours) == decided


@every
def test_what_was_undone_is_not_undone_again(
    app: Flask, hours: Hours, decision: DecisionCase
) -> None:
    about, actor = decision.prepare(hours), decider(hours.cast).actor
    before = standing(hours)
    with app.app_context():
        decision.decide(actor, about)
        decision.undo(actor, about)
    with app.app_context(), pytest.raises(Conflict) as refused:
        decision.undo(actor, about)
    assert refused.value.code in ("nothing_to_undo", "not_closed", "changed_since")
    assert standing(hours) == before
