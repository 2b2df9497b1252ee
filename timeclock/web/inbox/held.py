"""Punches that kiosks kept and that wait for a decision: who, what, when, and why they wait."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, Response, url_for
from flask_babel import lazy_gettext as _l

from timeclock.authority.permissions import Permission
from timeclock.company.clocks.queries import clocks
from timeclock.company.kiosks.holding import MISSING, held_punches, kiosk_names
from timeclock.company.kiosks.offline_models import HeldPunch
from timeclock.company.people.queries import names
from timeclock.errors import ProductError
from timeclock.web.frame.answers import attempt_and_go, show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor
from timeclock.web.wording.times import local_time
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.kiosk_queue.deciding import count_held, dismiss_held

blueprint = Blueprint("held", __name__, url_prefix="/inbox/kiosks")
_ACTS = {
    "clock_in": _l("Clock in"),
    "pause": _l("Start break"),
    "resume": _l("End break"),
    "clock_out": _l("Clock out"),
}
_REASONS = {
    "already_clocked_in": _l("The person was clocked in already."),
    "not_clocked_in": _l("The person was not clocked in."),
    "overlaps": _l("The time overlaps another shift, or is before the last punch."),
    "no_change": _l("There was no break to end, or one was under way already."),
    "deactivated": _l("The person was deactivated in the meantime."),
    "badge_revoked": _l("The badge was revoked in the meantime."),
    "not_assigned": _l("The person is not assigned to this time clock any more."),
    "wrong_pin": _l("The number or the PIN was wrong."),
    "wait_longer": _l("Too many wrong PINs were entered for this person."),
    "kiosk_locked": _l("The tablet is locked after too many wrong PINs."),
    "way_not_offered": _l("People do not clock in this way at this clock any more."),
    "unknown_badge": _l("The badge is not known here."),
    "bad_signature": _l("The signature is not that of this tablet. It may have been changed."),
    "unreadable": _l("The punch cannot be read: it may have been changed on the tablet."),
    "key_replaced": _l("Another tablet uses the credential of this one."),
    "revoked": _l("The tablet was revoked before it sent this."),
    "clock_moved": _l("The tablet's clock was moved, so the time cannot be relied on."),
    "missing": _l("The tablet used these numbers, and their punches never came."),
    "late": _l("This punch was reported as missing, and came later."),
    "claims_refused": _l("It was not signed, and times given afterwards are refused here."),
    "job_required": _l("A job is required to clock in here, and none was chosen."),
    "job_not_found": _l("The job is not on offer any more."),
    "break_kind_not_found": _l("This kind of break is not on offer any more."),
    "period_closed": _l("The day is approved or closed."),
}


@dataclass(frozen=True, slots=True)
class HeldView:
    """A punch in words. `may_count` says that person, act and time are known."""

    row: HeldPunch
    who: str
    what: str
    when: str
    reason: str
    tablet: str
    place: str
    received: str
    may_count: bool


@blueprint.get("")
@allowed(Permission.CORRECT_OTHERS)
def page() -> Response:
    """Those that wait for a decision of the person who looks, in the order in which they came."""
    return _shown()


@blueprint.post("/<int:punch_id>/count")
@allowed(Permission.CORRECT_OTHERS)
def count(punch_id: int) -> Response:
    """Count a punch at its moment."""
    key = once(f"count held {punch_id}")
    return _decide(lambda: count_held(actor(), punch_id=punch_id, once=key), _("Counted."))


@blueprint.post("/<int:punch_id>/dismiss")
@allowed(Permission.CORRECT_OTHERS)
def dismiss(punch_id: int) -> Response:
    """Leave a punch uncounted."""
    key = once(f"dismiss held {punch_id}")
    return _decide(lambda: dismiss_held(actor(), punch_id=punch_id, once=key), _("Dismissed."))


def _decide(act: Callable[[], None], said: str) -> Response:
    return attempt_and_go(act, url=url_for("held.page"), said=said, refused=_shown)


def _shown(refusal: ProductError | None = None) -> Response:
    workspace_id = actor().workspace_id
    found = held_punches(actor())
    people = names(workspace_id, {each.member_id for each in found if each.member_id})
    tablets = kiosk_names(workspace_id)
    places = {each.id: each for each in clocks(workspace_id, include_archived=True)}

    def view(row: HeldPunch) -> HeldView:
        place = places[row.clock_id]
        return HeldView(
            row,
            people[row.member_id] if row.member_id else _("Unknown person"),
            _what(row),
            local_time(row.moment_at, place.zone) if row.moment_at else "",
            str(_REASONS.get(row.reason, _("It contradicts what is recorded."))),
            tablets[row.kiosk_id],
            place.name,
            local_time(row.received_at, place.zone),
            None not in (row.member_id, row.act, row.moment_at),
        )

    return show("inbox/held.html", refusal=refusal, held=[view(each) for each in found])


def _what(row: HeldPunch) -> str:
    if row.reason == MISSING:
        numbers = (row.number, row.last_number)
        return _("Numbers %(first)s to %(last)s", first=numbers[0], last=numbers[1])
    return str(_ACTS.get(row.act or "", _("Unknown")))
