"""Files of hours: what to ask for, what was asked for, and how far a file has come."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.outgoing.exports.fetching import Fetched, fetch_made, make
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion
from timeclock.web.exports.forms import FORMAT_HELP, WHAT_HELP, ExportForm
from timeclock.web.exports.listing import (
    export_view,
    filled,
    newest_exports,
    unapproved_in,
    usual_spans,
)
from timeclock.web.frame.answers import attempt, see_other, show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import allowed, polled
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.hours.periods import day_asked
from timeclock.wire.files import file_answer

blueprint = Blueprint("exports", __name__, url_prefix="/exports")
_PATIENCE = 3.0  # seconds that a browser waits without a page


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
    return attempt(
        lambda: order(actor(), form.question(), once("export")),
        done=lambda export_id: see_other(url_for("exports.one", export_id=export_id)),
        refused=lambda refusal: _page(form, refusal=refusal),
    )


@blueprint.get("/<int:export_id>")
@allowed(Permission.EXPORT_HOURS)
def one(export_id: int) -> Response:
    """What was asked for, the button that makes the file, and how far it has come."""
    view = export_view(export_id)
    return show(
        "exports/export.html",
        view=view,
        unapproved=unapproved_in(view.question),
        zone=visitor_zone(),
        watched=False,
        begun=_begun(),
    )


@blueprint.get("/<int:export_id>/progress")
@allowed(Permission.EXPORT_HOURS)
@polled
def progress(export_id: int) -> Response:
    """How far the file has come, polled while it is made; then the browser fetches it."""
    view = export_view(export_id)
    shown = make_response(
        render_template("exports/_progress.html", view=view, watched=True, begun=_begun())
    )
    if view.is_made:
        shown.headers["HX-Redirect"] = url_for("exports.made", export_id=export_id)
    return shown


@blueprint.post("/<int:export_id>/file")
@allowed(Permission.EXPORT_HOURS)
def file(export_id: int) -> Response:
    """Make the file as the hours are now: the file itself, or the page that waits for it.

    Sent by a form: where the ledger has gone on since it was ordered, that is recorded first.
    """
    found = make(actor(), export_id, patience=_PATIENCE)
    return _sent(found) if found is not None else _waiting(export_id)


@blueprint.get("/<int:export_id>/made")
@allowed(Permission.EXPORT_HOURS)
def made(export_id: int) -> Response:
    """The file that was made; it can be fetched once, and the page says so afterwards."""
    found = fetch_made(actor(), export_id) if request.method == "GET" else None
    return _sent(found) if found is not None else _waiting(export_id)


def _sent(found: Fetched) -> Response:
    answer = file_answer(found.file, size=found.size, mimetype=found.mimetype)
    answer.headers.set("Content-Disposition", "attachment", filename=found.name)
    return answer


def _waiting(export_id: int) -> Response:
    return see_other(url_for("exports.one", export_id=export_id, begun=1))


def _begun() -> bool:
    """Whether the page has seen it under way: if it is no more, it was stopped."""
    return "begun" in request.args


def _page(form: ExportForm, *, refusal: ProductError | None = None, status: int = 200) -> Response:
    note_fault(form, refusal)
    days = _days_of(form)
    return show(
        "exports/page.html",
        refusal=refusal,
        status=status,
        form=filled(form),
        days=days,
        unapproved=unapproved_in(days) if days else 0,
        spans=usual_spans(),
        views=newest_exports(),
        zone=visitor_zone(),
        what_help=WHAT_HELP,
        format_help=FORMAT_HELP,
    )


def _days_of(form: ExportForm) -> ExportQuestion | None:
    """What the form asks for as it is shown, None while its days are not sound."""
    if form.first.data is None or form.last.data is None:
        return None
    try:
        return form.question()
    except (ProductError, ValueError):  # days out of order, a kind that does not exist
        return None
