"""The company's API keys: what scripts sign in with."""

from flask import Blueprint, Response

from timeclock.authority.permissions import Permission
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.visitor import actor
from timeclock.web.scripts import issuing
from timeclock.web.scripts.key_forms import KeyForm
from timeclock.web.scripts.key_pages import KeyPages, add_page, list_page, offer_people

blueprint = Blueprint("keys", __name__)
PLACE = KeyPages("keys.page", "keys.ask", "keys.ask_to_revoke", everybody=True)


@blueprint.get("/admin/keys")
@allowed(Permission.MANAGE_KEYS)
def page() -> Response:
    """Every key of the company."""
    return list_page(PLACE)


@blueprint.get("/admin/keys/add")
@allowed(Permission.MANAGE_KEYS)
def ask() -> Response:
    """For whom, what for, how far and until when."""
    return add_page(PLACE, offer_people(KeyForm(formdata=None, member=actor().member_id)))


@blueprint.post("/admin/keys/add")
@allowed(Permission.MANAGE_KEYS)
def issue() -> Response:
    """A key that acts as someone; shown once."""
    return issuing.issue(PLACE, offer_people(KeyForm()))


@blueprint.get("/admin/keys/<int:key_id>/revoke")
@allowed(Permission.MANAGE_KEYS)
def ask_to_revoke(key_id: int) -> Response:
    """What stops with it."""
    return issuing.ask_to_revoke(PLACE, key_id)


@blueprint.post("/admin/keys/<int:key_id>/revoke")
@allowed(Permission.MANAGE_KEYS)
def revoke(key_id: int) -> Response:
    """End it at once."""
    return issuing.revoke(PLACE, key_id)
