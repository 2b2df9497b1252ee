"""One webhook: its log, a test, once more, a pause."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, flash, render_template, url_for

from timeclock.authority.permissions import Permission
from timeclock.outgoing.webhooks.asking import ask_for_replay, ask_for_test
from timeclock.outgoing.webhooks.service import pause_webhook, resume_webhook
from timeclock.web.frame.answers import answer, attempt, refuse, show
from timeclock.web.frame.guard import allowed, polled
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.scripts.webhook_view import one_of_them, said_of, words_for
from timeclock.web.wording.translation import gettext as _

_LOG, _WHOLE = "webhooks/_log.html", "webhooks/_whole.html"
blueprint = Blueprint("webhook", __name__, url_prefix="/admin/webhooks/<int:webhook_id>")


@blueprint.get("")
@allowed(Permission.MANAGE_WEBHOOKS)
def page(webhook_id: int) -> Response:
    """How it is, and what was sent."""
    return show("webhooks/webhook.html", **_shown(webhook_id))


@blueprint.get("/log")
@allowed(Permission.MANAGE_WEBHOOKS)
@polled
def log(webhook_id: int) -> str:
    """What was sent, asked for while something waits to be."""
    return render_template(_LOG, refusal=None, **_shown(webhook_id))


@blueprint.post("/test")
@allowed(Permission.MANAGE_WEBHOOKS)
def test(webhook_id: int) -> Response:
    """Have a message sent that says nothing."""
    # With the button itself: its next click needs a key of its own.
    return _ask(
        webhook_id,
        lambda: ask_for_test(actor(), webhook_id=webhook_id, once=once("test-webhook")),
        _WHOLE,
    )


@blueprint.post("/log/<int:attempt_id>/replay")
@allowed(Permission.MANAGE_WEBHOOKS)
def replay(webhook_id: int, attempt_id: int) -> Response:
    """Have a message sent once more."""
    key = once("replay-webhook")
    return _ask(
        webhook_id,
        lambda: ask_for_replay(actor(), webhook_id=webhook_id, attempt_id=attempt_id, once=key),
        _LOG,
    )


@blueprint.post("/pause")
@allowed(Permission.MANAGE_WEBHOOKS)
def pause(webhook_id: int) -> Response:
    """Send nothing for a while."""
    pause_webhook(actor(), webhook_id=webhook_id)
    flash(_("Nothing is sent there until you resume it."))
    return answer(_WHOLE, _url(webhook_id), refusal=None, **_shown(webhook_id))


@blueprint.post("/resume")
@allowed(Permission.MANAGE_WEBHOOKS)
def resume(webhook_id: int) -> Response:
    """Resume a webhook from where it stopped."""
    resume_webhook(actor(), webhook_id=webhook_id)
    flash(_("Waiting events are being sent."))
    return answer(_WHOLE, _url(webhook_id), refusal=None, **_shown(webhook_id))


def _ask(webhook_id: int, act: Callable[[], object], part: str) -> Response:
    return attempt(
        act,
        done=lambda _result: answer(part, _url(webhook_id), refusal=None, **_shown(webhook_id)),
        refused=lambda refusal: refuse(
            refusal, part, "webhooks/webhook.html", refusal=refusal, **_shown(webhook_id)
        ),
    )


def _url(webhook_id: int) -> str:
    return url_for("webhook.page", webhook_id=webhook_id)


def _shown(webhook_id: int) -> dict[str, Any]:
    return {
        "view": one_of_them(webhook_id),
        "zone": visitor_zone(),
        "said_of": said_of,
        "words_for": words_for,
    }
