"""Where the days of approved timesheets and closed periods begin, as it was kept then."""

import json
from collections.abc import Collection, Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from sqlalchemy import Connection, null, select, union_all

from timeclock.company.locks.kept_models import IN_FORCE, KeptTimesheet
from timeclock.company.locks.locked_days import LONGEST_PERIOD
from timeclock.company.locks.models import ClosedPeriod
from timeclock.company.pay_rules.day_line import KeptDays, KeptSpan

_kept, _closed = KeptTimesheet.__table__.c, ClosedPeriod.__table__.c
_BESIDE = timedelta(days=2)  # a newer tz database moves an instant by no more than a day


def read_line(
    connection: Connection,
    workspace_id: int,
    member_id: int,
    *,
    near: tuple[datetime, datetime] | None = None,
) -> KeptDays:
    """The days of a member: approved ones begin where they began when they were approved.

    `near` leaves out what is further from these two instants than a day. One statement.
    """
    return read_lines(connection, workspace_id, (member_id,), near=near)[member_id]


def read_lines(
    connection: Connection,
    workspace_id: int,
    member_ids: Collection[int],
    *,
    near: tuple[datetime, datetime] | None = None,
) -> dict[int, KeptDays]:
    """`read_line` of each of these members. One statement, none for no one."""
    if not member_ids:
        return {}
    sheets = select(_kept.first_day, _kept.after_day, _kept.begins, _kept.member_id).where(
        _kept.workspace_id == workspace_id, _kept.member_id.in_(sorted(member_ids)), IN_FORCE
    )
    closed = select(_closed.first_day, _closed.after_day, _closed.begins, null()).where(
        _closed.workspace_id == workspace_id,
        _closed.reopened_at.is_(None),
        _closed.begins.is_not(None),
    )
    if near is not None:
        since, until = near[0].date() - _BESIDE, near[1].date() + _BESIDE
        sheets = sheets.where(
            _kept.first_day > since - LONGEST_PERIOD,
            _kept.first_day <= until,
            _kept.after_day >= since,
        )
        closed = closed.where(
            _closed.first_day > since - LONGEST_PERIOD,
            _closed.first_day <= until,
            _closed.after_day >= since,
        )
    own: dict[int, list[KeptSpan]] = {member_id: [] for member_id in member_ids}
    others: list[KeptSpan] = []
    for first, after, begins, of_member in connection.execute(union_all(sheets, closed)):
        span = read_span(first, after, json.loads(begins))
        (others if of_member is None else own[of_member]).append(span)
    return {
        who: KeptDays(sorted([*its, *without_overlap(others, its)], key=lambda each: each.first))
        for who, its in own.items()
    }


def read_span(first: date, after: date, begins: Sequence[Any]) -> KeptSpan:
    """Where days begin, from what a kept sheet or a closed period has of it."""
    return KeptSpan(first, after, {(zone, m): _instants(at, runs) for zone, m, at, runs in begins})


def without_overlap(spans: Sequence[KeptSpan], others: Sequence[KeptSpan]) -> list[KeptSpan]:
    """The spans that have no day in common with the others."""
    return [
        span
        for span in spans
        if not any(each.first < span.after and span.first < each.after for each in others)
    ]


def _instants(start: int, runs: Sequence[Sequence[int]]) -> tuple[datetime, ...]:
    lengths = [length for length, times in runs for _ in range(times)]
    return tuple(datetime.fromtimestamp(at, UTC) for at in accumulate(lengths, initial=start))
