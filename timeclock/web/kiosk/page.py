"""The pages of a kiosk. Each answer ends in the idle screen, whatever happened before."""

from collections.abc import Callable

from flask import Blueprint, Response, request, session, url_for

from timeclock.company.kiosks.devices import pair
from timeclock.company.kiosks.identifying import Recognised, by_badge, by_name, by_number
from timeclock.company.kiosks.queries import people_at
from timeclock.company.people.patience import Origin, TryLimit, count_try, forgive, network_of
from timeclock.company.people.sessions import sign_out
from timeclock.web.frame.answers import attempt, see_other, show
from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.forgotten_shift import end_meant
from timeclock.web.frame.guard import at_a_kiosk, open_to_everyone
from timeclock.web.frame.kiosk import kiosk, kiosk_or_none, until, with_credential
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import visitor_or_none
from timeclock.web.kiosk.answers import PERSON, idle, punched_by, recognised
from timeclock.web.kiosk.forms import (
    BadgeForm,
    LeftAtForm,
    NameForm,
    NumberForm,
    PairForm,
    PunchForm,
)
from timeclock.web.moment import now
from timeclock.worktime.shifts import forgetting, punching, undoing
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.choices import site
from timeclock.worktime.shifts.forgetting import shift_not_found

blueprint = Blueprint("kiosk", __name__)


@blueprint.get("/kiosk")
@open_to_everyone
def page() -> Response:
    """The idle screen of a paired tablet; any other browser is asked for a code."""
    if kiosk_or_none() is None:
        return show("kiosk/pair.html", form=PairForm(formdata=None, code=request.args.get("code")))
    return idle()


@blueprint.post("/kiosk/pair")
@open_to_everyone
def pair_tablet() -> Response:
    """Make this browser a kiosk. Tries are counted by address.

    A person who is signed in here is signed out: everyone will stand in front of this browser.
    """
    form = PairForm()
    origin = Origin(TryLimit.LINK, network_of(request.remote_addr or ""))

    def act() -> str:
        count_try(origin)
        token = pair(form.code.data or "")
        forgive(origin)
        return token

    def done(token: str) -> Response:
        person = visitor_or_none()
        if person is not None:
            sign_out(person.token)
        session.clear()
        return with_credential(see_other(url_for("kiosk.page")), token)

    return attempt(
        act,
        done=done,
        refused=lambda refusal: show("kiosk/pair.html", refusal=refusal, form=form),
    )


@blueprint.post("/kiosk/badge")
@at_a_kiosk
def badge() -> Response:
    """Recognise a person by their badge."""
    form = BadgeForm()
    return recognised(lambda: by_badge(kiosk(), form.badge.data or ""))


@blueprint.post("/kiosk/number")
@at_a_kiosk
def number() -> Response:
    """Recognise a person by number and PIN."""
    form = NumberForm()
    return recognised(lambda: by_number(kiosk(), form.number.data or "", form.pin.data or ""))


@blueprint.get("/kiosk/name")
@at_a_kiosk
def name() -> Response:
    """Ask the person whose name was touched for their PIN."""
    member_id = number_or_none(request.args.get("member")) or 0
    found = [each for each in people_at(kiosk()) if each.member_id == member_id]
    if not (kiosk().names and found):
        return see_other(url_for("kiosk.page"))
    form = NameForm(formdata=None, member=str(member_id))
    shown = show("kiosk/name.html", device=kiosk(), person=found[0], form=form, now=now())
    return until(shown, PERSON)


@blueprint.post("/kiosk/name")
@at_a_kiosk
def named() -> Response:
    """Recognise a person by name and PIN."""
    form = NameForm()
    member_id = number_or_none(form.member.data) or 0
    return recognised(lambda: by_name(kiosk(), member_id, form.pin.data or ""))


@blueprint.post("/kiosk/clock-in")
@at_a_kiosk
def clock_in() -> Response:
    """Begin a shift at the kiosk's clock."""
    form = PunchForm()
    return _punch(
        "clock-in", punching.clock_in, form, clock_id=kiosk().clock_id, job_id=form.job.data
    )


@blueprint.post("/kiosk/pause")
@at_a_kiosk
def pause() -> Response:
    """Begin a break."""
    form = PunchForm()
    kind_id = number_or_none(form.kind.data)
    return _punch("pause", punching.pause, form, clock_id=kiosk().clock_id, kind_id=kind_id)


@blueprint.post("/kiosk/resume")
@at_a_kiosk
def resume() -> Response:
    """End the break."""
    return _punch("resume", punching.resume, PunchForm(), clock_id=kiosk().clock_id)


@blueprint.post("/kiosk/switch-job")
@at_a_kiosk
def switch_job() -> Response:
    """Go on with another job."""
    form = PunchForm()
    return _punch("switch-job", punching.switch_job, form, job_id=form.job.data)


@blueprint.post("/kiosk/clock-out")
@at_a_kiosk
def clock_out() -> Response:
    """End the shift. A forgotten one does not end before its person says when they left."""
    return _punch(
        "clock-out",
        punching.clock_out,
        PunchForm(),
        clock_id=kiosk().clock_id,
        asks_when_late=True,
    )


@blueprint.post("/kiosk/left")
@at_a_kiosk
def left() -> Response:
    """Say when one left a shift that one did not clock out of, or that it ends now."""
    form = LeftAtForm()

    def act(person: Recognised) -> Punched:
        workspace_id = kiosk().workspace_id
        shift = shift_queries.shift(workspace_id, number_or_none(form.shift.data) or 0)
        if shift is None or shift.member_id != person.member_id or shift.voided:
            raise shift_not_found()
        where = site(workspace_id, shift.clock_id, None)
        end = None if request.form.get("now") else end_meant(form, shift, where, now())
        return forgetting.propose_end(
            person.actor, shift_id=shift.id, end=end, once=once(f"kiosk left {shift.id}")
        )

    return punched_by(form.ticket.data, act, left=form)


@blueprint.post("/kiosk/undo")
@at_a_kiosk
def undo() -> Response:
    """Take back what the same person has just done."""
    form = PunchForm()
    return _punch("undo", undoing.undo, form, position=number_or_none(form.position.data))


def _punch(name: str, act: Callable[..., Punched], form: PunchForm, **wanted: object) -> Response:
    """Punch for the person of the form's ticket."""
    return punched_by(
        form.ticket.data,
        lambda person: act(person.actor, once=once(f"kiosk {name}"), **wanted),
    )
