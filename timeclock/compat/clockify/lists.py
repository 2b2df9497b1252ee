"""Lists of entries. Pages count entries, not shifts: a shift with a break is three of them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from typing import Any

from flask import Blueprint, Response

from timeclock.compat.clockify.access import demand_workspace, shifts_seen
from timeclock.compat.clockify.addresses import ENTRIES, OF_USER, under_both
from timeclock.compat.clockify.bodies import ClockifyPaging, EntriesAsked
from timeclock.compat.clockify.shapes import entries as shapes
from timeclock.paging import Window, cut
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import asked
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.worktime.corrections.drafts.parts import parts_of
from timeclock.worktime.shifts.listing import ShiftFilter, list_shifts
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.sight import sight_of
from timeclock.worktime.shifts.timeline import Part

blueprint = Blueprint("lists", __name__)
LAST_PAGE = {"Last-Page": "`true` on the last page, else `false`."}


def page_of(shown: list[Any], *, is_last: bool) -> Response:
    """A page, and whether others follow."""
    answer = json_answer(shown)
    answer.headers["Last-Page"] = "true" if is_last else "false"
    return answer


@answers(
    blueprint,
    "GET",
    *under_both(OF_USER),
    call=Call(asks=EntriesAsked, gives=list[shapes.ListedEntry], headers=LAST_PAGE),
)
def entries_of_user(workspace: str, user: str) -> Response:
    """Someone's entries, newest first.

    One's own, and for managers those of the people at their clocks. Other filters that Clockify
    has are passed over.
    """
    actor = caller()
    theirs = shifts_seen(actor, workspace, user)
    query = asked(EntriesAsked)
    wanted = replace(
        theirs,
        start=query.start,
        end=query.end,
        is_open=query.in_progress or None,
        reaches_into=True,
    )
    # Every shift has an entry that counts, but for the one that reaches in and one left out.
    needed = query.window.offset + query.window.limit + 2
    found = list_shifts(actor.workspace_id, wanted, Window(needed))
    parts = islice(_entries(found, query), query.window.offset, needed - 1)
    page, more = cut(list(parts), query.window.limit)
    return page_of([shapes.listed(*each) for each in page], is_last=not more)


@answers(
    blueprint,
    "GET",
    *under_both(f"{ENTRIES}/status/in-progress"),
    call=Call(asks=ClockifyPaging, gives=list[shapes.ListedEntry], headers=LAST_PAGE),
)
def entries_in_progress(workspace: str) -> Response:
    """What runs, of everyone in sight: the latest shift first."""
    actor = caller()
    demand_workspace(actor, workspace)
    query = asked(ClockifyPaging)
    wanted = ShiftFilter(sight=sight_of(actor), is_open=True)
    found, more = cut(list_shifts(actor.workspace_id, wanted, query.one_more), query.window.limit)
    shown = [shapes.listed(each, parts_of(each)[-1]) for each in found]
    return page_of(shown, is_last=not more)


def _entries(
    found: Iterable[ShiftRecord], query: EntriesAsked
) -> Iterator[tuple[ShiftRecord, Part]]:
    """Shifts do not lie over each other, so their parts come in order with them."""
    for record in found:
        for part in reversed(parts_of(record)):
            if _is_asked_for(part, query):
                yield record, part


def _is_asked_for(part: Part, query: EntriesAsked) -> bool:
    runs = part.ended_at is None
    return (
        (query.start is None or part.started_at >= query.start)
        and (query.end is None or part.started_at < query.end)
        and query.in_progress in (None, runs)
    )
