"""Approved days that would be added up otherwise today, as cases for executive managers."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from sqlalchemy import Connection, select

from timeclock.company.locks.kept_models import KeptTimesheet
from timeclock.messages import N_, Listed, Sentence
from timeclock.worktime.hours.explaining import dated, signed_text
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.kept.comparing import HoursDifference, Reason
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.models import Acknowledgement

_kept, _seen = KeptTimesheet.__table__.c, Acknowledgement.__table__.c
_MOST_NAMED = 3
_REASONS = {
    Reason.TZ: N_("a newer tz database has other changes of clocks"),
    Reason.RULES: N_("the rules of these days are read otherwise"),
    Reason.ARITHMETIC: N_("this version adds up otherwise"),
    Reason.BEFORE_KEEPING: N_(
        "an earlier version kept only the totals, and the days add up to others"
    ),
}
_CATEGORIES = {
    "worked": N_("worked"),
    "rounded": N_("rounded"),
    "paid_breaks": N_("paid breaks"),
    "unpaid_breaks": N_("unpaid breaks"),
    "unconfirmed": N_("unconfirmed"),
    "meal": N_("deducted"),
}


def differing(connection: Connection, workspace_id: int) -> Iterator[Case]:
    """What differs of sheets that are approved, and was not acknowledged as it is. One statement.

    The case is on the first day that differs, and `measured` are the seconds that would lie on
    another day or in another category.
    """
    query = (
        select(_kept.member_id, _kept.difference, _kept.differs_since, _seen.day, _seen.measured)
        .outerjoin(
            Acknowledgement.__table__,
            (_seen.workspace_id == _kept.workspace_id)
            & (_seen.member_id == _kept.member_id)
            & (_seen.kind == CaseKind.APPROVED_DIFFERS.value)
            & (_seen.day >= _kept.first_day)
            & (_seen.day < _kept.after_day),
        )
        .where(_kept.workspace_id == workspace_id, _kept.differs_since.is_not(None))
        .order_by(_kept.differs_since, _kept.id)
    )
    found: dict[tuple[int, date], Case] = {}
    seen: set[tuple[int, date, int]] = set()
    for row in connection.execute(query):
        case = _case(row)
        found[case.member_id, case.day] = case
        if row.day is not None:
            seen.add((row.member_id, row.day, row.measured))
    yield from (case for (who, day), case in found.items() if (who, day, case.measured) not in seen)


def difference_on(
    connection: Connection, workspace_id: int, member_id: int, day: date
) -> Case | None:
    """What differs of a member's approved sheet from that day on, acknowledged or not."""
    query = select(_kept.member_id, _kept.difference, _kept.differs_since).where(
        _kept.workspace_id == workspace_id,
        _kept.member_id == member_id,
        _kept.differs_since.is_not(None),
        _kept.first_day <= day,
        _kept.after_day > day,
    )
    row = connection.execute(query).first()
    case = None if row is None else _case(row)
    return case if case is not None and case.day == day else None


def _case(row: Any) -> Case:
    found = HoursDifference.from_json(row.difference)
    return Case(
        kind=CaseKind.APPROVED_DIFFERS,
        member_id=row.member_id,
        day=min(found.days),
        zone="UTC",
        since=row.differs_since,
        message=_message(found),
        measured=found.measured,
    )


def _message(found: HoursDifference) -> Sentence:
    days = sorted(found.days)
    named = [_day(day, found.days[day]) for day in days[:_MOST_NAMED]]
    reasons = Listed(tuple(Sentence(_REASONS[reason]) for reason in found.reasons))
    values = {"days": Listed(tuple(named)), "reasons": reasons}
    if len(days) > _MOST_NAMED:
        return Sentence(
            "What was approved stays. Added up today it would be different: %(days)s, and"
            " %(more)s more days. The reason: %(reasons)s.",
            more=len(days) - _MOST_NAMED,
            **values,
        )
    return Sentence(
        "What was approved stays. Added up today it would be different: %(days)s. The reason:"
        " %(reasons)s.",
        **values,
    )


def _day(day: date, facts: Mapping[str, int]) -> Sentence:
    parts = tuple(
        Sentence("%(what)s %(length)s", what=_category(name), length=signed_text(seconds))
        for name, seconds in facts.items()
    )
    return Sentence("%(day)s (%(parts)s)", day=dated(day), parts=Listed(parts))


def _category(name: str) -> Sentence:
    if name in _CATEGORIES:
        return Sentence(_CATEGORIES[name])
    rounded, percent = name.startswith("rounded"), name.rpartition("_")[2]
    text = N_("rounded at %(percent)s %%") if rounded else N_("at %(percent)s %%")
    return Sentence(text, percent=percent)
