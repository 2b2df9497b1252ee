"""A file is written in memory that does not grow with the people in it."""

import itertools
import tempfile
import tracemalloc
from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import event, insert

from tests.fixtures.company import Company, hire
from tests.outgoing.exports.scenes import question, write_into, written
from timeclock.authority.actor import Role
from timeclock.outgoing.exports.batches import AT_ONCE
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import FileFormat, What
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Shift

pytestmark = pytest.mark.databases("sqlite")

_numbers = itertools.count(1)
WEEKS = 5
LAST = date(2025, 12, 1) + timedelta(days=7 * WEEKS - 1)
# Not one batch: where the next is read, the one before it is still there.
FEW, MANY = 2 * AT_ONCE, 4 * AT_ONCE


def staff(company: Company, number: int) -> None:
    """So many people with five plain shifts in each week, written straight into the table."""
    rows = []
    for each in range(number):
        at = f"@{next(_numbers)}.exports.test"
        member = hire(company.operator, f"P{each}", Role.EMPLOYEE, at)
        for day in (7 * week + weekday for week in range(WEEKS) for weekday in range(5)):
            start = datetime(2025, 12, 1, 8, tzinfo=UTC) + timedelta(days=day)
            rows.append(
                {
                    "workspace_id": company.workspace_id,
                    "member_id": member.member_id,
                    "clock_id": company.shop,
                    "started_at": start,
                    "start_zone": "Europe/Berlin",
                    "start_source": "pc",
                    "ended_at": start + timedelta(hours=8),
                    "created_at": start,
                    "changed_at": start,
                }
            )
    with db.engine.begin() as connection:
        connection.execute(insert(Shift), rows)


def ordered(company: Company, what: What, form: FileFormat) -> int:
    asked = question(what, form, first=date(2025, 12, 1), last=LAST)
    return order(company.olive.actor, asked)


def peak(company: Company, what: What, form: FileFormat) -> int:
    """The most bytes that were held while the file was written and thrown away."""
    export_id = ordered(company, what, form)
    tracemalloc.start()
    try:
        with tempfile.TemporaryFile() as to:
            write_into(to, company.olive.actor, export_id)
        return tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize(
    ("what", "form"),
    [
        (What.TIMESHEETS, FileFormat.CSV),
        (What.PUNCHES, FileFormat.XLSX),
        (What.TIMESHEETS, FileFormat.PDF),
    ],
)
def test_twice_the_people_take_hardly_more_memory(
    company: Company, what: What, form: FileFormat
) -> None:
    staff(company, 2)
    # What is read once in a process is no growth.
    with tempfile.TemporaryFile() as to:
        write_into(to, company.olive.actor, ordered(company, what, form))
    staff(company, FEW - 2)
    few = peak(company, what, form)
    staff(company, MANY - FEW)
    assert peak(company, what, form) < 1.2 * few


def test_statements_grow_with_batches_not_with_people(company: Company) -> None:
    staff(company, 2)
    counts = []
    for _ in range(2):
        seen: list[str] = []

        def note(
            _c: object, _cursor: object, statement: str, *_: object, to: list[str] = seen
        ) -> None:
            to.append(statement)

        export_id = order(company.olive.actor, question(first=date(2025, 12, 1), last=LAST))
        event.listen(db.engine, "before_cursor_execute", note)
        written(company.olive.actor, export_id)
        event.remove(db.engine, "before_cursor_execute", note)
        counts.append(len(seen))
        staff(company, 6)
    assert counts[0] == counts[1]
