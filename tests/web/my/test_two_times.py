"""When a time was said, and which time was said, are two facts with a label each."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.past import Past, at
from tests.web.my.conftest import FRIDAY, MONDAY
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.worktime.shifts import forgetting
from timeclock.worktime.shifts.punching import clock_out

pytestmark = pytest.mark.databases("sqlite")
Read = Callable[[CastMember, str], str]


@pytest.fixture
def read(browser_of: Callable[[CastMember], Browser]) -> Read:
    """The words of a page, as one of the cast sees it."""
    return lambda who, path: words(browser_of(who).client.get(path).text)


@pytest.fixture
def stated_end(app: Flask, past: Past, cast: Cast, watch: Watch) -> int:
    """Eli clocked in on Monday at 08:00 and said on Tuesday at 09:00: I left at 12:26."""
    shift = past.shift(cast.eli, MONDAY, "08:00", None)
    watch.at(at(MONDAY.replace(day=3), "09:00"))
    with app.app_context():
        forgetting.propose_end(cast.eli.actor, shift_id=shift, end=at(MONDAY, "12:26"))
    return shift


def corrected(past: Past, cast: Cast, shift: int, end: str) -> None:
    leave = at(MONDAY, end)
    past.edits(cast.maya, shift, lambda draft: replace(draft, ended_at=leave), "Asked the baker")


def test_a_receipt_labels_both(stated_end: int, cast: Cast, read: Read) -> None:
    page = read(cast.eli, f"/my/day/{MONDAY}")
    assert "Entry What Recorded Where" in page
    assert (
        "You said that you left at Mon 2 Mar, 12:26 3 Mar, 09:00:00 CET"
        " Stated time: 2 Mar, 12:26:00 CET on this site"
    ) in page
    assert "You clocked in at Shop Kreuzberg 2 Mar, 08:00:00 CET on this site" in page


def test_the_record_puts_it_where_it_was_said(stated_end: int, cast: Cast, read: Read) -> None:
    page = read(cast.eli, "/my/ledger")
    assert "Tuesday 3 March 2026 09:00 You said that you left at Mon 2 Mar, 12:26" in page
    assert "stated time Mon 2 Mar, 12:26, recorded at 09:00" in page


def test_a_whole_day_between_the_two_is_said(
    app: Flask, past: Past, cast: Cast, watch: Watch, read: Read
) -> None:
    shift = past.shift(cast.eli, MONDAY, "08:00", None)
    watch.at(at(MONDAY.replace(day=3), "16:00"))
    with app.app_context():
        forgetting.propose_end(cast.eli.actor, shift_id=shift, end=at(MONDAY, "16:00"))
    assert "stated time Mon 2 Mar, 16:00, recorded at 16:00" in read(cast.eli, "/my/ledger")


def test_what_was_said_is_not_called_punched(
    stated_end: int, past: Past, cast: Cast, read: Read
) -> None:
    corrected(past, cast, stated_end, "12:00")
    for who, path in (
        (cast.eli, f"/my/day/{MONDAY}"),
        (cast.maya, f"/timesheets/{cast.eli.member_id}/day/{MONDAY}"),
    ):
        page = read(who, path)
        assert "Out, as given afterwards 12:26 Out, now 12:00" in page
        assert "as punched" not in page


def test_what_was_punched_is(past: Past, cast: Cast, read: Read) -> None:
    shift = past.shift(cast.eli, MONDAY, "08:00", "16:00", [("12:00", "12:30")])
    past.edits(
        cast.maya,
        shift,
        lambda draft: replace(draft, ended_at=at(MONDAY, "15:00"), breaks=()),
        "Asked the baker",
    )
    page = read(cast.eli, f"/my/day/{MONDAY}")
    assert "Out, as punched 16:00 Out, now 15:00" in page
    assert "Breaks, as first recorded" in page


def test_an_end_that_the_clock_set_is_called_so(
    app: Flask, past: Past, cast: Cast, watch: Watch, read: Read
) -> None:
    with app.app_context():
        update_clock(
            cast.olive.actor,
            clock_id=cast.shop,
            change=ClockSettings(limit_minutes=600, closes_forgotten=True),
        )
    shift = past.shift(cast.eli, MONDAY, "08:00", None)
    watch.at(at(MONDAY, "19:00"))
    with app.app_context():
        place = {"member_id": cast.eli.member_id, "shift_id": shift}
        assert forgetting.close_provisionally(cast.workspace_id, **place)
    corrected(past, cast, shift, "12:00")
    assert "Out, as set by the clock 18:00 Out, now 12:00" in read(cast.eli, f"/my/day/{MONDAY}")


def test_a_clock_out_of_the_moment_has_one_time(
    app: Flask, past: Past, cast: Cast, watch: Watch, read: Read
) -> None:
    past.shift(cast.eli, FRIDAY, "08:00", None)
    watch.at(at(FRIDAY, "16:00"))
    with app.app_context():
        clock_out(cast.eli.actor, end=at(FRIDAY, "15:59:30"))
    assert "Stated time" not in read(cast.eli, f"/my/day/{FRIDAY}")
