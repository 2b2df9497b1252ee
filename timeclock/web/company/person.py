"""One of the company's people."""

from collections.abc import Callable

from flask import Blueprint, Response, url_for

from timeclock.authority.actor import Role
from timeclock.authority.permissions import Permission
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.people.access import KeysUndecided
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import (
    manageable_member,
    reactivate,
    set_role,
    update_member,
)
from timeclock.company.people.password_resets import issue_reset
from timeclock.storage.transactions import db
from timeclock.web.company.links import link_page
from timeclock.web.company.people_forms import AssignClockForm, MemberForm, RoleForm
from timeclock.web.company.people_listing import clock_choices
from timeclock.web.company.person_page import name_of, person_page
from timeclock.web.frame.answers import attempt, attempt_and_go, see_other, show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor
from timeclock.web.wording.scopes import SCOPE_WORDS
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.queries import open_shift

blueprint = Blueprint("person", __name__, url_prefix="/admin/people/<int:member_id>")


@blueprint.get("")
@allowed(Permission.MANAGE_MEMBERS)
def page(member_id: int) -> Response:
    """Who it is, the role, the clocks, the ways in."""
    return person_page(member_id)


@blueprint.post("")
@allowed(Permission.MANAGE_MEMBERS)
def save(member_id: int) -> Response:
    """Change name and number."""
    form = MemberForm()
    if not form.validate():
        return person_page(member_id, form=form, status=422)
    return attempt_and_go(
        lambda: update_member(
            actor(),
            member_id=member_id,
            name=form.name.data,
            employee_number=form.employee_number.data or None,
        ),
        url=_url(member_id),
        said=_("Saved."),
        refused=lambda refusal: person_page(member_id, form=form, refusal=refusal),
    )


@blueprint.post("/role")
@allowed(Permission.CHANGE_ROLES)
def change_role(member_id: int) -> Response:
    """Give another role; a higher one asks about the person's API keys first."""
    form = RoleForm()
    if not form.validate():
        return person_page(member_id, role_form=form, status=422)
    role, name = Role(form.role.data), name_of(member_id)
    return attempt_and_go(
        lambda: set_role(actor(), member_id=member_id, role=role, revoke=form.revoke),
        url=_url(member_id),
        said=_("The role of %(name)s is changed.", name=name),
        refused=lambda refusal: (
            _ask_about_keys(member_id, name, role, refusal)
            if isinstance(refusal, KeysUndecided)
            else person_page(member_id, refusal=refusal)
        ),
    )


def _ask_about_keys(member_id: int, name: str, role: Role, undecided: KeysUndecided) -> Response:
    return show(
        "people/promote.html",
        status=200,
        member_id=member_id,
        name=name,
        role=role.value,
        keys=undecided.keys,
        scope_words=SCOPE_WORDS,
    )


@blueprint.post("/clocks")
@allowed(Permission.MANAGE_CLOCKS)
def assign_clock(member_id: int) -> Response:
    """Let the person clock in at a clock, or manage it, or manage it no longer."""
    form = AssignClockForm()
    form.clock.choices = clock_choices(actor().workspace_id)
    if not form.validate():
        return person_page(member_id, assigning=form, status=422)
    clock_id, manages = form.clock.data, form.manages.data
    return _do(
        member_id,
        lambda: assign(actor(), clock_id=clock_id, member_id=member_id, manages=manages),
        part="clocks",
    )


@blueprint.post("/clocks/<int:clock_id>/leave")
@allowed(Permission.MANAGE_CLOCKS)
def leave_clock(member_id: int, clock_id: int) -> Response:
    """Let the person clock in there no longer."""
    return _do(
        member_id,
        lambda: unassign(actor(), clock_id=clock_id, member_id=member_id),
        part="clocks",
    )


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
    person = manageable_member(db.session(), actor(), member_id)
    runs = open_shift(actor().workspace_id, member_id) is not None
    return show("people/deactivate.html", person=person, runs=runs)


@blueprint.post("/deactivate")
@allowed(Permission.MANAGE_MEMBERS)
def deactivate(member_id: int) -> Response:
    """Let the person act here no longer."""
    return _do(
        member_id,
        lambda: deactivate_member(actor(), member_id=member_id),
        _("%(name)s is deactivated.", name=name_of(member_id)),
    )


@blueprint.post("/reactivate")
@allowed(Permission.MANAGE_MEMBERS)
def bring_back(member_id: int) -> Response:
    """Let the person act here again."""
    return _do(
        member_id,
        lambda: reactivate(actor(), member_id=member_id),
        _("%(name)s can sign in and clock in again.", name=name_of(member_id)),
    )


def _link(member_id: int, endpoint: str, issue: Callable[..., str]) -> Response:
    shown_before = _("That link was already shown. A link is shown once.")
    return attempt(
        lambda: issue(actor(), member_id=member_id, once=once(f"{endpoint} {member_id}")),
        done=lambda token: link_page(endpoint, token, member_id=member_id, name=name_of(member_id)),
        refused=lambda refusal: person_page(member_id, refusal=refusal),
        repeated=lambda: see_other(_url(member_id), shown_before),
    )


def _do(
    member_id: int, act: Callable[[], None], said: str | None = None, part: str | None = None
) -> Response:
    return attempt_and_go(
        act,
        url=_url(member_id, part),
        said=said,
        refused=lambda refusal: person_page(member_id, refusal=refusal),
    )


def _url(member_id: int, part: str | None = None) -> str:
    return url_for("person.page", member_id=member_id, _anchor=part)
