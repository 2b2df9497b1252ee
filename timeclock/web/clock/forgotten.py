"""Answering when one left, after a clock-out that was forgotten."""

from flask import Blueprint, Response

from timeclock.authority.permissions import Permission
from timeclock.web.clock.answer import PANEL, answer_punch, panel_now
from timeclock.web.clock.panel_reading import note_still_working, site_of
from timeclock.web.frame.answers import answer
from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.forgotten_shift import LeftForm, end_meant
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.person import Person, own_shift
from timeclock.web.frame.visitor import actor, visitor
from timeclock.web.moment import now
from timeclock.worktime.shifts import forgetting
from timeclock.worktime.shifts.answering import Punched

blueprint = Blueprint("forgotten", __name__)


@blueprint.post("/punch/left")
@allowed(Permission.ASK_FOR_CHANGES)
def left() -> Response:
    """Say when one left: the shift ends there, and someone has to confirm it."""
    form, person = LeftForm(), Person.of(visitor())

    def propose() -> Punched:
        shift = own_shift(person, form.shift.data)
        site = site_of(person, shift.clock_id, shift.timeline.current_job_id)
        end = end_meant(form, shift, site, now())
        return forgetting.propose_end(
            actor(), shift_id=shift.id, end=end, once=once(f"left {shift.id}")
        )

    return answer_punch(person, propose, left=form)


@blueprint.post("/punch/left/now")
@allowed(Permission.ASK_FOR_CHANGES)
def until_now() -> Response:
    """Say that one worked until now: the shift ends, and another person has to confirm it."""
    form, person = LeftForm(), Person.of(visitor())

    def propose() -> Punched:
        shift = own_shift(person, form.shift.data)
        key = once(f"until now {shift.id}")
        return forgetting.propose_end(actor(), shift_id=shift.id, end=None, once=key)

    return answer_punch(person, propose, left=form)


@blueprint.post("/punch/left/confirm")
@allowed(Permission.ASK_FOR_CHANGES)
def confirm() -> Response:
    """Say that the end is right at which the clock has closed the shift."""
    form, person = LeftForm(), Person.of(visitor())
    return answer_punch(
        person,
        lambda: forgetting.confirm_end(
            actor(),
            shift_id=own_shift(person, form.shift.data).id,
            once=once("confirm-end"),
        ),
        left=form,
    )


@blueprint.post("/punch/still-working")
@allowed(Permission.ASK_FOR_CHANGES)
def still_working() -> Response:
    """Go on: the question is not asked again about this shift."""
    note_still_working(number_or_none(LeftForm().shift.data) or 0)
    return answer(PANEL, "/", panel=panel_now(Person.of(visitor())))
