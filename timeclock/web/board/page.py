"""Who is in: the board, live, with stopping someone's clock, and the roll call on paper."""

from datetime import datetime
from typing import Any

from flask import (
    Blueprint,
    Response,
    make_response,
    redirect,
    render_template,
    request,
    session,
    url_for,
)
from wtforms import SelectChoice

from timeclock.authority.permissions import Permission
from timeclock.errors import Conflict, Invalid, NotAllowed, ProductError
from timeclock.web.board.forms import FilterForm, StopForm
from timeclock.web.board.stopping import StopMessage, ask, end_meant, said_of_stop, said_of_undo
from timeclock.web.frame.answers import is_htmx
from timeclock.web.frame.fields import UndoForm, number_or_none
from timeclock.web.frame.guard import allowed, polled
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.moment import now
from timeclock.web.wording.times import since
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NAME
from timeclock.worktime.board import queries
from timeclock.worktime.board.board import BoardRow
from timeclock.worktime.shifts import stopping, undoing

blueprint = Blueprint("board", __name__)

_SAID = "said_on_board"
STOPPED = "stopped"  # the event on which the board loads itself again and the dialog closes


@blueprint.get("/board")
@allowed(Permission.SEE_BOARD)
def page() -> str:
    """Everyone in sight by what they are doing."""
    return render_template("board/page.html", said=_said_before(), **_shown())


@blueprint.get("/board/live")
@allowed(Permission.SEE_BOARD)
@polled
def live() -> tuple[str, int]:
    """The people alone; nothing (204) where all is as the page has seen it."""
    seen = request.args.get("seen")
    if seen is not None and seen == queries.version(actor(), now()):
        return "", 204
    return render_template("board/_live.html", **_shown()), 200


@blueprint.get("/board/roll-call")
@allowed(Permission.SEE_BOARD)
def roll_call() -> str:
    """Everyone who is in, by name, to be printed."""
    return render_template("board/roll_call.html", **_shown())


@blueprint.get("/board/stop/<int:member_id>")
@allowed(Permission.STOP_OTHERS)
def ask_stop(member_id: int) -> Response:
    """When and why: inside the dialog, or as a page."""
    return _stop_page(queries.person(actor(), now(), member_id), StopForm(formdata=None))


@blueprint.post("/board/stop/<int:member_id>")
@allowed(Permission.STOP_OTHERS)
def stop(member_id: int) -> Response:
    """End someone's shift with a reason."""
    form, row = StopForm(), queries.person(actor(), now(), member_id)
    try:
        punched = stopping.stop(
            actor(),
            member_id=member_id,
            reason=form.reason_in_words(),
            end=end_meant(form, row, now()),
            once=once(f"stop {member_id}"),
        )
    except (Conflict, NotAllowed) as refusal:
        return _stop_page(queries.person(actor(), now(), member_id), form, refusal, 409)
    except Invalid as refusal:
        return _stop_page(row, form, refusal, 422)
    return _done(said_of_stop(punched, row, now()))


@blueprint.post("/board/undo/<int:member_id>")
@allowed(Permission.STOP_OTHERS)
def undo(member_id: int) -> Response:
    """Take back one's own stop within its minute."""
    position = number_or_none(UndoForm().position.data)
    try:
        undoing.undo(
            actor(), member_id=member_id, position=position, once=once(f"undo {member_id}")
        )
    except (Conflict, Invalid, NotAllowed) as refusal:
        if refusal.code == "nothing_to_undo":
            queries.person(actor(), now(), member_id)  # who may not be seen is not there at all
        return _done(StopMessage(refusal.sentence, member_id, refused=True), 409)
    return _done(said_of_undo(queries.person(actor(), now(), member_id), now()))


def _shown() -> dict[str, Any]:
    """What the board shows. Its version is read first: what changes in between is polled again."""
    seen = queries.version(actor(), now())
    form = FilterForm(request.args)
    clock_id, find = form.clock.data, (form.find.data or "")[:NAME].strip()
    clocks = queries.clocks_in_sight(actor())
    form.clock.choices = [
        SelectChoice("", _("All clocks")),
        *(SelectChoice(str(clock.id), clock.name) for clock in clocks),
    ]
    kept = {"clock": clock_id, "find": find or None}
    return {
        "board": queries.board(actor(), now(), clock_id=clock_id, find=find),
        "clocks": clocks,
        "filter": form,
        "find": find,
        "now": now(),
        "poll_url": url_for("board.live", **kept, seen=seen),
        "roll_call_url": url_for("board.roll_call", **kept),
        "stop_url": url_for("board.ask_stop", member_id=0)[:-1],
        "zone": visitor_zone(),
    }


def _stop_page(
    row: BoardRow, form: StopForm, refusal: ProductError | None = None, status: int = 200
) -> Response:
    in_dialog = is_htmx()
    shown = render_template(
        "board/_stop.html" if in_dialog else "board/stop.html",
        asked=ask(row, now(), form, refusal),
        in_dialog=in_dialog,
        now=now(),
        zone=visitor_zone(),
    )
    return make_response(shown, status)


def _done(said: StopMessage, status: int = 200) -> Response:
    if not is_htmx():
        session[_SAID] = said.kept()
        return make_response(redirect(url_for("board.page"), 303))
    shown = make_response(render_template("board/_said.html", said=said), status)
    shown.headers["HX-Retarget"] = "#said"
    shown.headers["HX-Reswap"] = "outerHTML"
    shown.headers["HX-Trigger"] = STOPPED
    return shown


def _said_before() -> StopMessage | None:
    kept = session.pop(_SAID, None)
    return StopMessage.from_kept(kept, now()) if kept else None


@blueprint.app_template_filter()
def row_since(row: BoardRow, moment: datetime, viewers_zone: str) -> str:
    """When a person's present state began: “since 20:58 yesterday”.

    It is the time of their clock, and says so where the viewer lives by another.
    """
    if row.since is None or row.zone is None:
        return ""
    words = _("since %(time)s", time=since(row.since, moment, row.zone))
    if row.zone != viewers_zone:
        city = row.zone.rpartition("/")[2].replace("_", " ")
        words = _("%(words)s, %(city)s time", words=words, city=city)
    return _("%(words)s, edited", words=words) if row.edited else words
