"""Issuing a key and ending one, for the company's keys and for one's own."""

from flask import Response, flash

from timeclock.api_keys.service import issue_key, revoke_key
from timeclock.authority.actor import Scope
from timeclock.errors import NotAllowed, ProductError
from timeclock.people.queries import member
from timeclock.web.answers import see_other, show
from timeclock.web.forms.keys import KeyForm, OwnKeyForm
from timeclock.web.key_pages import Place, Works, add_page, end_of, row
from timeclock.web.once import once, was_done
from timeclock.web.script_doors import SCRIPT_DOORS
from timeclock.web.shown_once import base_url
from timeclock.web.visitor import actor, visitor
from timeclock.web.words import gettext as _


def issue(place: Place, form: OwnKeyForm) -> Response:
    """Issue what the form asks for; the answer shows the key, once."""
    if not form.validate():
        return add_page(place, form, status=422)
    member_id = _member_of(form)
    try:
        issued = issue_key(
            actor(),
            member_id=member_id,
            name=form.name.data,
            scope=Scope(form.scope.data),
            expires_at=end_of(form.expires_at.data),
            once=once("issue-key"),
        )
    except ProductError as refusal:
        if was_done(refusal):
            flash(_("That key was issued already. It was shown only once."))
            return see_other(place.url)
        return add_page(place, form, refusal=refusal)
    person = member(actor().workspace_id, member_id)
    return show(
        "keys/issued.html",
        place=place,
        key=issued.key,
        person=person,
        base=base_url(),
        doors=SCRIPT_DOORS,
    )


def ask_to_revoke(place: Place, key_id: int) -> Response:
    """What revoking means, before it is done. Raises NotAllowed for a key out of one's hands."""
    found = row(place, key_id)
    if not found.may_revoke:
        raise NotAllowed("not_allowed", _("Only an owner may revoke this key."))
    if found.works is Works.REVOKED:
        return see_other(place.url)
    return show("keys/revoke.html", place=place, row=found)


def revoke(place: Place, key_id: int) -> Response:
    """End a key at once."""
    found = row(place, key_id)
    revoke_key(actor(), key_id=key_id)
    flash(_("The key “%(name)s” is revoked.", name=found.key.name))
    return see_other(place.url)


def _member_of(form: OwnKeyForm) -> int:
    return form.member.data if isinstance(form, KeyForm) else visitor().member_id or 0
