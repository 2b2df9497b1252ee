"""The company's webhooks: which programs are told what happens, and the outcome."""

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import Conflict, Outdated
from timeclock.ledger.entry import Once
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.repeated_secrets import added_just_now, rotated_just_now
from timeclock.outgoing.webhooks.rotating import rotate_secret
from timeclock.outgoing.webhooks.service import add_webhook, change_webhook, remove_webhook
from timeclock.web.frame.answers import attempt, attempt_and_go, see_other, show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once, was_done
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.scripts.webhook_form import WebhookForm, filled_in
from timeclock.web.scripts.webhook_view import all_of_them, form_page, one_of_them
from timeclock.web.wording.translation import gettext as _

blueprint = Blueprint("webhooks", __name__)


@blueprint.get("/admin/webhooks")
@allowed(Permission.MANAGE_WEBHOOKS)
def page() -> Response:
    """Every webhook of the company."""
    return show("webhooks/page.html", views=all_of_them())


@blueprint.get("/admin/webhooks/add")
@allowed(Permission.MANAGE_WEBHOOKS)
def ask() -> Response:
    """Where to, and which events: all of them unless some are left out."""
    return form_page(filled_in("", "", list(EVENTS)), None)


@blueprint.post("/admin/webhooks/add")
@allowed(Permission.MANAGE_WEBHOOKS)
def add() -> Response:
    """Tell an address from now on; the answer shows the secret, once."""
    form = WebhookForm()
    if not form.validate():
        return form_page(form, None, status=422)
    key = once("add-webhook")
    return attempt(
        lambda: add_webhook(
            actor(),
            url=form.url.data,
            events=form.events,
            description=form.description.data or "",
            once=key,
        ),
        done=lambda added: show("webhooks/added.html", added=added, url=form.url.data),
        refused=lambda refusal: form_page(form, None, refusal=refusal),
        repeated=lambda: _added_already(key),
    )


@blueprint.get("/admin/webhooks/<int:webhook_id>/change")
@allowed(Permission.MANAGE_WEBHOOKS)
def ask_to_change(webhook_id: int) -> Response:
    """Where to and which events, as it is now."""
    view = one_of_them(webhook_id)
    found = view.webhook
    return form_page(filled_in(found.url, found.description, found.events), view)


@blueprint.post("/admin/webhooks/<int:webhook_id>/change")
@allowed(Permission.MANAGE_WEBHOOKS)
def change(webhook_id: int) -> Response:
    """Tell another address, or of other events."""
    view, form = one_of_them(webhook_id), WebhookForm()
    if not form.validate():
        return form_page(form, view, status=422)
    return attempt_and_go(
        lambda: change_webhook(
            actor(),
            webhook_id=webhook_id,
            url=form.url.data,
            events=form.events,
            description=form.description.data or "",
        ),
        url=url_for("webhook.page", webhook_id=webhook_id),
        said=_("Saved."),
        refused=lambda refusal: form_page(form, view, refusal=refusal),
    )


@blueprint.get("/admin/webhooks/<int:webhook_id>/rotate")
@allowed(Permission.MANAGE_WEBHOOKS)
def ask_to_rotate(webhook_id: int) -> Response:
    """What happens to the present secret."""
    return show("webhooks/rotate.html", view=one_of_them(webhook_id), zone=visitor_zone())


@blueprint.post("/admin/webhooks/<int:webhook_id>/rotate")
@allowed(Permission.MANAGE_WEBHOOKS)
def rotate(webhook_id: int) -> Response:
    """Sign with a new secret; the answer shows it, once."""
    seen, key = request.form.getlist("version") or None, once("rotate-webhook")
    try:
        rotated = rotate_secret(actor(), webhook_id=webhook_id, expected=seen, once=key)
    except Outdated:
        said = _("This webhook has changed in the meantime. Check it before you continue.")
        return see_other(url_for("webhooks.ask_to_rotate", webhook_id=webhook_id), said)
    except Conflict as refusal:
        if not was_done(refusal):
            raise
        again = rotated_just_now(actor(), webhook_id, key)
        if again is None:
            said = _("That secret was already made. A secret is shown once.")
            return see_other(url_for("webhook.page", webhook_id=webhook_id), said)
        rotated = again
    view = one_of_them(webhook_id)
    return show("webhooks/rotated.html", view=view, rotated=rotated, zone=visitor_zone())


@blueprint.get("/admin/webhooks/<int:webhook_id>/remove")
@allowed(Permission.MANAGE_WEBHOOKS)
def ask_to_remove(webhook_id: int) -> Response:
    """What is lost with it."""
    return show("webhooks/remove.html", view=one_of_them(webhook_id))


@blueprint.post("/admin/webhooks/<int:webhook_id>/remove")
@allowed(Permission.MANAGE_WEBHOOKS)
def remove(webhook_id: int) -> Response:
    """Send nothing more."""
    view = one_of_them(webhook_id)
    remove_webhook(actor(), webhook_id=webhook_id)
    said = _("The webhook to %(url)s is removed.", url=view.webhook.url)
    return see_other(url_for("webhooks.page"), said)


def _added_already(key: Once) -> Response:
    again = added_just_now(actor(), key)
    if again is None:
        said = _("That webhook was already added. Its secret is shown once.")
        return see_other(url_for("webhooks.page"), said)
    added, url = again
    return show("webhooks/added.html", added=added, url=url)
