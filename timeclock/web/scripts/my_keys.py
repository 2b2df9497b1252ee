"""One's own API keys, to read and to punch."""

from flask import Blueprint, Response, flash, url_for

from timeclock.authority.permissions import Permission
from timeclock.company.api_keys.service import revoke_all_keys
from timeclock.web.frame.answers import see_other, show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.kept_keys import kept_keys
from timeclock.web.frame.visitor import actor
from timeclock.web.scripts import issuing
from timeclock.web.scripts.key_forms import OwnKeyForm
from timeclock.web.scripts.key_pages import KeyPages, add_page, list_page
from timeclock.web.wording.scopes import SCOPE_WORDS
from timeclock.web.wording.translation import ngettext

blueprint = Blueprint("my_keys", __name__)
PLACE = KeyPages("my_keys.page", "my_keys.ask", "my_keys.ask_to_revoke", everybody=False)


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


@blueprint.get("/my/keys/check")
@allowed(Permission.READ_OWN)
def check() -> Response:
    """After a new password: the keys that go on working."""
    found = kept_keys()
    here = [key for key in found if key.workspace_id == actor().workspace_id]
    return show(
        "keys/check.html", keys=here, elsewhere=len(found) - len(here), scope_words=SCOPE_WORDS
    )


@blueprint.post("/my/keys/revoke-all")
@allowed(Permission.READ_OWN)
def revoke_all() -> Response:
    """End all of one's own keys in this company at once."""
    ended = revoke_all_keys(actor(), member_id=actor().member_id or 0)
    flash(ngettext("%(num)s key is revoked.", "%(num)s keys are revoked.", ended))
    return see_other(url_for("my_keys.check" if kept_keys() else "my_keys.page"))


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
