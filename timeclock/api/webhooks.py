"""Webhooks: which programs are told what happens, and the outcome."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies.paging import Paged
from timeclock.api.bodies.plain import Nothing
from timeclock.api.bodies.webhooks import AddedBody, Changed
from timeclock.api.pages import after, page
from timeclock.api.shapes import webhooks as shapes
from timeclock.api.versions import expected, versioned
from timeclock.authority.permissions import Permission, demand
from timeclock.outgoing.webhooks import asking, queries, service
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.queries import WebhookHealth
from timeclock.outgoing.webhooks.rotating import rotate_secret
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer, no_content
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.once import once, repeats

blueprint = Blueprint("webhooks", __name__)
ALL = f"{BASE}/webhooks"
ONE = f"{ALL}/<webhook>"
_URL = "https://example.com/timeclock"
_ADD = Call(
    takes=AddedBody,
    gives=shapes.NewWebhook,
    status=201,
    etag=True,
    headers={"Location": "Where the webhook is told of."},
    example={"url": _URL, "events": ["shift.clocked_in", "shift.clocked_out"]},
)
_CHANGE = Call(
    takes=Changed, gives=shapes.OneWebhook, etag=True, example={"description": "Payroll"}
)
_ACT = Call(takes=Nothing, gives=shapes.OneWebhook, etag=True)
_ROTATE = Call(takes=Nothing, gives=shapes.NewWebhook, etag=True)
_ASK = Call(takes=Nothing, gives=shapes.OneAttempt, status=202)


@answers(blueprint, "GET", ALL, call=Call(gives=shapes.Webhooks))
def listed() -> Response:
    """The company's webhooks, the newest first."""
    actor = caller()
    demand(actor, Permission.MANAGE_WEBHOOKS)
    found = queries.webhooks(actor.workspace_id)
    users = users_of(actor, [each.webhook.created_by_id for each in found])
    now = datetime.now(UTC)
    said = [shapes.webhook(each, users, now) for each in found]
    return json_answer(shapes.Webhooks(webhooks=said, known_events=list(EVENTS)))


@answers(blueprint, "POST", ALL, call=_ADD)
def add() -> Response:
    """Tell an address of events from now on; the secret is shown this once."""
    body = body_of(AddedBody)
    added = service.add_webhook(
        caller(), url=body.url, events=body.events, description=body.description, once=once()
    )
    answer = _secret_answer(added.webhook_id, added.secret, 201)
    answer.headers["Location"] = shapes.address(added.webhook_id)
    return answer


@answers(blueprint, "GET", ONE, call=Call(gives=shapes.OneWebhook, etag=True))
def shown(webhook: str) -> Response:
    """Where it goes, and whether its messages are taken."""
    return _answer(id_in(webhook))


@answers(blueprint, "PATCH", ONE, call=_CHANGE)
def change(webhook: str) -> Response:
    """Tell another address, or of other events; what waits goes there too."""
    given = body_of(Changed).model_dump(exclude_unset=True)
    return _acted(service.change_webhook, webhook, **given)


@answers(blueprint, "DELETE", ONE, call=Call(status=204, etag=True))
def remove(webhook: str) -> Response:
    """Send nothing more, and forget its secret and its log."""
    actor = caller()
    demand(actor, Permission.MANAGE_WEBHOOKS)
    acted = act(
        lambda key: service.remove_webhook(
            actor, webhook_id=id_in(webhook), expected=expected(), once=key
        )
    )
    return marked_if(no_content(), repeats=acted.replayed)


@answers(blueprint, "POST", f"{ONE}/pause", call=_ACT)
def pause(webhook: str) -> Response:
    """Pause a webhook; what happens meanwhile is sent when it is resumed."""
    body_of(Nothing)
    return _acted(service.pause_webhook, webhook)


@answers(blueprint, "POST", f"{ONE}/resume", call=_ACT)
def resume(webhook: str) -> Response:
    """Send again, from where it stopped; what failed is tried at once."""
    body_of(Nothing)
    return _acted(service.resume_webhook, webhook)


