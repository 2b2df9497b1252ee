"""Requests: what one has asked for, and changes by others to confirm or to dispute."""

from collections.abc import Callable

from flask import Blueprint, Response, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.web.corrections.drafts import drafts_from
from timeclock.web.corrections.filling import asks_for_more, form_for, sent_form, subject_of
from timeclock.web.corrections.form import ChangeForm, CorrectedShift
from timeclock.web.corrections.states import STATES
from timeclock.web.corrections.view import ShownCorrection, changes
from timeclock.web.frame.answers import attempt_and_go, show
from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.person import Person, own_shift
from timeclock.web.frame.visitor import actor, visitor
from timeclock.web.hours.periods import day_asked
from timeclock.web.moment import now
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.times import day_words
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NOTE
from timeclock.worktime.corrections.approval import asking, deciding
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.corrections.drafts.rules import (
    WAITING_FOR_MANAGERS,
    WAITING_FOR_THE_PERSON,
    CorrectionState,
)
from timeclock.worktime.corrections.reading.queries import corrections_of

blueprint = Blueprint("my_requests", __name__)

AT_ONCE = 50
_WAITING = WAITING_FOR_MANAGERS | WAITING_FOR_THE_PERSON


class DisputeForm(FlaskForm):
    """Why a change by someone else is wrong."""

    reason = TextAreaField(_l("What is wrong with it?"), render_kw={"maxlength": NOTE, "rows": 2})


@blueprint.get("/my/requests")
@allowed(Permission.READ_OWN)
def page() -> Response:
    """What waits for one's word, what waits for a decision, and what is decided."""
    return _page()


@blueprint.get("/my/requests/new")
@allowed(Permission.ASK_FOR_CHANGES)
def new() -> Response:
    """The form for a change of a `shift`, filled in with it, or to add one on a `day`."""
    subject = _subject(request.args.get("shift"))
    return _form(form_for(subject, day=day_asked(request.args.get("day"))))


@blueprint.post("/my/requests/new")
@allowed(Permission.ASK_FOR_CHANGES)
def ask() -> Response:
    """Ask for it."""
    subject = _subject(request.form.get("shift"))
    form = sent_form(subject)
    if asks_for_more():
        return _form(form)
    shift_id = subject.shift.id if subject.shift else None
    return attempt_and_go(
        lambda: asking.ask(
            actor(),
            shift_id=shift_id,
            drafts=drafts_from(form),
            reason=form.main.reason.data or "",
            once=once(f"ask {shift_id}"),
        ),
        url=url_for("my_requests.page"),
        said=_("Sent. You find it here until it is decided."),
        refused=lambda refusal: _form(form, refusal),
    )


@blueprint.post("/my/requests/<int:correction_id>/confirm")
@allowed(Permission.ASK_FOR_CHANGES)
def confirm(correction_id: int) -> Response:
    """Say that a change by someone else is right."""
    return _do(
        lambda: deciding.confirm(
            actor(), correction_id=correction_id, once=once(f"confirm {correction_id}")
        ),
        _("Confirmed. Thank you."),
    )


@blueprint.post("/my/requests/<int:correction_id>/dispute")
@allowed(Permission.ASK_FOR_CHANGES)
def dispute(correction_id: int) -> Response:
    """Say that it is wrong, and why."""
    reason = DisputeForm().reason.data or ""
    return _do(
        lambda: deciding.dispute(
            actor(),
            correction_id=correction_id,
            reason=reason,
            once=once(f"dispute {correction_id}"),
        ),
        _("Your manager is asked to check it again."),
        wrong=correction_id,
    )


@blueprint.post("/my/requests/<int:correction_id>/withdraw")
@allowed(Permission.ASK_FOR_CHANGES)
def withdraw(correction_id: int) -> Response:
    """Take back what one has asked for, before anyone has decided."""
    return _do(
        lambda: deciding.withdraw(
            actor(), correction_id=correction_id, once=once(f"withdraw {correction_id}")
        ),
        _("Withdrawn. Nothing was changed."),
    )


def _page(refusal: ProductError | None = None, wrong: int | None = None) -> Response:
    person = Person.of(visitor())
    found = corrections_of(
        person.workspace_id,
        person.member_id,
        limit=AT_ONCE + 1,
        before_id=number_or_none(request.args.get("before")),
    )
    shown = changes(person.workspace_id, found[:AT_ONCE])
    return show(
        "my_requests/page.html",
        refusal=refusal,
        to_confirm=[each for each in shown if each.view.state in WAITING_FOR_THE_PERSON],
        waiting=[each for each in shown if each.view.state in WAITING_FOR_MANAGERS],
        decided=[each for each in shown if each.view.state not in _WAITING],
        earlier=found[AT_ONCE - 1].id if len(found) > AT_ONCE else None,
        wrong=wrong or number_or_none(request.args.get("wrong")),
        dispute=DisputeForm(),
        zone=person.zone,
    )


def _do(act: Callable[[], object], said: str, wrong: int | None = None) -> Response:
    return attempt_and_go(
        act,
        url=url_for("my_requests.page"),
        said=said,
        refused=lambda refusal: _page(refusal, wrong),
    )


def _subject(shift_id: str | None) -> CorrectedShift:
    """One's own shift of that id, or none to add one. Raises NotFound for someone else's."""
    person = Person.of(visitor())
    shift = own_shift(person, shift_id) if shift_id else None
    return subject_of(person.workspace_id, person.member_id, shift, now())


def _form(form: ChangeForm, refusal: ProductError | None = None) -> Response:
    form.note(refusal)
    zone = Person.of(visitor()).zone
    return show("my_requests/new.html", refusal=refusal, form=form, zone=zone)


@blueprint.app_template_filter()
def summary_of(change: ShownCorrection) -> str:
    """What it makes of the day: “Tuesday 10 November. Out: 14:30, before 17:12.”"""
    day, kind = day_words(change.day), change.view.kind
    after = "; ".join(each.after for each in change.differences)
    before = "; ".join(each.before for each in change.differences)
    values = {"day": day, "after": after, "before": before}
    if kind is CorrectionKind.ADD:
        return str(_("%(day)s: a shift is added, %(after)s.", **values))
    if kind is CorrectionKind.REMOVE:
        return str(_("%(day)s: the shift %(before)s is removed.", **values))
    if kind is CorrectionKind.SPLIT:
        return str(_("%(day)s: the shift %(before)s becomes %(after)s.", **values))
    parts = (_part(each.what, each.before, each.after) for each in change.differences)
    return f"{day}. {' '.join(parts)}"


@blueprint.app_template_filter()
def correction_mark(change: ShownCorrection) -> Mark:
    """The state of a correction, for the person whose time it is."""
    view = change.view
    if view.state is CorrectionState.APPROVED and view.decided_by_id == view.member_id:
        return Mark("working", _("Counts. No one else could decide."))
    return STATES[view.state].own.naming(change.decided_by)


def _part(what: str, before: str, after: str) -> str:
    values = {"what": what, "before": before, "after": after}
    if not before:
        return str(_("%(what)s: %(after)s.", **values))
    if not after:
        return str(_("%(what)s: none, before %(before)s.", **values))
    return str(_("%(what)s: %(after)s, before %(before)s.", **values))
