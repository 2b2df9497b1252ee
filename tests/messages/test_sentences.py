"""A sentence is worded for its reader: its text from the catalogue, its values by the language."""

import json
from datetime import UTC, date, datetime, time
from gettext import NullTranslations

import pytest

from timeclock.errors import Busy, Conflict, Invalid, ProductError, ReadOnly
from timeclock.messages import (
    ENGLISH,
    CountedSentence,
    DayOf,
    Language,
    Length,
    Listed,
    Sentence,
    TimeOfDay,
    Verbatim,
    word_for,
)
from timeclock.web.wording.translation import readers_language

MORNING = datetime(2026, 3, 2, 7, 2, tzinfo=UTC)
PATTERNS = {
    "yyyy-MM-dd": "d.M.yyyy",
    "HH:mm": "HH.mm",
    "d MMMM": "d MMMM",
    "%(first)s, %(next)s": "%(first)s, %(next)s",
    "%(first)s and %(next)s": "%(first)s ja %(next)s",
}


class Reversed(NullTranslations):
    """A catalogue that marks what it has translated."""

    def gettext(self, message: str) -> str:
        return PATTERNS.get(message, f"<{message}>")

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        return f"<{msgid1 if n == 1 else msgid2}>"


FINNISH = Language("fi", Reversed())
HEBREW = Language("he", Reversed())


@pytest.mark.parametrize(
    ("sentence", "english", "finnish"),
    [
        (Sentence("Up to 50 %."), "Up to 50 %.", "<Up to 50 %.>"),
        (Sentence("%(n)s days", n=2000), "2000 days", "<2000 days>"),
        (Sentence("On %(d)s", d=date(2026, 3, 2)), "On 2026-03-02", "<On 2.3.2026>"),
        (Sentence("At %(t)s", t=time(8, 2)), "At 08:02", "<At 08.02>"),
        (
            Sentence("Since %(t)s", t=TimeOfDay(MORNING, "Europe/Berlin")),
            "Since 08:02",
            "<Since 08.02>",
        ),
        (
            Sentence("Of %(d)s", d=DayOf(date(2026, 3, 2), "d MMMM")),
            "Of 2 March",
            "<Of 2 maaliskuuta>",
        ),
        (
            Sentence("%(why)s Nothing was recorded.", why=Sentence("It is %(n)s.", n="“50 %”")),
            "It is “50 %”. Nothing was recorded.",
            "<<It is “50 %”.> Nothing was recorded.>",
        ),
        (Sentence("On %(days)s", days=Listed((1, 2, 3))), "On 1, 2 and 3", "<On 1, 2 ja 3>"),
        (Sentence("Wait %(w)s", w=Length(1, "minute")), "Wait 1 minute", "<Wait 1 minuutti>"),
        (Sentence("Wait %(w)s", w=Length(5, "second")), "Wait 5 seconds", "<Wait 5 sekuntia>"),
        (Verbatim("User has 50 %"), "User has 50 %", "User has 50 %"),
        (CountedSentence("%(num)s day", "%(num)s days", 1), "1 day", "<1 day>"),
        (CountedSentence("%(num)s day", "%(num)s days", 2), "2 days", "<2 days>"),
    ],
)
def test_a_sentence_in_two_languages(sentence: Sentence, english: str, finnish: str) -> None:
    assert sentence.in_words(ENGLISH) == english
    assert sentence.in_words(FINNISH) == finnish


def test_a_name_keeps_its_direction_in_a_text_from_right_to_left() -> None:
    sentence = Sentence("%(name)s has %(n)s keys", name="Eli", n=3)
    assert sentence.in_words(HEBREW) == "<\u2068Eli\u2069 has 3 keys>"


@pytest.mark.parametrize("value", [MORNING, True])
def test_a_value_without_words_is_refused(value: object) -> None:
    with pytest.raises(TypeError):
        Sentence("%(value)s", value=value).in_words(ENGLISH)


def test_sentences_with_the_same_text_and_values_are_equal() -> None:
    assert Sentence("%(n)s", n=1) == Sentence("%(n)s", n=1)
    assert Sentence("%(n)s", n=1) != Sentence("%(n)s", n=2)


def test_an_error_is_worded_for_its_reader_and_logged_in_english() -> None:
    error = Conflict("in_use", "%(name)s is in use.", name="Counter", details={"id": 7})
    word_for(lambda: FINNISH)
    try:
        assert error.sentence == "<Counter is in use.>"
        assert str(error) == "Counter is in use."
        assert ReadOnly("Only reading works.").sentence == (
            "<<Only reading works.> Nothing was recorded.>"
        )
    finally:
        word_for(readers_language)
    assert error.sentence == "Counter is in use."
    assert (error.code, error.details) == ("in_use", {"id": 7})


def test_whether_an_error_tells_its_outcome_is_the_same_in_every_language() -> None:
    word_for(lambda: FINNISH)
    try:
        assert ReadOnly("Only reading works.").tells_outcome
        assert not Conflict("in_use", "%(name)s is in use.", name="Counter").tells_outcome
    finally:
        word_for(readers_language)


@pytest.mark.parametrize("kind", [ProductError, Conflict, Invalid, Busy])
def test_a_complete_sentence_takes_no_more_values(kind: type[ProductError]) -> None:
    assert kind("a", Sentence("%(n)s", n=1)).sentence == "1"
    with pytest.raises(TypeError):
        kind("a", Sentence("%(n)s", n=1), n=2)


def test_a_sentence_goes_over_to_another_process() -> None:
    there = Sentence("%(n)s of %(day)s at %(time)s", n=3, day=date(2026, 3, 2), time=time(8, 2))
    back = Sentence.from_json(json.loads(json.dumps(there.to_json())))
    assert str(back) == "3 of 2026-03-02 at 08:02"
    assert back.values["n"] == 3
