"""Reading what is kept of people's days."""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from sqlalchemy import Connection, Text, cast, null, select, union_all

from timeclock.company.locks.kept_lines import read_span, without_overlap
from timeclock.company.locks.kept_models import IN_FORCE, KeptTimesheet
from timeclock.company.locks.locked_days import LONGEST_PERIOD
from timeclock.company.locks.models import ClosedPeriod
from timeclock.company.pay_rules.day_line import KeptSpan
from timeclock.worktime.hours.kept_days import Kept, KeptSheet
from timeclock.worktime.kept.texts import read_kept_text

_kept, _closed = KeptTimesheet.__table__.c, ClosedPeriod.__table__.c
_SHEETS = select(
    _kept.member_id, _kept.first_day, _kept.after_day, _kept.begins, _kept.content
).where(IN_FORCE)
_CLOSED = select(
    null(), _closed.first_day, _closed.after_day, _closed.begins, cast(null(), Text)
).where(_closed.reopened_at.is_(None), _closed.begins.is_not(None))


def read_kept(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    first: date,
    after: date,
) -> Mapping[int, Kept]:
    """By member, what is kept of the periods with days from `first` to before `after`.

    Members of whom nothing is kept are left out. One statement.
    """
    sheets = _SHEETS.where(
        _kept.workspace_id == workspace_id,
        _kept.member_id.in_(member_ids),
        _kept.first_day > first - LONGEST_PERIOD,
        _kept.first_day < after,
        _kept.after_day > first,
    )
    closed = _CLOSED.where(
        _closed.workspace_id == workspace_id,
        _closed.first_day > first - LONGEST_PERIOD,
        _closed.first_day < after,
        _closed.after_day > first,
    )
    spans: list[KeptSpan] = []
    found: dict[int, list[KeptSheet]] = {}
    for row in connection.execute(union_all(sheets, closed)):
        if row.member_id is None:
            spans.append(read_span(row.first_day, row.after_day, json.loads(row.begins)))
        else:
            found.setdefault(row.member_id, []).append(sheet_from(row.content, row.begins))
    if spans:
        return {each: _with_empty(found.get(each, ()), spans) for each in member_ids}
    return {member_id: Kept(_in_order(sheets)) for member_id, sheets in found.items()}


def sheet_from(content: str, begins: str) -> KeptSheet:
    """The sheet that a row of the table has."""
    sheet, versions = read_kept_text(content)
    return KeptSheet(sheet, read_span(sheet.first, sheet.after, json.loads(begins)), versions)


def _with_empty(sheets: Collection[KeptSheet], closed: Sequence[KeptSpan]) -> Kept:
    return Kept(_in_order(sheets), without_overlap(closed, [each.span for each in sheets]))


def _in_order(sheets: Collection[KeptSheet]) -> list[KeptSheet]:
    return sorted(sheets, key=lambda each: each.sheet.first)
