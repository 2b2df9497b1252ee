"""The people of the company: who they are, what they may do, where they clock in."""

from flask import Blueprint, Response, request, url_for

from timeclock.authority.actor import Role
from timeclock.authority.permissions import Permission
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.queries import clocks
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import add_member
from timeclock.company.people.queries import member_by_email
from timeclock.errors import ProductError
from timeclock.web.company.links import link_page
from timeclock.web.company.people_forms import ROLE_HELP, AddMemberForm
from timeclock.web.company.people_listing import clock_choices, listing
from timeclock.web.frame.answers import attempt, see_other, show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NAME

blueprint = Blueprint("people", __name__)


@blueprint.get("/admin/people")
@allowed(Permission.MANAGE_MEMBERS)
def page() -> Response:
    """Everyone, or those that are looked for."""
    find = request.args.get("find", "")[:NAME].strip()
    return show("people/page.html", people=listing(actor().workspace_id, find), find=find)


@blueprint.get("/admin/people/add")
@allowed(Permission.MANAGE_MEMBERS)
def ask() -> Response:
    """Who is to be added; the only clock is chosen already."""
    form = AddMemberForm(formdata=None)
    offered = clocks(actor().workspace_id)
    form.clocks.data = [clock.id for clock in offered] if len(offered) == 1 else []
    return _add_page(form)


@blueprint.post("/admin/people/add")
@allowed(Permission.MANAGE_MEMBERS)
def add() -> Response:
    """Add someone; the answer shows their link, once."""
    form = AddMemberForm()
    form.clocks.choices = form.manages.choices = clock_choices(actor().workspace_id)
    if not form.validate():
        return _add_page(form, status=422)
    return attempt(
        lambda: add_member(
            actor(),
            email=form.email.data,
            name=form.name.data,
            role=Role(form.role.data),
            employee_number=form.employee_number.data or None,
            once=once("add-member"),
        ),
        done=lambda added: _welcome(form, added.member_id),
        refused=lambda refusal: _add_page(form, refusal=refusal),
        repeated=lambda: _sent_again(form),
    )


def _welcome(form: AddMemberForm, member_id: int) -> Response:
    """Assign a new member to the chosen clocks, and show the link.

    The member stays where that fails, and their page says why it did.
    """
    try:
        for clock_id in {*form.clocks.data, *form.manages.data}:
            manages = clock_id in form.manages.data
            assign(actor(), clock_id=clock_id, member_id=member_id, manages=manages)
        token = invite(actor(), member_id=member_id)
    except ProductError as refusal:
        said = _("%(name)s was added. %(why)s", name=form.name.data, why=refusal.sentence)
        return see_other(url_for("person.page", member_id=member_id), said)
    return link_page("signing_in.invitation", token, member_id=member_id, name=form.name.data)


def _sent_again(form: AddMemberForm) -> Response:
    """The person is there and the link is gone; their page makes another."""
    added = member_by_email(actor().workspace_id, form.email.data)
    if added is None:
        return see_other(url_for("people.page"))
    said = _("%(name)s was added already. The link was shown only once.", name=added.name)
    return see_other(url_for("person.page", member_id=added.id), said)


def _add_page(
    form: AddMemberForm, *, refusal: ProductError | None = None, status: int = 200
) -> Response:
    form.clocks.choices = form.manages.choices = clock_choices(actor().workspace_id)
    note_fault(form, refusal)
    return show("people/add.html", refusal=refusal, status=status, form=form, role_help=ROLE_HELP)
