"""Pages of lists: from the cursor of the page before, as many as asked for."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from flask import request

from timeclock.errors import Invalid
from timeclock.outgoing.webhooks.reading import EventPlace
from timeclock.paging import Page, cursor_of, cut, place_of
from timeclock.timekeeping import parse_instant, precise_text, utc_text
from timeclock.wire.fields import known_id
from timeclock.worktime.shifts.listing import ShiftCursor
from timeclock.worktime.shifts.record import ShiftRecord

T = TypeVar("T")


def after(cursor: str | None) -> int:
    """The id behind which the page begins; 0 without a cursor. Raises Invalid `unknown_cursor`."""
    if cursor is None:
        return 0
    of, place = place_of(cursor, str, int)
    return _id(of, place)


def after_text(cursor: str | None) -> str:
    """The same where the order is that of a text; empty without a cursor."""
    if cursor is None:
        return ""
    of, place = place_of(cursor, str, str)
    if of != _this_list():
        raise _unknown()
    return str(place)


def page(found: Sequence[T], limit: int, id_of: Callable[[T], int | str]) -> Page[T]:
    """The first `limit` of one more than that, and the cursor of those that follow."""
    items, more = cut(found, limit)
    return Page(items, cursor_of(_this_list(), id_of(items[-1])) if more else None)


def after_shift(cursor: str | None, order: str) -> ShiftCursor | None:
    """The shift behind which the page begins. Raises Invalid `unknown_cursor`.

    A cursor of another order is unknown too: it would leave out shifts.
    """
    if cursor is None:
        return None
    of, ordered, moment, shift_id = place_of(cursor, str, str, str, int)
    if ordered != order:
        raise _unknown()
    try:
        return ShiftCursor(parse_instant(str(moment)), _id(of, shift_id))
    except Invalid:
        raise _unknown() from None


def cursor_of_shift(found: ShiftRecord, order: str) -> str:
    """The cursor of what follows a shift in that order."""
    return cursor_of(_this_list(), str(order), utc_text(found.timeline.started_at), found.id)


def after_event(cursor: str | None) -> EventPlace | None:
    """The place behind which the page begins. Raises Invalid `unknown_cursor`."""
    if cursor is None:
        return None
    of, since, until, chain_id, position = place_of(cursor, str, str, str, int, int)
    numbers = (chain_id, position)
    if of != _this_list() or not all(
        isinstance(each, int) and (each == 0 or known_id(each)) for each in numbers
    ):
        raise _unknown()
    try:
        return EventPlace(
            parse_instant(str(since)) if since else None,
            parse_instant(str(until)),
            int(chain_id),
            int(position),
        )
    except Invalid:
        raise _unknown() from None


def cursor_of_event(place: EventPlace) -> str:
    """The cursor of what follows a place."""
    since = "" if place.since is None else precise_text(place.since)
    return cursor_of(_this_list(), since, precise_text(place.until), place.chain_id, place.position)


def _this_list() -> str:
    # Without it the cursor of one list would be taken by another, and lose items in silence; so
    # would that of the same list of another clock or webhook.
    of = (request.view_args or {}).values()
    return "/".join((request.endpoint or "", *map(str, of)))


def _id(of: str | int, place: str | int) -> int:
    if of != _this_list() or not isinstance(place, int) or not known_id(place):
        raise _unknown()
    return place


def _unknown() -> Invalid:
    return Invalid("unknown_cursor", "This cursor does not belong to this list.", field="cursor")
