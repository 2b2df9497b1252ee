"""Clocks that close forgotten shifts, and people who have gone home without a word."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from flask import Flask

from tests.fixtures.cast import Cast, CastMember, hire
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.ledger.queries import EntryView, entries
from timeclock.ledger.recording import history_at
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.record import ShiftRecord

LIMIT = timedelta(hours=10)
PATIENCE = 30  # seconds


def let_the_shop_close(cast: Cast, *, closes: bool = True) -> None:
    update_clock(
        Actor.operator(cast.workspace_id),
        clock_id=cast.shop,
        change=ClockSettings(
            name="Shop Kreuzberg",
            zone="Europe/Berlin",
            job_required=False,
            limit_minutes=LIMIT // timedelta(minutes=1),
            closes_forgotten=closes,
        ),
    )


def helpers_at_the_shop(cast: Cast, count: int) -> list[CastMember]:
    """So many more people."""
    people = [hire(cast.workspace_id, f"Helper{number}") for number in range(count)]
    for person in people:
        assign(Actor.operator(cast.workspace_id), clock_id=cast.shop, member_id=person.member_id)
    return people


def clocked_in_at(moment: datetime, person: CastMember, clock_id: int) -> ShiftRecord:
    """A shift that began then, written as history."""
    with history_at(moment):
        done = clock_in(person.actor, clock_id=clock_id)
    assert done.shift is not None
    return done.shift


def closings(person: CastMember) -> list[EntryView]:
    """The entries by which the clock closed a shift of theirs."""
    found = entries(person.workspace_id, person.chain_id)
    return [entry for entry in found if entry.kind == "shift.closed_provisionally"]


def yesterday() -> datetime:
    """Twenty hours ago, by the time of the machine."""
    return datetime.now(UTC).replace(microsecond=0) - timedelta(hours=20)


def wait_for(fact: Callable[[], object]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not fact():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def closed(app: Flask, person: CastMember) -> int:
    """How many shifts of theirs the clock has closed by now."""
    with app.app_context():
        return len(closings(person))
