"""The page of one time clock, whatever part of it was sent."""

from flask import Response, make_response, render_template
from wtforms import SelectChoice

from timeclock.authority.actor import Role
from timeclock.clocks.queries import assignments_of_clock, break_kinds, clock
from timeclock.clocks.service import clock_not_found
from timeclock.errors import ProductError
from timeclock.people.queries import members
from timeclock.web.answers import headers_for, status_for
from timeclock.web.forms.clocks import AssignMemberForm, BreakKindForm, ClockForm
from timeclock.web.visitor import actor


def clock_page(
    clock_id: int,
    *,
    form: ClockForm | None = None,
    kind_form: BreakKindForm | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    """Rules, breaks and people. Raises NotFound for another company's clock as for none."""
    workspace_id = actor().workspace_id
    found = clock(workspace_id, clock_id)
    if found is None:
        raise clock_not_found()
    here = assignments_of_clock(workspace_id, clock_id)
    kinds = break_kinds(workspace_id, clock_id)
    shown = render_template(
        "clocks/clock.html",
        clock=found,
        form=form or ClockForm(formdata=None, obj=found, limit_hours=-(-found.limit_minutes // 60)),
        kind_form=kind_form or BreakKindForm(formdata=None),
        kinds=[
            (kind, BreakKindForm(formdata=None, obj=kind, prefix=f"k{kind.id}-")) for kind in kinds
        ],
        assigning=assigning_form(workspace_id, {member.id for _, member in here}),
        assignments=here,
        may_manage={member.id for _, member in here if member.role is not Role.EMPLOYEE},
        refusal=refusal,
    )
    answer = make_response(shown, status_for(refusal) if refusal else status)
    answer.headers.update(headers_for(refusal) if refusal else {})
    return answer


def assigning_form(workspace_id: int, without: set[int]) -> AssignMemberForm:
    """Who may still be assigned."""
    form = AssignMemberForm(formdata=None)
    form.member.choices = [
        SelectChoice(str(member.id), member.name)
        for member, _ in members(workspace_id)
        if member.id not in without
    ]
    return form
