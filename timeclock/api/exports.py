"""Files of hours: ordered, told of while they are written, and sent."""

from flask import Blueprint, Response, stream_with_context

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies.exports import Ordered
from timeclock.api.shapes import exports as shapes
from timeclock.authority.permissions import Permission, demand
from timeclock.exports import queries
from timeclock.exports.ordering import export_not_found, order
from timeclock.exports.question import Question
from timeclock.exports.streaming import MIMETYPES, export_stream
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of
from timeclock.wire.calls import Call
from timeclock.wire.dress import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.members import members_for
from timeclock.wire.once import once, repeats

blueprint = Blueprint("exports", __name__)
ALL = f"{BASE}/exports"
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
    body, actor, asked = body_of(Ordered), caller(), once()
    demand(actor, Permission.EXPORT_HOURS)
    repeated = repeats(actor, asked)
    question = Question(
        what=body.what,
        first=body.first_day,
        last=body.last_day,
        format=body.format,
        member_ids=members_for(actor, body.user_ids),
        clock_ids=body.clock_ids,
        job_ids=body.job_ids,
    )
    export_id = order(actor, question, asked)
    answer = json_answer(shapes.OneExport(export=_export(export_id)), 202)
    answer.headers["Location"] = shapes.address(export_id)
    return marked_if(answer, repeats=repeated)


@answers(blueprint, "GET", f"{ALL}/<export>", call=Call(gives=shapes.OneExport))
def shown(export: str) -> Response:
    """What was asked for, and how far it has come."""
    demand(caller(), Permission.EXPORT_HOURS)
    return json_answer(shapes.OneExport(export=_export(id_in(export))))


@answers(blueprint, "GET", f"{ALL}/<export>/file", call=_FILE)
def file(export: str) -> Response:
    """The file itself, as it is written."""
    found = export_stream(caller(), id_in(export))
    answer = Response(stream_with_context(found.chunks), content_type=found.mimetype)
    answer.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _export(export_id: int) -> shapes.Export:
    actor = caller()
    found = queries.export(actor.workspace_id, export_id)
    if found is None:
        raise export_not_found()
    question = Question.from_json(found.question)
    users = users_of(actor, (found.asked_by_id, *question.member_ids))
    return shapes.export(found, question, users)
