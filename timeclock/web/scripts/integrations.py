"""Moving a script here: addresses to copy, a key, and lines that work."""

from flask import Blueprint, Response

from timeclock.authority.permissions import Permission
from timeclock.company.api_keys.service import Issued
from timeclock.company.people.queries import member
from timeclock.company.workspaces.queries import workspace
from timeclock.errors import ProductError
from timeclock.web.frame.addresses import base_url
from timeclock.web.frame.answers import attempt, show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.visitor import actor
from timeclock.web.scripts.doors import SCRIPT_DOORS, UNKNOWN_KEY
from timeclock.web.scripts.issuing import issue_for, issued_before
from timeclock.web.scripts.key_forms import SCOPE_HELP, KeyForm
from timeclock.web.scripts.key_pages import offer_people

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
    return attempt(
        lambda: issue_for(form, form.member.data),
        done=lambda issued: (
            _page(form, issued=issued) if issued else issued_before("/admin/integrations")
        ),
        refused=lambda refusal: _page(form, refusal=refusal),
    )


def _page(
    form: KeyForm,
    *,
    issued: Issued | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    note_fault(form, refusal)
    key = issued.key if issued else None
    company = workspace(actor().workspace_id)
    person = member(actor().workspace_id, issued.member_id) if issued else None
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
        keeps_locations=company is not None and company.location_on,
    )
