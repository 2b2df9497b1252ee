"""The clock: one person's punches, and the page around them."""

from dataclasses import replace

from flask import (
    Blueprint,
    Response,
    get_flashed_messages,
    make_response,
    render_template,
    request,
)

from timeclock.authority.permissions import Permission
from timeclock.web.clock.answer import PAGE, PANEL, PUNCHED, answer_punch, panel_now
from timeclock.web.clock.forms import ClockInForm, PauseForm, SwitchJobForm
from timeclock.web.clock.panel_reading import asking
from timeclock.web.clock.today_reading import day_of
from timeclock.web.clock.unchanged import CHANGES
from timeclock.web.frame.fields import UndoForm, number_or_none
from timeclock.web.frame.guard import allowed, polled
from timeclock.web.frame.once import once
from timeclock.web.frame.person import Person
from timeclock.web.frame.visitor import actor, visitor
from timeclock.web.moment import now
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts import punching, undoing
from timeclock.worktime.shifts.details import ShiftDetails

blueprint = Blueprint("clock", __name__)


@blueprint.get("/")
@allowed(Permission.READ_OWN)
def page() -> str:
    """Whether one is on the clock, what to press, and how the day and the week stand."""
    person = _person()
    said = [str(words) for words in get_flashed_messages()]
    panel = asking(person, now(), panel_now(person, said=said[0] if said else None))
    day = day_of(person, now())
    return render_template(PAGE, panel=panel.beside(day.today), day=day)


@blueprint.get("/clock/panel")
@allowed(Permission.READ_OWN)
@polled
def panel() -> str:
    """The panel alone, for a page that has lain in the background."""
    person = _person()
    return render_template(PANEL, panel=asking(person, now(), panel_now(person)))


@blueprint.get(CHANGES)
@allowed(Permission.READ_OWN)
@polled
def changes() -> Response:
    """204 while nothing new is recorded about the person; otherwise the panel as it is now.

    Each open clock page asks this every few seconds; `unchanged` answers nearly all before this.
    """
    person = _person()
    if request.args.get("seen") == str(person.position):
        return Response(status=204)
    panel = asking(person, now(), panel_now(person))
    said = _("Something was recorded elsewhere. This is the state now.")
    panel = replace(panel, news=replace(panel.news, said=said))
    shown = make_response(render_template("punching/changed.html", panel=panel))
    shown.headers["HX-Trigger"] = PUNCHED
    return shown


@blueprint.get("/clock/day")
@allowed(Permission.READ_OWN)
@polled
def day() -> str:
    """Today and the week alone, loaded again after a punch."""
    return render_template("clock/_day.html", day=day_of(_person(), now()))


@blueprint.post("/punch/clock-in")
@allowed(Permission.PUNCH)
def clock_in() -> Response:
    """Begin a shift."""
    form = ClockInForm()
    return answer_punch(
        _person(),
        lambda: punching.clock_in(
            actor(),
            clock_id=form.clock.data,
            job_id=form.job.data,
            details=ShiftDetails(note=form.note.data or "", tag_ids=form.chosen_tags or ()),
            once=once("clock-in"),
        ),
        form,
    )


@blueprint.post("/punch/pause")
@allowed(Permission.PUNCH)
def pause() -> Response:
    """Begin a break."""
    form = PauseForm()
    return answer_punch(
        _person(),
        lambda: punching.pause(actor(), kind_id=number_or_none(form.kind.data), once=once("pause")),
    )


@blueprint.post("/punch/resume")
@allowed(Permission.PUNCH)
def resume() -> Response:
    """End the break."""
    return answer_punch(_person(), lambda: punching.resume(actor(), once=once("resume")))


@blueprint.post("/punch/clock-out")
@allowed(Permission.PUNCH)
def clock_out() -> Response:
    """End the shift. A forgotten one does not end before its person says when they left."""
    return answer_punch(
        _person(),
        lambda: punching.clock_out(actor(), asks_when_late=True, once=once("clock-out")),
    )


@blueprint.post("/punch/switch-job")
@allowed(Permission.PUNCH)
def switch_job() -> Response:
    """Go on with another job, or say something about this one."""
    form = SwitchJobForm()
    return answer_punch(
        _person(),
        lambda: punching.switch_job(
            actor(),
            job_id=form.job.data,
            note=form.note.data or "",
            tag_ids=form.chosen_tags,
            once=once("switch-job"),
        ),
    )


@blueprint.post("/punch/undo")
@allowed(Permission.PUNCH)
def undo() -> Response:
    """Take back one's own last act."""
    form = UndoForm()
    return answer_punch(
        _person(),
        lambda: undoing.undo(
            actor(), position=number_or_none(form.position.data), once=once("undo")
        ),
    )


def _person() -> Person:
    return Person.of(visitor())
