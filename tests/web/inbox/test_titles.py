"""The title of a request says what the person wants to change."""

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from tests.fixtures.hours import Hours, wall
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.drafts.drafts import Draft, DraftBreak

pytestmark = pytest.mark.databases("sqlite")
HOUR = timedelta(hours=1)
NOON = DraftBreak(wall("03-03 12:00"), wall("03-03 12:30"))


def earlier(draft: Draft) -> tuple[Draft, ...]:
    return (replace(draft, started_at=draft.started_at - HOUR),)


def longer(draft: Draft) -> tuple[Draft, ...]:
    return (replace(draft, ended_at=draft.ended_at + HOUR),)


def with_a_break(draft: Draft) -> tuple[Draft, ...]:
    return (replace(draft, breaks=(NOON,)),)


def earlier_with_a_note(draft: Draft) -> tuple[Draft, ...]:
    return tuple(replace(each, note="At the gate") for each in earlier(draft))


def earlier_and_longer(draft: Draft) -> tuple[Draft, ...]:
    return longer(*earlier(draft))


def in_two(draft: Draft) -> tuple[Draft, ...]:
    return draft.split(wall("03-03 11:00"), wall("03-03 12:00"))


def nothing(_draft: Draft) -> tuple[Draft, ...]:
    return ()


TITLES = [
    (earlier, "Asks to move the clock-in on Tuesday 3 March"),
    (longer, "Asks to move the clock-out on Tuesday 3 March"),
    (with_a_break, "Asks to change the breaks on Tuesday 3 March"),
    (earlier_with_a_note, "Asks to change the shift of Tuesday 3 March"),
    (earlier_and_longer, "Asks to change the shift of Tuesday 3 March"),
    (in_two, "Asks to split the shift of Tuesday 3 March"),
    (nothing, "Asks to remove the shift of Tuesday 3 March"),
]


@pytest.mark.parametrize(("change", "title"), TITLES)
@pytest.mark.parametrize("language", ["English", "a language with one word for all parts"])
def test_the_title_does_not_depend_on_the_language_of_the_parts(
    hours: Hours,
    cast: Cast,
    maya: Browser,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Draft], tuple[Draft, ...]],
    title: str,
    language: str,
) -> None:
    shift_id = hours.work(cast.eli, "03-03 08:00", "15:00")
    hours.watch.at(wall("03-04 09:00"))
    with hours.app.app_context():
        drafts = change(Draft.of(hours.read(shift_id)))
        ask(cast.eli.actor, shift_id=shift_id, drafts=drafts, reason="So it was")
    hours.monday()
    if language != "English":
        monkeypatch.setattr("timeclock.web.corrections.differences._", lambda _text: "Teil")
    page = words(maya.client.get("/inbox").text)
    assert f"Eli Engel {title}" in page
    assert ("Teil, before" in page) is (language != "English")
