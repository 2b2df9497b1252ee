"""The page of one of the company's people, whatever part of it was sent."""

from datetime import date

from flask import Response

from timeclock.authority.actor import Role
from timeclock.authority.permissions import Permission, may, outranks
from timeclock.company.clocks.queries import assignments_of_member, clocks
from timeclock.company.people.membership import member_not_found
from timeclock.company.people.models import Member
from timeclock.company.people.queries import account, member
from timeclock.errors import ProductError
from timeclock.web.company.people_forms import (
    ROLE_HELP,
    AssignClockForm,
    HomeClockForm,
    MemberForm,
    RoleForm,
)
from timeclock.web.company.people_listing import clock_choices
from timeclock.web.frame.answers import show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.visitor import actor
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.home_clocks import home_clocks


def person_page(
    member_id: int,
    *,
    form: MemberForm | None = None,
    role_form: RoleForm | None = None,
    assigning: AssignClockForm | None = None,
    homing: HomeClockForm | None = None,
    effect: Effect | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    """Everything about a member. Raises NotFound for another company's as for no one."""
    person = _member(member_id)
    wrong = form or role_form or assigning or homing
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
        homing=_homing(person, homing),
        homes=homes_in_words(person),
        effect=effect,
        assigning=assigning,
        assignments=here,
        may_manage=person.role is not Role.EMPLOYEE,
        may_decide=outranks(actor(), person.role) or person.id == actor().member_id,
        may_change_roles=may(actor(), Permission.CHANGE_ROLES),
        is_self=person.id == actor().member_id,
    )


def homes_in_words(person: Member) -> list[tuple[date, str]]:
    """The home clocks of a member, each with its first day, in order."""
    names = {each.id: each.name for each in clocks(person.workspace_id, include_archived=True)}
    found = home_clocks(person.workspace_id, person.id)
    return [(first, names[clock_id]) for first, clock_id in found]


def _homing(person: Member, form: HomeClockForm | None) -> HomeClockForm | None:
    """The form of the home clock, where the actor may use it and there is more than one clock."""
    choices = clock_choices(person.workspace_id)
    if not may(actor(), Permission.CHANGE_RULES) or len(choices) < 2:
        return None
    form = form or HomeClockForm(formdata=None)
    form.home.choices = choices
    return form


def name_of(member_id: int) -> str:
    """What the company calls a member. Raises NotFound."""
    return _member(member_id).name


def _member(member_id: int) -> Member:
    found = member(actor().workspace_id, member_id)
    if found is None:
        raise member_not_found()
    return found
