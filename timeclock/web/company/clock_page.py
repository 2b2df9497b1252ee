"""The page of one time clock, whatever part of it was sent."""

from collections.abc import Mapping

from flask import Response
from wtforms import SelectChoice

from timeclock.authority.actor import Role
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.queries import assignments_of_clock, break_kinds, clock
from timeclock.company.clocks.service import clock_not_found
from timeclock.company.people.queries import members
from timeclock.errors import ProductError
from timeclock.web.company.clock_forms import AssignMemberForm, BreakKindForm, ClockForm
from timeclock.web.frame.answers import show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.visitor import actor
from timeclock.web.moment import now

NEW_KIND = 0


def clock_of(clock_id: int) -> TimeClock:
    """A clock of the visitor's company. Raises NotFound for another company's as for none."""
    found = clock(actor().workspace_id, clock_id)
    if found is None:
        raise clock_not_found()
    return found


def clock_page(
    clock_id: int,
    *,
    form: ClockForm | None = None,
    kind_forms: Mapping[int, BreakKindForm] | None = None,
    assigning: AssignMemberForm | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    """Rules, breaks and people; `kind_forms` are those sent, by the kind or NEW_KIND."""
    found = clock_of(clock_id)
    sent = kind_forms or {}
    wrong = form or assigning or next(iter(sent.values()), None)
    note_fault(wrong, refusal, limit_minutes="hours")
    here = assignments_of_clock(found.workspace_id, clock_id)
    kinds = break_kinds(found.workspace_id, clock_id)
    return show(
        "clocks/clock.html",
        refusal=refusal,
        status=status,
        clock=found,
        wrong=wrong,
        form=form or _form_of(found),
        new_kind=sent.get(NEW_KIND) or kind_form(NEW_KIND, formdata=None),
        kinds=[
            (kind, sent.get(kind.id) or kind_form(kind.id, formdata=None, obj=kind))
            for kind in kinds
        ],
        assigning=_with_choices(assigning, found, {member.id for _, member in here}),
        assignments=here,
        employee=Role.EMPLOYEE,
        now=now(),
    )


def kind_form(kind_id: int, **values: object) -> BreakKindForm:
    """The form of one kind of break; several stand on the page."""
    return BreakKindForm(prefix=f"kind-{kind_id or 'new'}-", **values)


def people_to_assign(workspace_id: int, without: set[int]) -> list[SelectChoice]:
    """Who may still be assigned."""
    return [
        SelectChoice(member.id, member.name)
        for member, _ in members(workspace_id)
        if member.id not in without
    ]


def _form_of(found: TimeClock) -> ClockForm:
    hours, minutes = divmod(found.limit_minutes, 60)
    return ClockForm(formdata=None, obj=found, hours=hours, minutes=minutes)


def _with_choices(
    form: AssignMemberForm | None, found: TimeClock, without: set[int]
) -> AssignMemberForm:
    form = form or AssignMemberForm(formdata=None)
    form.member.choices = people_to_assign(found.workspace_id, without)
    return form
