"""The page of explanations has every sentence of the rules, as the code words it today."""

from tests.fixtures.catalogue import located_messages
from tests.worktime.hours.every_sentence import PAGE, page, produced, texts_of

HOURS = "timeclock/worktime/hours/"


def texts_of_hours() -> set[str]:
    """The texts of the catalogue in the modules that explain hours."""
    return {
        text
        for file, text in located_messages()
        if file.startswith(HOURS) and isinstance(text, str)
    }


def test_every_text_of_the_rules_is_met() -> None:
    known = texts_of_hours()
    assert len(known) > 100
    met = {text for _, _, sentence in produced() for text in texts_of(sentence)}
    assert sorted(known - met) == []


def test_the_page_is_what_the_code_says() -> None:
    """Write it with `python -m tests.worktime.hours.every_sentence`, and read what has changed."""
    assert page() == PAGE.read_text("utf-8")
