"""Moving a script here: addresses to copy, a key, and lines that work."""

from flask import Blueprint, Response

from timeclock.api_keys.service import issue_key
from timeclock.authority.actor import Scope
from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.people.queries import member
from timeclock.web.answers import see_other, show
from timeclock.web.forms.faults import note_fault
from timeclock.web.forms.keys import SCOPE_HELP, KeyForm
from timeclock.web.guard import allowed
from timeclock.web.key_pages import offer_people
from timeclock.web.once import once, was_done
from timeclock.web.script_doors import SCRIPT_DOORS, UNKNOWN_KEY
from timeclock.web.shown_once import base_url
from timeclock.web.visitor import actor

blueprint = Blueprint("integrations", __name__)


@blueprint.get("/admin/integrations")
@allowed(Permission.MANAGE_KEYS)
def page() -> Response:
    """What to change in a script, for each product that it may have been written for."""
    return _page(offer_people(KeyForm(formdata=None, member=actor().member_id)))


@blueprint.post("/admin/integrations")
@allowed(Permission.MANAGE_KEYS)
def issue() -> Response:
    """A key; the answer shows it once, in every line."""
    form = offer_people(KeyForm())
    if not form.validate():
        return _page(form, status=422)
    try:
        issued = issue_key(
            actor(),
            member_id=form.member.data,
            name=form.name.data,
            scope=Scope(form.scope.data),
            once=once("issue-key"),
        )
    except ProductError as refusal:
        if was_done(refusal):
            return see_other("/admin/integrations")
        return _page(form, refusal=refusal)
    return _page(form, key=issued.key)


def _page(
    form: KeyForm, *, key: str | None = None, refusal: ProductError | None = None, status: int = 200
) -> Response:
    note_fault(form, refusal)
    person = member(actor().workspace_id, form.member.data) if key else None
    return show(
        "integrations/page.html",
        refusal=refusal,
        status=status,
        form=form,
        scope_help=SCOPE_HELP,
        doors=SCRIPT_DOORS,
        key=key,
        shown=key or UNKNOWN_KEY,
        person=person,
        base=base_url(),
    )
