"""Issuing a key and ending one, for the company's keys and for one's own."""

from flask import Response

from timeclock.authority.actor import Scope
from timeclock.company.api_keys.service import Issued, issue_key, issued_just_now, revoke_key
from timeclock.company.people.queries import member
from timeclock.errors import Conflict, NotAllowed
from timeclock.web.frame.addresses import base_url
from timeclock.web.frame.answers import attempt, see_other, show
from timeclock.web.frame.once import once, was_done
from timeclock.web.frame.visitor import actor, visitor
from timeclock.web.scripts.doors import SCRIPT_DOORS
from timeclock.web.scripts.key_forms import KeyForm, OwnKeyForm
from timeclock.web.scripts.key_pages import KeyPages, Works, add_page, end_of, row
from timeclock.web.scripts.shown_once import text_for
from timeclock.web.wording.translation import gettext as _


def issue(place: KeyPages, form: OwnKeyForm) -> Response:
    """Issue what the form asks for; the answer shows the key, once."""
    if not form.validate():
        return add_page(place, form, status=422)
    return attempt(
        lambda: issue_for(form, _member_of(form)),
        done=lambda issued: _issued(place, issued) if issued else issued_before(place.url),
        refused=lambda refusal: add_page(place, form, refusal=refusal),
    )


def issued_before(url: str) -> Response:
    """On to a page that says why the key is not shown again."""
    return see_other(url, _("That key was already issued. A key is shown once."))


def _issued(place: KeyPages, issued: Issued) -> Response:
    return show(
        "keys/issued.html",
        place=place,
        key=issued.key,
        person=member(actor().workspace_id, issued.member_id),
        base=base_url(),
        doors=SCRIPT_DOORS,
    )


def issue_for(form: OwnKeyForm, member_id: int) -> Issued | None:
    """The key that the form asks for, or that it got just now; None where it got one earlier."""
    key = once("issue-key")
    text = text_for(actor(), key)
    try:
        return issue_key(
            actor(),
            member_id=member_id,
            name=form.name.data,
            scope=Scope(form.scope.data),
            expires_at=end_of(form.expires_at.data),
            once=key,
            text=text,
        )
    except Conflict as refusal:
        if not was_done(refusal):
            raise
        return issued_just_now(actor(), key, text) if text else None


def ask_to_revoke(place: KeyPages, key_id: int) -> Response:
    """What revoking means, before it is done. Raises NotAllowed for a key out of one's hands."""
    found = row(place, key_id)
    if not found.may_revoke:
        raise NotAllowed("not_allowed", "Only an owner can revoke this key.")
    if found.works is Works.REVOKED:
        return see_other(place.url)
    return show("keys/revoke.html", place=place, row=found)


def revoke(place: KeyPages, key_id: int) -> Response:
    """End a key at once."""
    found = row(place, key_id)
    revoke_key(actor(), key_id=key_id)
    return see_other(place.url, _("The key “%(name)s” is revoked.", name=found.key.name))


def _member_of(form: OwnKeyForm) -> int:
    return form.member.data if isinstance(form, KeyForm) else visitor().member_id or 0