@answers(blueprint, "POST", f"{ONE}/rotate", call=_ROTATE)
def rotate(webhook: str) -> Response:
    """Sign with a new secret, which is shown this once; for 24 hours the present one signs too.

    Rotating again within them ends the older one. The same call sent again is refused with
    `already_done`.
    """
    body_of(Nothing)
    rotated = rotate_secret(caller(), webhook_id=id_in(webhook), expected=expected(), once=once())
    return _secret_answer(rotated.webhook_id, rotated.secret, 200)


@answers(blueprint, "POST", f"{ONE}/test", call=_ASK)
def test(webhook: str) -> Response:
    """Have a message sent that says nothing, also while it is paused; the log tells its outcome."""
    body_of(Nothing)
    actor, asked_once, webhook_id = caller(), once(), id_in(webhook)
    repeated = repeats(actor, asked_once)
    attempt_id = asking.ask_for_test(actor, webhook_id=webhook_id, once=asked_once)
    return marked_if(_attempt(webhook_id, attempt_id, 202), repeats=repeated)


@answers(blueprint, "GET", f"{ONE}/attempts", call=Call(asks=Paged, gives=shapes.Attempts))
def log(webhook: str) -> Response:
    """What was sent, newest first; the last 200 messages are kept."""
    query, webhook_id = query_as(Paged), id_in(webhook)
    _standing(webhook_id)
    found = queries.attempts(
        caller().workspace_id,
        webhook_id,
        before=after(query.cursor) or None,
        limit=query.limit + 1,
    )
    listed = page(found, query.limit, lambda each: each.id)
    said = [shapes.attempt(row) for row in listed.items]
    return json_answer(shapes.Attempts(attempts=said, next_cursor=listed.next_cursor))


@answers(blueprint, "GET", f"{ONE}/attempts/<attempt>", call=Call(gives=shapes.OneAttempt))
def one_attempt(webhook: str, attempt: str) -> Response:
    """One message of the log."""
    _standing(id_in(webhook))
    return _attempt(id_in(webhook), id_in(attempt), 200)


@answers(blueprint, "POST", f"{ONE}/attempts/<attempt>/replay", call=_ASK)
def replay(webhook: str, attempt: str) -> Response:
    """Have a message sent once more, with the id that it had, out of its order."""
    body_of(Nothing)
    actor, asked_once, webhook_id = caller(), once(), id_in(webhook)
    repeated = repeats(actor, asked_once)
    attempt_id = asking.ask_for_replay(
        actor, webhook_id=webhook_id, attempt_id=id_in(attempt), once=asked_once
    )
    return marked_if(_attempt(webhook_id, attempt_id, 202), repeats=repeated)


def _acted(edit: Callable[..., None], webhook: str, **given: Any) -> Response:
    actor, webhook_id = caller(), id_in(webhook)
    demand(actor, Permission.MANAGE_WEBHOOKS)
    acted = act(
        lambda key: edit(actor, webhook_id=webhook_id, expected=expected(), once=key, **given)
    )
    return _answer(webhook_id, repeats=acted.replayed)


def _standing(webhook_id: int) -> WebhookHealth:
    actor = caller()
    demand(actor, Permission.MANAGE_WEBHOOKS)
    found = queries.webhook(actor.workspace_id, webhook_id)
    if found is None:
        raise service.webhook_not_found()
    return found


def _shape(standing: WebhookHealth) -> shapes.WebhookJson:
    users = users_of(caller(), [standing.webhook.created_by_id])
    return shapes.webhook(standing, users, datetime.now(UTC))


def _secret_answer(webhook_id: int, secret: str, status: int) -> Response:
    """A webhook with a secret that no one can be told of again."""
    found = _standing(webhook_id)
    said = shapes.NewWebhook(webhook=_shape(found), secret=secret)
    return versioned(said, service.version_facts(found.webhook), status)


def _answer(webhook_id: int, *, repeats: bool = False) -> Response:
    found = _standing(webhook_id)
    said = shapes.OneWebhook(webhook=_shape(found))
    return marked_if(versioned(said, service.version_facts(found.webhook)), repeats=repeats)


def _attempt(webhook_id: int, attempt_id: int, status: int) -> Response:
    found = queries.attempt(caller().workspace_id, webhook_id, attempt_id)
    if found is None:
        raise asking.attempt_not_found()
    return json_answer(shapes.OneAttempt(attempt=shapes.attempt(found)), status)
