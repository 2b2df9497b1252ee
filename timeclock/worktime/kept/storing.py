"""Keeping a sheet that is approved, and letting go of one that is opened again."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from sqlalchemy import insert, update

from timeclock.authority.actor import Actor
from timeclock.company.locks.kept_models import IN_FORCE, KeptTimesheet
from timeclock.company.pay_rules.day_line import PRESENT, DayLine, KeptSpan, keep_span
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.ledger.entry import Json
from timeclock.ledger.recording import Head, record
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import precise_text
from timeclock.worktime.hours.kept_days import Versions
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.kept.comparing import HoursDifference
from timeclock.worktime.kept.texts import read_kept_text
from timeclock.worktime.kept.versions import present_versions, versions_of
from timeclock.worktime.kept.writing import begins_to_json, kept_text

_kept = KeptTimesheet.__table__.c
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Approved:
    """A sheet to keep: whose, by which rules, and in which zones its company has clocks."""

    member_id: int
    sheet: Sheet
    book: RuleBook
    zones: Collection[str]
    at_upgrade: bool = False


def keep_sheet(tx: Transaction, workspace_id: int, approved: Approved) -> dict[str, Json]:
    """Store the sheet of a period of which nothing is in force; returns what the ledger says."""
    sheet = approved.sheet
    span = span_of(sheet.first, sheet.after, approved.book, approved.zones, sheet.line)
    versions = versions_of(sheet.first, sheet.after, approved.book)
    content, begins = kept_text(sheet, versions), begins_text(span)
    row = tx.connection.execute(
        insert(KeptTimesheet)
        .values(
            workspace_id=workspace_id,
            member_id=approved.member_id,
            first_day=sheet.first,
            after_day=sheet.after,
            in_force=True,
            at_upgrade=approved.at_upgrade,
            content=content,
            begins=begins,
            compared_with=present_versions(),
        )
        .returning(_kept.id)
    )
    return _facts(row.scalar_one(), digest_of(content, begins), versions) | {
        "at_upgrade": approved.at_upgrade
    }


def let_go(tx: Transaction, workspace_id: int, member_id: int, first_day: date) -> int | None:
    """The sheet is not approved any more: its row stays, and is not read. Returns its id."""
    row = tx.connection.execute(
        update(KeptTimesheet)
        .where(
            _kept.workspace_id == workspace_id,
            _kept.member_id == member_id,
            _kept.first_day == first_day,
            IN_FORCE,
        )
        .values(in_force=False, difference=None, differs_since=None)
        .returning(_kept.id)
    )
    return row.scalar_one_or_none()


def keep_again(tx: Transaction, workspace_id: int, kept_id: int) -> dict[str, Json]:
    """Put a sheet that was let go of in force again; returns what the ledger says.

    The next comparison says anew whether it differs.
    """
    row = tx.connection.execute(
        update(KeptTimesheet)
        .where(_kept.workspace_id == workspace_id, _kept.id == kept_id)
        .values(in_force=True, compared_with=None)
        .returning(_kept.content, _kept.begins, _kept.at_upgrade)
    ).one()
    versions = read_kept_text(row.content)[1]
    return _facts(kept_id, digest_of(row.content, row.begins), versions) | {
        "at_upgrade": row.at_upgrade
    }


def span_of(
    first: date, after: date, book: RuleBook, zones: Collection[str], line: DayLine = PRESENT
) -> KeptSpan:
    """Where these days begin, in every zone and by all of the rules around them."""
    minutes = {0}
    for number in range(-1, (after - first).days + 1):
        rules = book.on(first + number * _DAY)
        minutes.add(rules.day_begins)
        if rules.overtime_begins is not None:
            minutes.add(rules.overtime_begins)
    places = [(zone_name, each) for zone_name in zones for each in minutes]
    return keep_span(first, after, places, line)


def begins_text(span: KeptSpan) -> str:
    """As it is stored."""
    return json.dumps(begins_to_json(span), separators=(",", ":"))


def digest_of(content: str, begins: str) -> str:
    """What the ledger has of a kept sheet: no one can change it unnoticed."""
    return sha256(f"{begins}\n{content}".encode()).hexdigest()


def _facts(row_id: int, digest: str, versions: Versions) -> dict[str, Json]:
    return {
        "id": row_id,
        "digest": digest,
        "tz": versions.tz,
        "arithmetic": versions.arithmetic,
        "rules": [each.version_id for each in versions.rules],
    }


def store_difference(
    tx: Transaction, head: Head, actor: Actor, kept_id: int, found: HoursDifference | None
) -> None:
    """Keep that days would be added up otherwise today, or no longer; the entry says how."""
    since = head.received_at if found else None
    facts = found.to_json() if found else None
    row = tx.connection.execute(
        update(KeptTimesheet)
        .where(_kept.workspace_id == head.workspace_id, _kept.id == kept_id)
        .values(difference=facts, differs_since=since, compared_with=present_versions())
        .returning(_kept.member_id, _kept.first_day, _kept.after_day)
    ).one()
    after: dict[str, Json] = {
        "member": row.member_id,
        "first_day": row.first_day.isoformat(),
        "after_day": row.after_day.isoformat(),
        "kept": kept_id,
        "difference": facts,
        "since": precise_text(since) if since else None,
    }
    record(tx, head, kind="timesheet.compared", actor=actor, after=after)
