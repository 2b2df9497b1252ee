"""The inbox: what waits for someone in charge, each case with its suggested answer."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, Response, request, url_for
from flask_wtf import FlaskForm
from wtforms import HiddenField

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, may
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.company.kiosks.holding import held_count
from timeclock.errors import Invalid, NotFound, ProductError
from timeclock.ledger.keeper import present_keeper
from timeclock.timekeeping import parse_instant
from timeclock.web.frame.answers import attempt, is_htmx, see_other, show
from timeclock.web.frame.fields import ReasonForm, UndoForm, day_or_none, number_or_none
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.undo import INBOX, offered
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.inbox.cases import inbox
from timeclock.web.inbox.ends import end_at
from timeclock.web.moment import now
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.approval import deciding, undoing
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts import refusing
from timeclock.worktime.shifts.forgetting import confirm_end, undo_confirmation
from timeclock.worktime.shifts.undoing import undo as stop_undone
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge, undo_acknowledgement
from timeclock.worktime.timesheets.inbox.decided import settled_today

blueprint = Blueprint("inbox", __name__, url_prefix="/inbox")
_ALL = "all"


class SeenForm(FlaskForm):
    """Which exception was seen."""

    kind = HiddenField()
    day = HiddenField()
    shift = HiddenField()

    def case_kind(self) -> CaseKind:
        """Raises Invalid for what is no kind."""
        try:
            return CaseKind(self.kind.data or "")
        except ValueError:
            raise Invalid("invalid_kind", "This is not an exception.", field="kind") from None

    def case_day(self) -> date:
        """Raises NotFound for what is no day."""
        day = day_or_none(self.day.data)
        if day is None:
            raise NotFound("exception_not_found", "This exception no longer exists.")
        return day

    def shift_id(self) -> int | None:
        """The shift, where the exception is about one."""
        return number_or_none(self.shift.data)


@blueprint.get("")
@allowed(Permission.SEE_TIMESHEETS)
def page() -> Response:
    """Every case, oldest first, one of them open."""
    return _shown(number_or_none(request.args.get("at")) or 0)


@blueprint.post("/requests/<int:correction_id>/approve")
@allowed(Permission.CORRECT_OTHERS)
def approve(correction_id: int) -> Response:
    """Let a change that was asked for count."""
    key = once(f"approve {correction_id}")
    return _settle(
        lambda: deciding.approve(actor(), correction_id=correction_id, once=key), _("Approved.")
    )


@blueprint.post("/requests/<int:correction_id>/refuse")
@allowed(Permission.CORRECT_OTHERS)
def refuse(correction_id: int) -> Response:
    """Say no to a change that was asked for, and why."""
    key, reason = once(f"refuse {correction_id}"), ReasonForm().reason.data or ""
    return _settle(
        lambda: deciding.refuse(actor(), correction_id=correction_id, reason=reason, once=key),
        _("Refused."),
    )


@blueprint.post("/disputes/<int:correction_id>/take-back")
@allowed(Permission.CORRECT_OTHERS)
def take_back(correction_id: int) -> Response:
    """Undo a change that its person disputes."""
    return _settle_dispute(correction_id, keep=False, said=_("Undone."))


@blueprint.post("/disputes/<int:correction_id>/keep")
@allowed(Permission.CORRECT_OTHERS)
def keep(correction_id: int) -> Response:
    """Let a change stand that its person disputes, and say why."""
    return _settle_dispute(correction_id, keep=True, said=_("The correction is kept."))


@blueprint.post("/ends/<int:shift_id>/confirm")
@allowed(Permission.CORRECT_OTHERS)
def confirm(shift_id: int) -> Response:
    """Say that an end which no one punched is right, or times that were given afterwards."""
    key, version = once(f"confirm-end {shift_id}"), request.form.get("version")
    shown = None if version else parse_instant(request.form.get("end", ""))
    expected = (version,) if version else None
    return _settle(
        lambda: confirm_end(actor(), shift_id=shift_id, seen=shown, expected=expected, once=key),
        _("Confirmed."),
    )


@blueprint.post("/claims/<int:shift_id>/refuse")
@allowed(Permission.CORRECT_OTHERS)
def refuse_claims(shift_id: int) -> Response:
    """Refuse the times given afterwards of a shift that runs."""
    key, version = once(f"refuse-claims {shift_id}"), request.form.get("version")
    expected = (version,) if version else None
    return _settle(
        lambda: refusing.refuse_claims(actor(), shift_id=shift_id, expected=expected, once=key),
        _("Refused."),
    )


@blueprint.post("/ends/<int:shift_id>")
@allowed(Permission.CORRECT_OTHERS)
def end(shift_id: int) -> Response:
    """End a forgotten shift where it was suggested to."""
    key, meant = once(f"end {shift_id}"), parse_instant(request.form.get("end", ""))
    reason = ReasonForm().reason.data or ""
    return _settle(lambda: end_at(actor(), shift_id, meant, reason, key), _("The end is set."))


@blueprint.post("/corrections/<int:correction_id>/undo")
@allowed(Permission.CORRECT_OTHERS)
def undo_correction(correction_id: int) -> Response:
    """Take back one's own decision about a correction."""
    key = once(f"undo correction {correction_id}")
    return _settle(
        lambda: undoing.undo(actor(), correction_id=correction_id, once=key), _("Undone.")
    )


