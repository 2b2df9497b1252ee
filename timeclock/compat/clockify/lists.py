"""Lists of entries. Pages count entries, not shifts: a shift with a break is three of them."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from flask import Blueprint, Response

from timeclock.company.jobs.queries import job_tree
from timeclock.compat.clockify.access import demand_workspace, shifts_seen
from timeclock.compat.clockify.addresses import ENTRIES, OF_USER, under_both
from timeclock.compat.clockify.queries import ClockifyPaging, EntriesAsked
from timeclock.compat.clockify.shapes import entries as shapes
from timeclock.compat.clockify.showing import listed
from timeclock.compat.clockify.wanted import WantedEntries
from timeclock.paging import Window, cut
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.worktime.corrections.drafts.parts import parts_of
from timeclock.worktime.shifts.listing import ShiftCursor, ShiftFilter, list_shifts
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.sight import sight_of

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

    One's own, and for managers those of the people at their clocks.
    """
    actor = caller()
    theirs = shifts_seen(actor, workspace, user)
    query = query_as(EntriesAsked)
    wanted = WantedEntries.of(query, job_tree(actor.workspace_id))
    # Every shift has an entry that counts, but for the one that reaches in and one left out.
    needed = query.window.offset + query.window.limit + 2
    found = _shifts(actor.workspace_id, wanted.shifts_among(theirs), needed)
    parts = islice(wanted.entries(found), query.window.offset, needed - 1)
    page, more = cut(list(parts), query.window.limit)
    shown = listed(actor.workspace_id, page, wanted.tree, hydrated=query.hydrated or False)
    return page_of(shown, is_last=not more)


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
    query = query_as(ClockifyPaging)
    wanted = ShiftFilter(sight=sight_of(actor), is_open=True)
    found, more = cut(list_shifts(actor.workspace_id, wanted, query.one_more), query.window.limit)
    last_parts = [(each, parts_of(each)[-1]) for each in found]
    tree = job_tree(actor.workspace_id)
    return page_of(listed(actor.workspace_id, last_parts, tree), is_last=not more)


def _shifts(workspace_id: int, wanted: ShiftFilter, needed: int) -> Iterator[ShiftRecord]:
    """Shifts, newest first: as many as are needed at once, and more only for who goes on."""
    after = None
    while True:
        found = list_shifts(workspace_id, wanted, Window(needed), after=after)
        yield from found
        if len(found) < needed:
            return
        after = ShiftCursor(found[-1].timeline.started_at, found[-1].id)
