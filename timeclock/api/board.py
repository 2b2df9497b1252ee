"""The board: who is in."""

from datetime import UTC, datetime

from flask import Blueprint, Response

from timeclock.api.addresses import BASE
from timeclock.api.bodies.board import BoardAsked
from timeclock.api.pages import after, page
from timeclock.api.shapes import board as shapes
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wording import NAME
from timeclock.worktime.board.queries import board

blueprint = Blueprint("board", __name__)


@answers(
    blueprint,
    "GET",
    f"{BASE}/board",
    call=Call(asks=BoardAsked, gives=shapes.BoardJson, refuses=(404,)),
)
def shown() -> Response:
    """Everyone in sight with what they are doing: who works, who is on a break, who is off."""
    query, now = query_as(BoardAsked), datetime.now(UTC)
    least = after(query.cursor)
    found = board(caller(), now, clock_id=query.clock_id, find=(query.find or "")[:NAME])
    parts = (found.needs, found.working, found.on_break, found.off, found.elsewhere)
    rows = sorted((row for part in parts for row in part), key=lambda row: row.member_id)
    listed = page(
        [row for row in rows if row.member_id > least], query.limit, lambda row: row.member_id
    )
    people = [shapes.person(row) for row in listed.items]
    return json_answer(shapes.whole(found, people, now, listed.next_cursor))
