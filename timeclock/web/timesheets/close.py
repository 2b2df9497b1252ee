"""Closing a pay period for everyone: what is in the way, the one button, and opening it again."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt_and_go
from timeclock.web.frame.fields import ReasonForm
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.undo import PERIODS, offered
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.hours.periods import ShownPeriods, day_asked, period_in_address, periods_around
from timeclock.web.moment import now
from timeclock.web.timesheets.checklist import close_view
from timeclock.web.wording.times import days_words
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.timesheets.approval.closing import (
    close_period,
    closed_periods,
    reopen_period,
)
from timeclock.worktime.timesheets.approval.undoing import undo_closing

blueprint = Blueprint("close", __name__, url_prefix="/close")


@blueprint.get("")
@allowed(Permission.CLOSE_PERIODS)
def page() -> Response:
    """The period to close next, unless another day is named."""
    return _page(periods_around(day_asked(request.args.get("first"))) if _named() else _next())


@blueprint.post("/<first>")
@allowed(Permission.CLOSE_PERIODS)
def close(first: str) -> Response:
    """Close it for everyone."""
    periods, key = period_in_address(first), once(f"close {first}")
    return _do(
        periods,
        lambda: close_period(actor(), first_day=periods.period.first, once=key),
        _("%(days)s is closed for everyone."),
    )


@blueprint.post("/<first>/reopen")
@allowed(Permission.CLOSE_PERIODS)
def reopen(first: str) -> Response:
    """Open it again, with a reason."""
    periods, key = period_in_address(first), once(f"reopen {first}")
    reason = ReasonForm().reason.data or ""
    return _do(
        periods,
        lambda: reopen_period(actor(), first_day=periods.period.first, reason=reason, once=key),
        _("%(days)s is reopened. Its timesheets stay approved until each is reopened."),
    )


@blueprint.post("/<first>/undo")
@allowed(Permission.CLOSE_PERIODS)
def undo(first: str) -> Response:
    """Take back one's own closing; the timesheets that it approved are as before."""
    periods, key = period_in_address(first), once(f"undo close {first}")
    return _do(
        periods,
        lambda: undo_closing(actor(), first_day=periods.period.first, once=key),
        _("The closing of %(days)s is undone."),
    )


def _named() -> bool:
    return "first" in request.args


def _next() -> ShownPeriods:
    """The one after the last closed, where that is over; otherwise the last that is over."""
    found = periods_around()
    closed = [each for each in closed_periods(actor().workspace_id) if not each.reopened_at]
    after = periods_around(closed[0].period.after) if closed else found
    return found if after.runs else after


def _do(periods: ShownPeriods, act: Callable[[], object], said: str) -> Response:
    return attempt_and_go(
        act,
        url=url_for("close.page", first=periods.period.first),
        said=said % {"days": days_words(periods.period.first, periods.period.after)},
        refused=lambda refusal: _page(periods, refusal),
    )


def _page(periods: ShownPeriods, refusal: ProductError | None = None) -> Response:
    return answers.show(
        "close/page.html",
        refusal=refusal,
        periods=periods,
        view=close_view(actor(), periods, now()),
        zone=visitor_zone(),
        undo=offered(actor(), now(), PERIODS),
    )