@blueprint.post("/ends/<int:shift_id>/undo")
@allowed(Permission.CORRECT_OTHERS)
def undo_end(shift_id: int) -> Response:
    """Take back one's own confirmation of an end."""
    key = once(f"undo end {shift_id}")
    return _settle(lambda: undo_confirmation(actor(), shift_id=shift_id, once=key), _("Undone."))


@blueprint.post("/stops/<int:member_id>/undo")
@allowed(Permission.CORRECT_OTHERS)
def undo_stop(member_id: int) -> Response:
    """Take back an end that one has set: the shift runs again."""
    key, form = once(f"undo stop {member_id}"), UndoForm()
    position = number_or_none(form.position.data)
    return _settle(
        lambda: stop_undone(actor(), member_id=member_id, position=position, once=key),
        _("Undone."),
    )


@blueprint.post("/seen/<int:member_id>")
@allowed(Permission.APPROVE_TIMESHEETS)
def seen(member_id: int) -> Response:
    """Leave an exception as it is."""
    form = SeenForm()

    def act() -> None:
        acknowledge(
            actor(),
            member_id=member_id,
            kind=form.case_kind(),
            day=form.case_day(),
            shift_id=form.shift_id(),
            once=once(f"seen {member_id}"),
        )

    return _settle(act, _("Seen."))


@blueprint.post("/seen/<int:member_id>/undo")
@allowed(Permission.APPROVE_TIMESHEETS)
def undo_seen(member_id: int) -> Response:
    """Take back that one has seen an exception."""
    form = SeenForm()

    def act() -> None:
        undo_acknowledgement(
            actor(),
            member_id=member_id,
            kind=form.case_kind(),
            day=form.case_day(),
            shift_id=form.shift_id(),
            once=once(f"undo seen {member_id}"),
        )

    return _settle(act, _("Undone."))


def _settle_dispute(correction_id: int, *, keep: bool, said: str) -> Response:
    key, reason = once(f"settle {correction_id} {keep}"), ReasonForm().reason.data or ""
    return _settle(
        lambda: deciding.settle(
            actor(), correction_id=correction_id, keep=keep, reason=reason, once=key
        ),
        said,
    )


def _settle(act: Callable[[], object], said: str) -> Response:
    """Decide, then go on with the case that has taken the place of this one."""
    place = number_or_none(request.form.get("place")) or 0
    return attempt(
        act,
        done=lambda _result: _settled(place, said),
        refused=lambda refusal: _shown(place, refusal),
        repeated=lambda: _settled(place, said),
    )


def _settled(place: int, said: str) -> Response:
    if is_htmx():
        return _shown(place, said=said)
    days = _ALL if _all_days() else None
    return see_other(url_for("inbox.page", at=place, days=days), said)


def _shown(place: int, refusal: ProductError | None = None, said: str = "") -> Response:
    found = inbox(actor(), now(), all_days=_all_days())
    return show(
        "inbox/_cases.html" if is_htmx() else "inbox/page.html",
        refusal=refusal,
        inbox=found,
        all_days=_all_days(),
        place=min(place, max(found.shown - 1, 0)),
        words=said,
        part=is_htmx(),
        settled=settled_today(actor(), now(), visitor_zone()),
        doubt=clock_doubt(actor()),
        held=held_count(actor(), clocks_in_reach(actor())),
        undo=offered(actor(), now(), INBOX),
    )


def _all_days() -> bool:
    return request.values.get("days") == _ALL


def clock_doubt(actor: Actor) -> str:
    """The sentence for this reader, empty while every clock agrees and for everyone else."""
    keeper = present_keeper()
    if keeper is None or not may(actor, Permission.SEE_EVERYONE):
        return ""
    off_by, apart = (round(each.total_seconds()) for each in (keeper.off_by, keeper.apart))
    values = {"length": length_text(abs(off_by or apart))}
    if off_by > 0:
        return _("It is %(length)s ahead of what was expected.", **values)
    if off_by < 0:
        return _("It is %(length)s behind what was expected.", **values)
    if apart > 0:
        return _("It is %(length)s ahead of the database's clock, which times punches.", **values)
    if apart < 0:
        return _("It is %(length)s behind the database's clock, which times punches.", **values)
    return ""
