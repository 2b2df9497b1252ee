"""My timesheet: the hours of a pay period, handed in and taken back."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.company.people.queries import employee_number
from timeclock.errors import ProductError
from timeclock.web.frame.answers import attempt_and_go, show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.person import Person, basis_of
from timeclock.web.frame.visitor import actor, visitor
from timeclock.web.hours.periods import day_asked, day_in_address
from timeclock.web.moment import now
from timeclock.web.my.hours import my_hours, today_of
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.weeks import next_period, period_of, previous_period
from timeclock.worktime.timesheets.approval import approving

blueprint = Blueprint("my_timesheet", __name__)


@blueprint.get("/my/timesheet")
@allowed(Permission.READ_OWN)
def page() -> Response:
    """The pay period that holds `day`, otherwise the present one."""
    return _page(day_asked(request.args.get("day")))


@blueprint.post("/my/timesheet/<first>/submit")
@allowed(Permission.ASK_FOR_CHANGES)
def submit(first: str) -> Response:
    """Submit the period that begins on this day. Before its last day, this is asked first."""
    day, early = day_in_address(first), request.form.get("early") == "yes"
    key = once(f"submit {day} early" if early else f"submit {day}")
    return _do(
        day,
        lambda: approving.submit(actor(), first_day=day, early=early, once=key),
        _("Submitted. You can withdraw it until it is approved."),
    )


@blueprint.post("/my/timesheet/<first>/take-back")
@allowed(Permission.ASK_FOR_CHANGES)
def take_back(first: str) -> Response:
    """Take it back, before anyone has decided about it."""
    day = day_in_address(first)
    return _do(
        day,
        lambda: approving.take_back(actor(), first_day=day, once=once(f"take back {day}")),
        _("Withdrawn. You can change it and submit it again."),
    )


def _page(day: date | None, refusal: ProductError | None = None) -> Response:
    person = Person.of(visitor())
    basis = basis_of(person)
    book = basis.company_book
    today = today_of(person, now(), basis.book_of(person.member_id))
    period = period_of(day or today, book)
    return show(
        "my_timesheet/page.html",
        refusal=refusal,
        my=my_hours(person, period, now(), today),
        before=previous_period(period, book),
        present=period_of(today, book),
        following=next_period(period, book),
        zone=person.zone,
        number=employee_number(person.workspace_id, person.member_id),
        printed=today,
    )


def _do(day: date, act: Callable[[], object], said: str) -> Response:
    return attempt_and_go(
        act,
        url=url_for("my_timesheet.page", day=day),
        said=said,
        refused=lambda refusal: _page(day, refusal),
    )
