"""Timesheets: people × period, and approving those that need no look."""

from collections.abc import Sequence

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.company.people.queries import names
from timeclock.errors import Invalid, ProductError
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt, attempt_and_go, see_other
from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.undo import TIMESHEETS, offered
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.hours.periods import ShownPeriods, day_asked, period_in_address, periods_around
from timeclock.web.moment import now
from timeclock.web.timesheets.period import PeriodView, PersonRow, Verdict, period_view
from timeclock.web.wording.times import clock_time, day_date, day_words
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.translation import ngettext
from timeclock.worktime.timesheets.approval.answering import ManyApproved
from timeclock.worktime.timesheets.approval.approving import approve_many
from timeclock.worktime.timesheets.approval.undoing import undo_approvals

blueprint = Blueprint("timesheets", __name__)
_UNSUBMITTED, _APPROVE, _LEAVE = "unsubmitted", "approve", "leave"


@blueprint.get("/timesheets")
@allowed(Permission.SEE_TIMESHEETS)
def page() -> Response:
    """Everyone's totals of a period; the last that is over unless another day is named."""
    return _page(periods_around(day_asked(request.args.get("first"))))


@blueprint.post("/timesheets/<first>/approve")
@allowed(Permission.APPROVE_TIMESHEETS)
def approve(first: str) -> Response:
    """Approve the chosen ones. What is in the way of one is said, and leaves the others alone.

    Where some are not submitted, a page lists them and asks about them first.
    """
    periods = period_in_address(first)
    chosen = {number_or_none(each) or 0 for each in request.form.getlist("member")}
    answered = request.form.get(_UNSUBMITTED, "")
    if answered not in (_APPROVE, _LEAVE):
        unsubmitted = period_view(actor(), periods, now()).unsubmitted(chosen)
        if unsubmitted:
            return _ask(periods, sorted(chosen), unsubmitted)
    included = answered == _APPROVE
    return attempt(
        lambda: approve_many(
            actor(),
            first_day=periods.period.first,
            member_ids=_some(chosen),
            include_unsubmitted=included,
            once=once(f"approve-many {first} {sorted(chosen)} {answered}".rstrip()),
        ),
        done=lambda many: see_other(url_for("timesheets.page", first=first), _outcome(many)),
        refused=lambda refusal: _page(periods, refusal),
    )


@blueprint.post("/timesheets/<first>/undo")
@allowed(Permission.APPROVE_TIMESHEETS)
def undo(first: str) -> Response:
    """Take back one's own approval of several timesheets."""
    periods = period_in_address(first)
    chosen = {number_or_none(each) or 0 for each in request.form.getlist("member")}
    return attempt_and_go(
        lambda: undo_approvals(
            actor(),
            first_day=periods.period.first,
            member_ids=_some(chosen),
            once=once(f"undo approvals {first} {sorted(chosen)}"),
        ),
        url=url_for("timesheets.page", first=first),
        said=ngettext("%(num)s approval is undone.", "%(num)s approvals are undone.", len(chosen)),
        refused=lambda refusal: _page(periods, refusal),
    )


def _ask(
    periods: ShownPeriods, chosen: Sequence[int], unsubmitted: Sequence[PersonRow]
) -> Response:
    """Nothing is approved yet: the second step names what was not submitted."""
    return answers.show(
        "timesheets/unsubmitted.html",
        periods=periods,
        chosen=chosen,
        unsubmitted=unsubmitted,
        submitted=len(chosen) - len(unsubmitted),
    )


def _some(chosen: set[int]) -> set[int]:
    if not chosen:
        raise Invalid("required", "Choose at least one timesheet.", field="member")
    return chosen


def _outcome(done: ManyApproved) -> str:
    count = len(done.approved)
    words = ngettext("%(num)s timesheet is approved.", "%(num)s timesheets are approved.", count)
    called = names(actor().workspace_id, {each.member_id for each in done.left})
    left = (
        _("%(name)s: %(sentence)s", name=called[each.member_id], sentence=each.sentence)
        for each in done.left
    )
    return " ".join([words, *left])


def _page(periods: ShownPeriods, refusal: ProductError | None = None) -> Response:
    state = request.args.get("state")
    shown = period_view(actor(), periods, now(), state if state in set(Verdict) else None)
    return answers.show(
        "timesheets/page.html",
        refusal=refusal,
        periods=periods,
        view=shown,
        standing=_standing(periods, shown),
        undo=offered(actor(), now(), TIMESHEETS),
    )


def _standing(periods: ShownPeriods, shown: PeriodView) -> str:
    """Where the period is: it runs, is over, or closed."""
    if shown.closed_at is not None:
        zone = visitor_zone()
        values = {"day": day_date(shown.closed_at, zone), "time": clock_time(shown.closed_at, zone)}
        return str(_("closed on %(day)s at %(time)s", **values))
    if periods.runs:
        return str(_("runs until %(day)s", day=day_words(periods.period.last)))
    return str(_("ended, not closed"))
