"""The page of one of the company's people, whatever part of it was sent."""

from flask import Response

from timeclock.authority.actor import Role
from timeclock.authority.permissions import Permission, may, outranks
from timeclock.company.clocks.queries import assignments_of_member
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.company.people.queries import account, member
from timeclock.errors import ProductError
from timeclock.web.company.people_forms import ROLE_HELP, AssignClockForm, MemberForm, RoleForm
from timeclock.web.company.people_listing import clock_choices
from timeclock.web.frame.answers import show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.visitor import actor


def person_page(
    member_id: int,
    *,
    form: MemberForm | None = None,
    role_form: RoleForm | None = None,
    assigning: AssignClockForm | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    """Everything about a member. Raises NotFound for another company's as for no one."""
    person = _member(member_id)
    wrong = form or role_form or assigning
    note_fault(wrong, refusal)
    here = assignments_of_member(person.workspace_id, member_id)
    assigning = assigning or AssignClockForm(formdata=None)
    assigning.clock.choices = clock_choices(person.workspace_id, {clock.id for _, clock in here})
    return show(
        "people/person.html",
        refusal=refusal,
        status=status,
        person=person,
        account=account(person.account_id),
        wrong=wrong,
        form=form or MemberForm(formdata=None, obj=person),
        role_form=role_form or RoleForm(formdata=None, role=person.role_name),
        role_help=ROLE_HELP,
        assigning=assigning,
        assignments=here,
        may_manage=person.role is not Role.EMPLOYEE,
        may_decide=outranks(actor(), person.role) or person.id == actor().member_id,
        may_change_roles=may(actor(), Permission.CHANGE_ROLES),
        is_self=person.id == actor().member_id,
    )


def name_of(member_id: int) -> str:
    """What the company calls a member. Raises NotFound."""
    return _member(member_id).name


def _member(member_id: int) -> Member:
    found = member(actor().workspace_id, member_id)
    if found is None:
        raise member_not_found()
    return found
