"""The people of the company: who they are, what they may do, where they clock in."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from timeclock.authority.actor import Role
from timeclock.authority.permissions import Permission
from timeclock.clocks.assigning import assign
from timeclock.errors import ProductError
from timeclock.ledger.entry import Once
from timeclock.people.links import invite
from timeclock.people.membership import Added, add_member
from timeclock.web.answers import headers_for, status_for
from timeclock.web.forms.people import AddMemberForm
from timeclock.web.guard import allowed
from timeclock.web.once import once
from timeclock.web.people_listing import clock_choices, listing
from timeclock.web.visitor import actor

blueprint = Blueprint("people", __name__)


@blueprint.get("/admin/people")
@allowed(Permission.MANAGE_MEMBERS)
def page() -> Response:
    """Everybody, or those that are looked for."""
    return _page(AddMemberForm(formdata=None))


@blueprint.post("/admin/people")
@allowed(Permission.MANAGE_MEMBERS)
def add() -> Response:
    """Add somebody; the answer shows their link, once."""
    form = AddMemberForm()
    form.clock.choices = clock_choices(actor().workspace_id)
    if not form.validate():
        return _page(form, status=422)
    try:
        added = _add(form, once("add-member"))
        token = invite(actor(), member_id=added.member_id)
    except ProductError as refusal:
        return _page(form, refusal=refusal)
    link = url_for("signing_in.invitation", token=token, _external=True)
    shown = render_template(
        "people/link.html", link=link, name=form.name.data, member_id=added.member_id, reset=False
    )
    return make_response(shown)


def _add(form: AddMemberForm, key: Once) -> Added:
    added = add_member(
        actor(),
        email=form.email.data,
        name=form.name.data,
        role=Role(form.role.data),
        employee_number=form.employee_number.data or None,
        once=key,
    )
    if form.clock.data:
        assign(actor(), clock_id=int(form.clock.data), member_id=added.member_id)
    return added


def _page(
    form: AddMemberForm, *, refusal: ProductError | None = None, status: int = 200
) -> Response:
    find = request.args.get("find", "")[:200]
    form.clock.choices = clock_choices(actor().workspace_id)
    if refusal is not None and refusal.field in form:
        form[refusal.field].errors = [refusal.sentence]
    shown = make_response(
        render_template(
            "people/page.html",
            form=form,
            refusal=refusal,
            people=listing(actor().workspace_id, find),
            find=find,
        ),
        status_for(refusal) if refusal else status,
    )
    shown.headers.update(headers_for(refusal) if refusal else {})
    return shown
