"""A year of a company's shifts, written straight into the tables: for reading, not the ledger."""

import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, select

from timeclock.company.clocks.models import BreakKind, TimeClock
from timeclock.company.jobs.models import Job
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.models import Break, Shift

FIRST = datetime(2025, 1, 1, tzinfo=UTC)
_BATCH = 5_000


def fill(workspace_id: int, member_ids: list[int], days: int = 365) -> int:
    """Five shifts a week for everyone, with a break each; returns how many there are now."""
    chance = random.Random(1)
    clock_id = db.session.scalars(
        select(TimeClock.id).where(TimeClock.workspace_id == workspace_id)
    ).first()
    jobs = db.session.scalars(select(Job.id).where(Job.workspace_id == workspace_id)).all()
    kind_id = db.session.scalars(
        select(BreakKind.id).where(BreakKind.workspace_id == workspace_id)
    ).first()
    first_id = (db.session.scalar(select(func.max(Shift.id))) or 0) + 1
    made = _shifts(workspace_id, member_ids, clock_id, jobs, days, first_id, chance)
    batch: list[dict[str, Any]] = []
    count = 0
    with db.engine.begin() as connection:
        for row in made:
            batch.append(row)
            count += 1
            if len(batch) == _BATCH:
                _write(connection, batch, kind_id)
                batch = []
        if batch:
            _write(connection, batch, kind_id)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql(
                "SELECT setval('shift_id_seq', (SELECT max(id) FROM shift)),"
                " setval('shift_break_id_seq', (SELECT max(id) FROM shift_break))"
            )
            connection.exec_driver_sql("ANALYZE")
    return count


def _shifts(
    workspace_id: int,
    member_ids: list[int],
    clock_id: int | None,
    jobs: Any,
    days: int,
    first_id: int,
    chance: random.Random,
) -> Iterator[dict[str, Any]]:
    number = first_id
    for day in range(days):
        if (FIRST + timedelta(days=day)).weekday() > 4:
            continue
        for member_id in member_ids:
            start = FIRST + timedelta(days=day, seconds=chance.randrange(4 * 3600, 8 * 3600))
            end = start + timedelta(seconds=chance.randrange(7 * 3600, 10 * 3600))
            yield {
                "workspace_id": workspace_id,
                "id": number,
                "member_id": member_id,
                "clock_id": clock_id,
                "job_id": chance.choice(jobs),
                "started_at": start,
                "start_zone": "Europe/Berlin",
                "start_source": "pc",
                "ended_at": end,
                "end_zone": "Europe/Berlin",
                "end_source": "pc",
                "created_at": start,
                "changed_at": end,
            }
            number += 1


def _write(connection: Any, rows: list[dict[str, Any]], kind_id: int | None) -> None:
    connection.execute(insert(Shift), rows)
    connection.execute(
        insert(Break),
        [
            {
                "workspace_id": row["workspace_id"],
                "id": row["id"],
                "shift_id": row["id"],
                "kind_id": kind_id,
                "paid": False,
                "started_at": row["started_at"] + timedelta(hours=3),
                "ended_at": row["started_at"] + timedelta(hours=3, minutes=30),
                "changed_at": row["ended_at"],
            }
            for row in rows
        ],
    )
