"""A manager's edit of someone's shift: a proposal that the person confirms or disputes."""

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.company.people.queries import member
from timeclock.errors import ProductError
from timeclock.storage.transactions import db
from timeclock.web.corrections.drafts import drafts_from
from timeclock.web.corrections.filling import asks_for_more, form_for, sent_form, subject_of
from timeclock.web.corrections.form import ChangeForm, CorrectedShift
from timeclock.web.corrections.view import changes
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt, see_other
from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor
from timeclock.web.hours.periods import day_asked, today
from timeclock.web.moment import now
from timeclock.web.timesheets.one_shift import read_shift
from timeclock.web.timesheets.person_reading import is_decided_by_others
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.approval.rights import not_your_clock
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.corrections.reading.queries import CorrectionView, seen_by
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.sight import has_worked_for
from timeclock.worktime.timesheets.reading.reach import shift_in_reach

blueprint = Blueprint("shift_edit", __name__, url_prefix="/timesheets/<int:member_id>/shifts")


@blueprint.get("/<int:shift_id>/edit")
@allowed(Permission.CORRECT_OTHERS)
def ask(member_id: int, shift_id: int) -> Response:
    """The shift as it is, to be put right."""
    person, shift = _shown(member_id, shift_id)
    if is_decided_by_others(actor(), member_id):
        return see_other(url_for("my_requests.new", shift=shift_id))
    if not _manages(shift):
        return _read_only(person, shift)
    if shift.timeline.ended_at is None:
        return see_other(url_for("board.ask_stop", member_id=member_id))
    return _page(person, form_for(_subject(member_id, shift)))


@blueprint.post("/<int:shift_id>/edit")
@allowed(Permission.CORRECT_OTHERS)
def change(member_id: int, shift_id: int) -> Response:
    """Propose what the shift is to become."""
    person, shift = _shown(member_id, shift_id)
    if not _manages(shift):
        raise not_your_clock()
    return _propose(person, sent_form(_subject(member_id, shift)))


@blueprint.get("/add")
@allowed(Permission.CORRECT_OTHERS)
def ask_to_add(member_id: int) -> Response:
    """A shift that no one punched."""
    person, day = _person(member_id), day_asked(request.args.get("day"))
    if is_decided_by_others(actor(), member_id):
        return see_other(url_for("my_requests.new", day=day))
    return _page(person, form_for(_subject(member_id, None), day=day or today()))


@blueprint.post("/add")
@allowed(Permission.CORRECT_OTHERS)
def add(member_id: int) -> Response:
    """Propose that it was worked."""
    person = _person(member_id)
    return _propose(person, sent_form(_subject(member_id, None)))


def _person(member_id: int) -> Member:
    """Who is, or was, at a clock that the actor manages. Raises NotFound for any other."""
    found = member(actor().workspace_id, member_id)
    own = member_id == actor().member_id
    if found is None or not (own or has_worked_for(db.session.connection(), actor(), member_id)):
        raise member_not_found()
    return found


def _shown(member_id: int, shift_id: int) -> tuple[Member, ShiftRecord]:
    """A person and a shift of theirs that the actor sees. Raises NotFound for any other."""
    person, found = _person(member_id), find_shift(actor().workspace_id, shift_id)
    if found is None or found.voided or found.member_id != member_id:
        raise shift_not_found()
    if not shift_in_reach(actor(), found, now()):
        raise shift_not_found()
    return person, found


def _manages(shift: ShiftRecord) -> bool:
    reach = clocks_in_reach(actor())
    return reach is None or shift.clock_id in reach


def _read_only(person: Member, shift: ShiftRecord) -> Response:
    """The shift as it is, with why it cannot be corrected here and who can correct it."""
    return answers.show("shift_edit/read_only.html", person=person, shown=read_shift(shift))


def _subject(member_id: int, shift: ShiftRecord | None) -> CorrectedShift:
    reach = clocks_in_reach(actor())
    return subject_of(actor().workspace_id, member_id, shift, now(), clock_ids=reach)


def _asked(member_id: int) -> CorrectionView | None:
    """The request that the proposal answers, where it came from one that still waits."""
    number = number_or_none(request.values.get("request"))
    if not number:
        return None
    found = seen_by(actor(), number)
    waits = found.state is CorrectionState.ASKED and found.member_id == member_id
    return found if waits else None


def _propose(person: Member, form: ChangeForm) -> Response:
    if asks_for_more():
        return _page(person, form)
    shift, answers_to = form.subject.shift, _asked(person.id)
    about = shift.id if shift else None
    return attempt(
        lambda: propose(
            actor(),
            member_id=person.id,
            shift_id=about,
            drafts=drafts_from(form),
            reason=form.main.reason.data or "",
            replaces_id=answers_to.id if answers_to else None,
            once=once(f"propose {person.id} {about}"),
        ),
        done=lambda proposed: _proposed(person, proposed),
        refused=lambda refusal: _page(person, form, refusal),
        repeated=lambda: see_other(url_for("timesheets.page")),
    )


def _proposed(person: Member, proposed: CorrectionView) -> Response:
    """On to the day that the correction is about."""
    if proposed.state is CorrectionState.PROPOSED:
        said = _("Proposed. It counts after %(name)s confirms it.", name=person.name)
    else:
        said = _("Corrected. %(name)s sees it and can dispute it.", name=person.name)
    (change,) = changes(actor().workspace_id, (proposed,))
    return see_other(url_for("timesheet.day", member_id=person.id, day=change.day), said)


def _page(person: Member, form: ChangeForm, refusal: ProductError | None = None) -> Response:
    form.note(refusal)
    answers_to = _asked(person.id)
    subject = form.subject
    rules = rule_book(actor().workspace_id).at(subject.now, subject.zone())
    return answers.show(
        "shift_edit/page.html",
        refusal=refusal,
        person=person,
        form=form,
        answers_to=next(iter(changes(actor().workspace_id, (answers_to,))), None)
        if answers_to
        else None,
        at_once=rules.edits is EditsCount.AT_ONCE,
        other=refusal.details.get("shift_id") if refusal else None,
        now=now(),
    )
