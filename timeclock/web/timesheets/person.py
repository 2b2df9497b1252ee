"""One person's timesheet for those in charge: the period, each day, and the decision."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt_and_go
from timeclock.web.frame.fields import ReasonForm
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.undo import TIMESHEETS, offered
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.hours.periods import (
    ShownPeriods,
    day_in_address,
    period_in_address,
    periods_around,
    today,
)
from timeclock.web.moment import now
from timeclock.web.timesheets.person_reading import person_day, person_in_reach, person_period
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.timesheets.approval import approving
from timeclock.worktime.timesheets.approval.undoing import undo_decision

blueprint = Blueprint("timesheet", __name__, url_prefix="/timesheets/<int:member_id>")


@blueprint.get("/<first>")
@allowed(Permission.SEE_TIMESHEETS)
def page(member_id: int, first: str) -> Response:
    """The days of a period with their sums, and what can be decided about them."""
    return _page(member_id, period_in_address(first))


@blueprint.get("/day/<day>")
@allowed(Permission.SEE_TIMESHEETS)
def day(member_id: int, day: str) -> Response:
    """Why a day has the total that it has."""
    which, zone = day_in_address(day), visitor_zone()
    return answers.show(
        "timesheet/day.html",
        periods=periods_around(which),
        shown=person_day(actor(), member_id, which, now(), zone),
        zone=zone,
        now=now(),
    )


@blueprint.post("/<first>/approve")
@allowed(Permission.APPROVE_TIMESHEETS)
def approve(member_id: int, first: str) -> Response:
    """Approve it with the totals of now."""

    def act(first_day: date) -> object:
        key = once(f"approve {member_id} {first}")
        return approving.approve(actor(), member_id=member_id, first_day=first_day, once=key)

    return _decide(member_id, first, act, _("The timesheet of %(name)s is approved."))


@blueprint.post("/<first>/undo")
@allowed(Permission.APPROVE_TIMESHEETS)
def undo(member_id: int, first: str) -> Response:
    """Take back one's own last decision about it."""

    def act(first_day: date) -> object:
        key = once(f"undo approval {member_id} {first}")
        return undo_decision(actor(), member_id=member_id, first_day=first_day, once=key)

    return _decide(
        member_id, first, act, _("Undone: the timesheet of %(name)s is what it was before.")
    )


@blueprint.post("/<first>/send-back")
@allowed(Permission.APPROVE_TIMESHEETS)
def send_back(member_id: int, first: str) -> Response:
    """Give it back with a reason."""
    form = ReasonForm()

    def act(first_day: date) -> object:
        return approving.send_back(
            actor(),
            member_id=member_id,
            first_day=first_day,
            reason=form.reason.data or "",
            once=once(f"send-back {member_id} {first}"),
        )

    return _decide(member_id, first, act, _("The timesheet of %(name)s is sent back."), form)


@blueprint.post("/<first>/reopen")
@allowed(Permission.APPROVE_TIMESHEETS)
def reopen(member_id: int, first: str) -> Response:
    """Open an approved one again with a reason."""
    form = ReasonForm()

    def act(first_day: date) -> object:
        return approving.reopen(
            actor(),
            member_id=member_id,
            first_day=first_day,
            reason=form.reason.data or "",
            once=once(f"reopen {member_id} {first}"),
        )

    return _decide(member_id, first, act, _("The timesheet of %(name)s is reopened."), form)


def _decide(
    member_id: int,
    first: str,
    act: Callable[[date], object],
    said: str,
    form: ReasonForm | None = None,
) -> Response:
    periods = period_in_address(first)
    person = person_in_reach(actor(), member_id, periods.period, now())
    return attempt_and_go(
        lambda: act(periods.period.first),
        url=url_for("timesheet.page", member_id=member_id, first=first),
        said=said % {"name": person.name},
        refused=lambda refusal: _page(member_id, periods, form, refusal),
    )


def _page(
    member_id: int,
    periods: ShownPeriods,
    form: ReasonForm | None = None,
    refusal: ProductError | None = None,
) -> Response:
    return answers.show(
        "timesheet/page.html",
        printed=today(),
        refusal=refusal,
        periods=periods,
        shown=person_period(actor(), member_id, periods, now(), visitor_zone()),
        form=form or ReasonForm(formdata=None),
        undo=offered(actor(), now(), TIMESHEETS),
        zone=visitor_zone(),
        now=now(),
    )
