"""People of two companies at work at the same time, and the check of the outcome."""

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from flask import Flask
from sqlalchemy import and_, select

from tests.faults.employee import Employee
from tests.faults.oracle import PunchKnowledge, RecordedPunch, SentPunch, faults
from tests.fixtures.cast import hire, open_company
from timeclock.authority.actor import Actor, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import create_clock
from timeclock.company.people.models import Member
from timeclock.ledger.models import Entry
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db, snapshot
from timeclock.worktime.shifts.answering import Act

PEOPLE = ("Ada", "Bea", "Cem")
BETWEEN_PUNCHES = 0.005  # seconds
A_LITTLE_LATER = 0.003  # seconds; each kill meets another moment in the life of a punch
PATIENCE = 60


@dataclass
class Crew:
    """Everyone who works; `app` is a second eye on the same database, beside the server."""

    app: Flask
    people: list[Employee] = field(default_factory=list)

    def go_to(self, *urls: str) -> None:
        """Send everyone to a server, in turn where there are several."""
        for number, person in enumerate(self.people):
            person.hang_up()
            person.url = urls[number % len(urls)]

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Everyone punches without end, except who is in doubt; at the end all have stopped."""
        stop = threading.Event()
        threads = [threading.Thread(target=_work, args=(p, stop)) for p in self.people]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            stop.set()
            for thread in threads:
                thread.join(PATIENCE)
        assert not any(thread.is_alive() for thread in threads)

    def wait_for(self, told: PunchKnowledge, more: int) -> None:
        """Until that many more punches have been told so, or everyone is in doubt."""
        wanted, deadline = self.count(told) + more, time.monotonic() + PATIENCE
        while self.count(told) < wanted and self.in_doubt() < len(self.people):
            assert time.monotonic() < deadline, f"too few punches: {self.surprises()}"
            time.sleep(0.01)

    def settle(self) -> None:
        """Everyone in doubt sends the punch again with its key until it is confirmed."""
        deadline = time.monotonic() + PATIENCE
        for person in self.people:
            while person.doubt is not None:
                assert time.monotonic() < deadline, "a punch in doubt is never confirmed"
                if person.punch_again().told is not PunchKnowledge.OK:
                    time.sleep(0.1)

    def count(self, told: PunchKnowledge) -> int:
        return sum(sent.told is told for sent in self.sent())

    def in_doubt(self) -> int:
        return sum(person.doubt is not None for person in self.people)

    def longest_wait(self) -> float:
        """Seconds that someone waited for an answer."""
        return max(person.longest_wait for person in self.people)

    def sent(self) -> list[SentPunch]:
        return [sent for person in self.people for sent in list(person.diary.values())]

    def surprises(self) -> list[str]:
        return [surprise for person in self.people for surprise in person.surprises]

    def demand_truth(self) -> None:
        """The oracle has nothing to say, the ledger verifies, and the tables are as it tells."""
        assert self.surprises() == []
        demand_truth(self.app, self.sent())


def demand_truth(app: Flask, sent: list[SentPunch]) -> None:
    """What was sent against what a database holds."""
    with app.app_context():
        db.engine.dispose()  # the database may have been away since it was last asked
        assert faults(sent, found_in_ledger()) == []
    demand_sound(app)


def demand_sound(app: Flask) -> None:
    """The ledger verifies and the tables are as it tells."""
    with app.app_context():
        assert verify().problems == ()


def found_in_ledger() -> list[RecordedPunch]:
    """Every punch of every company, in the order of each person's chain."""
    rows = (
        select(Entry.workspace_id, Member.id, Entry.position, Entry.key, Entry.kind, Entry.at)
        .join(
            Member,
            and_(Member.workspace_id == Entry.workspace_id, Member.chain_id == Entry.chain_id),
        )
        .order_by(Entry.workspace_id, Member.id, Entry.position)
    )
    with snapshot() as session:
        return [
            RecordedPunch(company, member, position, key, Act(kind), at)
            for company, member, position, key, kind, at in session.execute(
                rows.where(Entry.kind.startswith("shift."))
            )
        ]


def hire_crew(app: Flask) -> Crew:
    """Three people in each of two companies, every one with a key to punch."""
    crew = Crew(app)
    with app.app_context():
        for number, (name, owner) in enumerate((("Bakery", "Olive"), ("Mill", "Nora")), 1):
            workspace_id = open_company(number, name, owner, "Europe/Berlin").workspace_id
            operator = Actor.operator(workspace_id)
            clock_id = create_clock(operator, name="Gate", zone="Europe/Berlin")
            for person in (hire(workspace_id, name) for name in PEOPLE):
                assign(operator, clock_id=clock_id, member_id=person.member_id)
                issued = issue_key(
                    operator, member_id=person.member_id, name="Load", scope=Scope.PUNCH
                )
                crew.people.append(Employee(workspace_id, person.member_id, clock_id, issued.key))
    return crew


def _work(person: Employee, stop: threading.Event) -> None:
    while not stop.wait(BETWEEN_PUNCHES):
        if person.doubt is None:
            person.punch()
