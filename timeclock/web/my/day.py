"""Why this total: one day of one's own, down to the entries of the record."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.web.frame.answers import attempt, attempt_and_go, see_other, show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.person import Person, own_shift
from timeclock.web.frame.visitor import actor, visitor
from timeclock.web.hours.day_reading import my_day
from timeclock.web.hours.periods import day_in_address
from timeclock.web.moment import now
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts import forgetting, meals
from timeclock.worktime.shifts.answering import Punched

blueprint = Blueprint("my_day", __name__)


@blueprint.get("/my/day/<day>")
@allowed(Permission.READ_OWN)
def page(day: str) -> Response:
    """The day with its lines, rules, changes and receipts."""
    return _page(day)


@blueprint.post("/my/day/<day>/worked-through")
@allowed(Permission.ASK_FOR_CHANGES)
def worked_through(day: str) -> Response:
    """Take a deducted meal break back, or give it again."""
    through = bool(request.form.get("through"))
    return _do(
        day,
        lambda: meals.set_worked_through(
            actor(), shift_id=_shift_id(), worked_through=through, once=once("worked-through")
        ),
        _("The break is not deducted.") if through else _("The break is deducted again."),
    )


@blueprint.post("/my/day/<day>/confirm-end")
@allowed(Permission.ASK_FOR_CHANGES)
def confirm_end(day: str) -> Response:
    """Say that the end is right which the clock has set."""
    day_in_address(day)
    url = url_for("my_day.page", day=day)

    def done(punched: Punched) -> Response:
        waits = punched.shift is not None and punched.shift.is_unpaid
        counts = _("Saved: these hours count.")
        return see_other(
            url, _("Saved. They are paid after a manager confirms them.") if waits else counts
        )

    return attempt(
        lambda: forgetting.confirm_end(actor(), shift_id=_shift_id(), once=once("confirm-end")),
        done=done,
        refused=lambda refusal: _page(day, refusal),
        repeated=lambda: see_other(url),
    )


def _page(day: str, refusal: ProductError | None = None) -> Response:
    person = Person.of(visitor())
    shown = my_day(person, day_in_address(day), now())
    return show("my_day/page.html", refusal=refusal, my=shown, view=shown.view, zone=person.zone)


def _do(day: str, act: Callable[[], object], said: str) -> Response:
    day_in_address(day)
    return attempt_and_go(
        act,
        url=url_for("my_day.page", day=day),
        said=said,
        refused=lambda refusal: _page(day, refusal),
    )


def _shift_id() -> int:
    return own_shift(Person.of(visitor()), request.form.get("shift")).id
