"""awork's lists: pages of them, filtered and sorted in its own language."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.company.people.queries import member_of_account
from timeclock.compat.awork import showing
from timeclock.compat.awork.bodies import AworkPaging
from timeclock.compat.awork.filtering import (
    ANYTHING,
    Bound,
    Filter,
    FilterFault,
    in_order,
    instant,
    read_filter,
    read_order,
)
from timeclock.compat.awork.shapes import entries as shapes
from timeclock.compat.ids import IdKind, from_uuid8
from timeclock.messages import Sentence
from timeclock.paging import Window
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.problems import BadRequest, Fault, Problem, RequestPart
from timeclock.worktime.shifts.listing import ShiftFilter, count_shifts, list_shifts
from timeclock.worktime.shifts.sight import sight_of

blueprint = Blueprint("lists", __name__)
# Of a hundred people in a year; what a filter leaves of more is not looked for.
MOST = 20_000
_DAY = timedelta(days=1)
HEADERS = {
    "aw-page": "The page.",
    "aw-pagesize": "How many items a page has at most.",
    "aw-items": "How many items this page has.",
    "aw-totalitems": "How many items all pages have.",
}
# Objects and lists cannot be compared.
_OBJECTS = {"typeOfWork", "user", "task", "project", "breaks"}
_ENTRY_FIELDS = tuple(set(shapes.AworkTimeEntry.__annotations__) - _OBJECTS)


@answers(
    blueprint,
    "GET",
    "/api/v1/timeentries",
    call=Call(asks=AworkPaging, gives=list[shapes.AworkTimeEntry], headers=HEADERS),
)
def entries() -> Response:
    """Everyone's entries as far as the token's owner sees them, the latest start first.

    awork's own words are "Returns all time entries": with a manager's token these are those of the
    people of the manager's clocks and what others worked there, with an employee's one's own. The
    order is (our choice).
    """
    query, actor = query_as(AworkPaging), caller()
    wanted = ShiftFilter(sight=sight_of(actor))
    window = Window.of_page(query.page, query.size)
    if not query.filterby and not query.orderby:
        found = list_shifts(actor.workspace_id, wanted, window)
        total = count_shifts(actor.workspace_id, wanted)
        return page_of(showing.entries(actor.workspace_id, found), query, total)
    rules = read_rules(query, _ENTRY_FIELDS)
    narrowed = _narrowed(actor, wanted, rules.bounds)
    records = list_shifts(actor.workspace_id, narrowed, Window(MOST + 1))
    if len(records) > MOST:
        sentence = Sentence("That is more than %(most)s entries. Filter by their days.", most=MOST)
        raise _wrong("filterby", sentence)
    return chosen(showing.entries(actor.workspace_id, records), query, rules, _ENTRY_FIELDS)


@answers(
    blueprint,
    "GET",
    "/api/v1/typeofwork",
    call=Call(asks=AworkPaging, gives=list[shapes.TypeOfWork], headers=HEADERS),
)
def types_of_work() -> Response:
    """The one type of work that a workspace has."""
    query, fields = query_as(AworkPaging), tuple(shapes.TypeOfWork.__annotations__)
    rows = [shapes.type_of_work(caller().workspace_id)]
    return chosen(rows, query, read_rules(query, fields), fields)


def page_of(shown: Sequence[Mapping[str, Any]], query: AworkPaging, total: int) -> Response:
    """A page of a list that has `total` items."""
    answer = json_answer(shown)
    answer.headers["aw-page"] = str(query.page)
    answer.headers["aw-pagesize"] = str(query.size)
    answer.headers["aw-items"] = str(len(shown))
    answer.headers["aw-totalitems"] = str(total)
    return answer


def chosen(
    rows: Sequence[Mapping[str, Any]], query: AworkPaging, rules: Filter, fields: Sequence[str]
) -> Response:
    """The page of the rows that pass, in the order that is asked for."""
    found = [row for row in rows if rules.passes(row)]
    if query.orderby:
        try:
            found = in_order(found, read_order(query.orderby, fields))
        except FilterFault as fault:
            raise _wrong("orderby", fault.sentence) from None
    window = Window.of_page(query.page, query.size)
    return page_of(found[window.offset :][: window.limit], query, len(found))


def read_rules(query: AworkPaging, fields: Sequence[str]) -> Filter:
    """The filter that is asked for, over these fields. Raises BadRequest."""
    if not query.filterby:
        return ANYTHING
    try:
        return read_filter(query.filterby, fields)
    except FilterFault as fault:
        raise _wrong("filterby", fault.sentence) from None


def _narrowed(actor: Actor, wanted: ShiftFilter, bounds: Sequence[Bound]) -> ShiftFilter:
    """The shifts that have to be read: no more than hold what every entry that passes has."""
    for bound in bounds:
        at = instant(bound.value) if isinstance(bound.value, str) else None
        if bound.field == "startDateUtc" and at and FIRST_YEAR <= at.year <= LAST_YEAR:
            wanted = _in_days(wanted, bound.comparison, at)
        elif bound.comparison == "eq" and bound.field == "userId":
            wanted = _of_user(actor, wanted, bound.value)
        elif bound.comparison == "eq" and bound.field == "projectId" and bound.value:
            wanted = replace(wanted, job_ids=(from_uuid8(IdKind.JOB, str(bound.value)) or 0,))
    return wanted


def _in_days(wanted: ShiftFilter, comparison: str, at: datetime) -> ShiftFilter:
    first = at.replace(hour=0, minute=0, second=0, microsecond=0)
    if comparison in ("eq", "ge", "gt") and (wanted.start is None or first > wanted.start):
        wanted = replace(wanted, start=first)
    after = first + _DAY
    if comparison in ("eq", "le", "lt") and (wanted.end is None or after < wanted.end):
        wanted = replace(wanted, end=after)
    return wanted


def _of_user(actor: Actor, wanted: ShiftFilter, user: object) -> ShiftFilter:
    member = member_of_account(actor.workspace_id, from_uuid8(IdKind.USER, str(user)) or 0)
    return replace(wanted, member_ids=() if member is None else (member.id,))


def _wrong(name: str, sentence: str | Sentence) -> BadRequest:
    return BadRequest(Problem(Fault.UNACCEPTABLE, (name,), sentence, RequestPart.QUERY))
