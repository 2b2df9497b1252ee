"""One of the company's people."""

from collections.abc import Callable

from flask import Blueprint, Response, make_response, render_template, url_for

from timeclock.authority.actor import Role
from timeclock.authority.permissions import Permission, outranks
from timeclock.clocks.assigning import assign, unassign
from timeclock.clocks.queries import assignments_of_member
from timeclock.errors import ProductError
from timeclock.people.links import invite, issue_reset
from timeclock.people.membership import member_not_found, reactivate, set_role, update_member
from timeclock.people.queries import account, member
from timeclock.shifts.leaving import deactivate_member
from timeclock.shifts.queries import open_shift
from timeclock.web.answers import headers_for, see_other, status_for
from timeclock.web.forms.people import AssignClockForm, MemberForm, RoleForm
from timeclock.web.guard import allowed
from timeclock.web.once import once
from timeclock.web.people_listing import clock_choices
from timeclock.web.visitor import actor

blueprint = Blueprint("person", __name__, url_prefix="/admin/people/<int:member_id>")


@blueprint.get("")
@allowed(Permission.MANAGE_MEMBERS)
def page(member_id: int) -> Response:
    """Who it is, the role, the clocks, the ways in."""
    return _page(member_id)


@blueprint.post("")
@allowed(Permission.MANAGE_MEMBERS)
def save(member_id: int) -> Response:
    """Change name and number."""
    form = MemberForm()
    if not form.validate():
        return _page(member_id, form=form, status=422)
    return _do(
        member_id,
        lambda: update_member(
            actor(),
            member_id=member_id,
            name=form.name.data,
            employee_number=form.employee_number.data or None,
        ),
        form,
    )


@blueprint.post("/role")
@allowed(Permission.CHANGE_ROLES)
def change_role(member_id: int) -> Response:
    """Give another role."""
    form = RoleForm()
    if not form.validate():
        return _page(member_id, status=422)
    return _do(member_id, lambda: set_role(actor(), member_id=member_id, role=Role(form.role.data)))


@blueprint.post("/clocks")
@allowed(Permission.MANAGE_CLOCKS)
def add_clock(member_id: int) -> Response:
    """Let the person clock in at one more clock."""
    form = AssignClockForm()
    form.clock.choices = clock_choices(actor().workspace_id)
    if not form.validate() or not form.clock.data:
        return _page(member_id, status=422)
    clock_id = int(form.clock.data)
    return _do(member_id, lambda: assign(actor(), clock_id=clock_id, member_id=member_id))


@blueprint.post("/clocks/<int:clock_id>/leave")
@allowed(Permission.MANAGE_CLOCKS)
def leave_clock(member_id: int, clock_id: int) -> Response:
    """Let the person clock in there no longer."""
    return _do(member_id, lambda: unassign(actor(), clock_id=clock_id, member_id=member_id))


@blueprint.post("/invitation")
@allowed(Permission.MANAGE_MEMBERS)
def new_invitation(member_id: int) -> Response:
    """A new invitation link, shown once."""
    return _link(member_id, "signing_in.invitation", invite)


@blueprint.post("/reset")
@allowed(Permission.MANAGE_MEMBERS)
def new_reset(member_id: int) -> Response:
    """A link to set a new password, shown once."""
    return _link(member_id, "signing_in.reset", issue_reset)


@blueprint.get("/deactivate")
@allowed(Permission.MANAGE_MEMBERS)
def ask_to_deactivate(member_id: int) -> Response:
    """What deactivating means, before it is done."""
    person = member(actor().workspace_id, member_id)
    if person is None:
        raise member_not_found()
    runs = open_shift(actor().workspace_id, member_id) is not None
    return make_response(render_template("people/deactivate.html", person=person, runs=runs))


@blueprint.post("/deactivate")
@allowed(Permission.MANAGE_MEMBERS)
def deactivate(member_id: int) -> Response:
    """Let the person act here no longer."""
    return _do(member_id, lambda: deactivate_member(actor(), member_id=member_id))


@blueprint.post("/reactivate")
@allowed(Permission.MANAGE_MEMBERS)
def bring_back(member_id: int) -> Response:
    """Let the person act here again."""
    return _do(member_id, lambda: reactivate(actor(), member_id=member_id))


def _link(member_id: int, endpoint: str, issue: Callable[..., str]) -> Response:
    try:
        token = issue(actor(), member_id=member_id, once=once(endpoint))
    except ProductError as refusal:
        return _page(member_id, refusal=refusal)
    person = member(actor().workspace_id, member_id)
    return make_response(
        render_template(
            "people/link.html",
            link=url_for(endpoint, token=token, _external=True),
            name=person.name if person else "",
            member_id=member_id,
            reset=endpoint.endswith("reset"),
        )
    )


def _do(member_id: int, act: Callable[[], None], form: MemberForm | None = None) -> Response:
    try:
        act()
    except ProductError as refusal:
        return _page(member_id, form=form, refusal=refusal)
    return see_other(url_for("person.page", member_id=member_id))


def _page(
    member_id: int,
    *,
    form: MemberForm | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    workspace_id = actor().workspace_id
    person = member(workspace_id, member_id)
    if person is None:
        raise member_not_found()
    here = assignments_of_member(workspace_id, member_id)
    assigning = AssignClockForm(formdata=None)
    assigning.clock.choices = clock_choices(workspace_id, [clock.id for _, clock in here])
    shown = render_template(
        "people/person.html",
        person=person,
        account=account(person.account_id),
        form=form or MemberForm(formdata=None, obj=person),
        role_form=RoleForm(formdata=None, role=person.role_name),
        assigning=assigning,
        assignments=here,
        refusal=refusal,
        may_decide=outranks(actor(), person.role) or person.id == actor().member_id,
        is_self=person.id == actor().member_id,
    )
    answer = make_response(shown, status_for(refusal) if refusal else status)
    answer.headers.update(headers_for(refusal) if refusal else {})
    return answer
