"""Files of hours: what to ask for, what was asked for, and how far a file has come."""

from flask import Blueprint, Response, render_template, request, stream_with_context, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.exports.ordering import order
from timeclock.exports.streaming import export_stream
from timeclock.web.answers import see_other, show
from timeclock.web.export_view import export_view, filled, newest_exports, usual_spans
from timeclock.web.forms.exports import FORMAT_HELP, WHAT_HELP, ExportForm
from timeclock.web.forms.faults import note_fault
from timeclock.web.guard import allowed, polled
from timeclock.web.once import once
from timeclock.web.periods import day_asked
from timeclock.web.visitor import actor, visitor

blueprint = Blueprint("exports", __name__, url_prefix="/exports")


@blueprint.get("")
@allowed(Permission.EXPORT_HOURS)
def page() -> Response:
    """What to ask for, filled in with the last period that is over, and what was asked before."""
    usual = usual_spans()[0]
    first, last = (day_asked(request.args.get(name)) for name in ("first", "last"))
    return _page(ExportForm(formdata=None, first=first or usual.first, last=last or usual.last))


@blueprint.post("")
@allowed(Permission.EXPORT_HOURS)
def ask() -> Response:
    """Order a file; it is in the ledger from then on."""
    form = filled(ExportForm())
    if not form.validate():
        return _page(form, status=422)
    try:
        export_id = order(actor(), form.question(), once("export"))
    except ProductError as refusal:
        return _page(form, refusal=refusal)
    return see_other(url_for("exports.one", export_id=export_id))


@blueprint.get("/<int:export_id>")
@allowed(Permission.EXPORT_HOURS)
def one(export_id: int) -> Response:
    """What was asked for, the button that downloads it, and how far that has come."""
    zone = visitor().zone or visitor().workspace_zone or "UTC"
    return show("exports/export.html", view=export_view(export_id), zone=zone, watched=False)


@blueprint.get("/<int:export_id>/progress")
@allowed(Permission.EXPORT_HOURS)
@polled
def progress(export_id: int) -> str:
    """How far the file has come, asked for while it is written."""
    return render_template("exports/_progress.html", view=export_view(export_id), watched=True)


@blueprint.post("/<int:export_id>/file")
@allowed(Permission.EXPORT_HOURS)
def file(export_id: int) -> Response:
    """The file, while it is written.

    Sent by a form: where the ledger has gone on since it was ordered, that is recorded first.
    """
    download = export_stream(actor(), export_id)
    answer = Response(stream_with_context(download.chunks), content_type=download.mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=download.name)
    answer.call_on_close(download.chunks.close)
    return answer


def _page(form: ExportForm, *, refusal: ProductError | None = None, status: int = 200) -> Response:
    note_fault(form, refusal)
    return show(
        "exports/page.html",
        refusal=refusal,
        status=status,
        form=filled(form),
        spans=usual_spans(),
        views=newest_exports(),
        zone=visitor().zone or visitor().workspace_zone or "UTC",
        what_help=WHAT_HELP,
        format_help=FORMAT_HELP,
    )
