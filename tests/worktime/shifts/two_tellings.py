"""What the ledger tells of a person's shifts and what the tables hold, read side by side."""

import json
from datetime import datetime

from sqlalchemy import select

from tests.fixtures.company import CompanyMember
from timeclock.ledger.models import Entry
from timeclock.storage.transactions import db
from timeclock.timekeeping import utc_text
from timeclock.worktime.shifts.models import Break, Segment, Shift


def told_by_the_ledger(person: CompanyMember) -> dict[int, object]:
    """The last `after` of every shift, read without anything of the product."""
    told: dict[int, object] = {}
    query = select(Entry.body).where(
        Entry.workspace_id == person.workspace_id, Entry.chain_id == person.chain_id
    )
    for body in db.session.scalars(query.order_by(Entry.position)):
        after = json.loads(body)["after"]
        told[after["shift"]] = (
            after["start"],
            after["end"],
            after["job"],
            after["voided"],
            sorted((b["break"], b["start"], b["end"], b["paid"]) for b in after["breaks"]),
            sorted((s["segment"], s["job"], s["start"]) for s in after["segments"]),
        )
    return told


def held_by_the_tables(person: CompanyMember) -> dict[int, object]:
    """The same facts as they stand in the rows."""

    def text(moment: datetime | None) -> str | None:
        return utc_text(moment) if moment else None

    held: dict[int, object] = {}
    query = select(Shift).where(
        Shift.workspace_id == person.workspace_id, Shift.member_id == person.member_id
    )
    for row in db.session.scalars(query).all():
        breaks, segments = (
            db.session.scalars(
                select(table).where(
                    table.workspace_id == row.workspace_id,
                    table.shift_id == row.id,
                    table.voided_at.is_(None),
                )
            ).all()
            for table in (Break, Segment)
        )
        held[row.id] = (
            text(row.started_at),
            text(row.ended_at),
            row.job_id,
            row.voided_at is not None,
            sorted((b.id, text(b.started_at), text(b.ended_at), b.paid) for b in breaks),
            sorted((s.id, s.job_id, text(s.started_at)) for s in segments),
        )
    return held
