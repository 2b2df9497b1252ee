"""Files of hours: ordered, told of while they are written, and sent."""

from collections.abc import Sequence

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies.exports import Ordered
from timeclock.api.bodies.paging import Paged
from timeclock.api.pages import after, page
from timeclock.api.shapes import exports as shapes
from timeclock.authority.permissions import Permission, demand
from timeclock.ledger.queries import EntryView
from timeclock.outgoing.exports import queries
from timeclock.outgoing.exports.fetching import take_or_make
from timeclock.outgoing.exports.models import Export
from timeclock.outgoing.exports.ordering import export_not_found, order
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.outgoing.exports.styles import FigureStyle
from timeclock.outgoing.exports.writing import MIMETYPES
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.files import file_answer
from timeclock.wire.keys import caller
from timeclock.wire.members import members_for

blueprint = Blueprint("exports", __name__)
ALL = f"{BASE}/exports"
_PATIENCE = 10.0  # seconds, less than a server that is stopped has left
_ORDER = Call(
    takes=Ordered,
    gives=shapes.OneExport,
    status=202,
    headers={"Location": "Where the export is told of."},
    example={"first_day": "2026-11-01", "last_day": "2026-11-30", "format": "xlsx"},
)
_FILE = Call(
    files=tuple(each.partition(";")[0] for each in MIMETYPES.values()),
    headers={"Content-Disposition": "The name of the file."},
)


@answers(blueprint, "POST", ALL, call=_ORDER)
def ask() -> Response:
    """Order a file; it is in the ledger before a byte of it is written."""
    body, actor = body_of(Ordered), caller()
    demand(actor, Permission.EXPORT_HOURS)
    question = ExportQuestion(
        what=body.what,
        first=body.first_day,
        last=body.last_day,
        format=body.format,
        member_ids=members_for(actor, body.user_ids),
        clock_ids=body.clock_ids,
        job_ids=body.job_ids,
        style=FigureStyle(body.hours, body.separator, body.decimal_mark),
    )
    acted = act(lambda key: order(actor, question, key))
    ordered = _found(acted.made or 0) if acted.entry is None else _as_ordered(acted.entry)
    answer = json_answer(shapes.OneExport(export=_export(ordered)), 202)
    answer.headers["Location"] = shapes.address(ordered.id)
    return marked_if(answer, repeats=acted.replayed)


@answers(blueprint, "GET", ALL, call=Call(asks=Paged, gives=shapes.Exports))
def listed() -> Response:
    """What was ordered, newest first."""
    query, actor = query_as(Paged), caller()
    demand(actor, Permission.EXPORT_HOURS)
    found = queries.exports(
        actor.workspace_id, limit=query.limit + 1, before=after(query.cursor) or None
    )
    listed = page(found, query.limit, lambda each: each.id)
    said: shapes.Exports = {
        "exports": _exports(listed.items),
        "next_cursor": listed.next_cursor,
    }
    return json_answer(said)


@answers(blueprint, "GET", f"{ALL}/<export>", call=Call(gives=shapes.OneExport))
def shown(export: str) -> Response:
    """What was asked for, and how far it has come."""
    demand(caller(), Permission.EXPORT_HOURS)
    return json_answer(shapes.OneExport(export=_export(_found(id_in(export)))))


@answers(blueprint, "GET", f"{ALL}/<export>/file", call=_FILE)
def file(export: str) -> Response:
    """The file itself, written when it is asked for.

    Two exports at a time are written on a server. While others are under way the answer is 503
    `exports_busy`, and 503 `export_under_way` where the file takes longer than 10 seconds: it is
    then kept for 15 minutes, for the next time that the same user asks. `Retry-After` says when.
    """
    found = take_or_make(caller(), id_in(export), patience=_PATIENCE)
    answer = file_answer(found.file, size=found.size, mimetype=found.mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    return answer


def _found(export_id: int) -> Export:
    found = queries.export(caller().workspace_id, export_id)
    if found is None:
        raise export_not_found()
    return found


def _as_ordered(entry: EntryView) -> Export:
    """The export as it was when its entry was written: no one has been written yet."""
    facts = entry.after or {}
    return Export(
        workspace_id=caller().workspace_id,
        id=facts["export"],
        asked_by_id=entry.actor_id,
        asked_at=entry.received_at,
        question=facts["question"],
        heads=facts["heads"],
        done=0,
        total=facts["people"],
    )


def _export(found: Export) -> shapes.ExportJson:
    return _exports((found,))[0]


def _exports(found: Sequence[Export]) -> list[shapes.ExportJson]:
    questions = [ExportQuestion.from_json(each.question) for each in found]
    members = {member for each in questions for member in each.member_ids}
    users = users_of(caller(), {*members, *(each.asked_by_id for each in found)})
    return [
        shapes.export(each, question, users)
        for each, question in zip(found, questions, strict=True)
    ]
