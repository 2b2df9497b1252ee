"""One's own API keys, to read and to punch."""

from flask import Blueprint, Response

from timeclock.authority.permissions import Permission
from timeclock.web import issuing
from timeclock.web.forms.keys import OwnKeyForm
from timeclock.web.guard import allowed
from timeclock.web.key_pages import Place, add_page, list_page

blueprint = Blueprint("my_keys", __name__)
PLACE = Place("my_keys.page", "my_keys.ask", "my_keys.ask_to_revoke", everybody=False)


@blueprint.get("/my/keys")
@allowed(Permission.READ_OWN)
def page() -> Response:
    """One's own keys."""
    return list_page(PLACE)


@blueprint.get("/my/keys/add")
@allowed(Permission.READ_OWN)
def ask() -> Response:
    """What for, how far and until when."""
    return add_page(PLACE, OwnKeyForm(formdata=None))


@blueprint.post("/my/keys/add")
@allowed(Permission.READ_OWN)
def issue() -> Response:
    """A key that acts as oneself; shown once."""
    return issuing.issue(PLACE, OwnKeyForm())


@blueprint.get("/my/keys/<int:key_id>/revoke")
@allowed(Permission.READ_OWN)
def ask_to_revoke(key_id: int) -> Response:
    """What stops with it."""
    return issuing.ask_to_revoke(PLACE, key_id)


@blueprint.post("/my/keys/<int:key_id>/revoke")
@allowed(Permission.READ_OWN)
def revoke(key_id: int) -> Response:
    """End it at once."""
    return issuing.revoke(PLACE, key_id)
