"""flask webhooks: which programs are told what happens."""

from datetime import UTC, datetime

import click

from timeclock.cli.help import TerminalGroup
from timeclock.cli.lookups import find_workspace, operator_at
from timeclock.cli.options import workspace_option
from timeclock.cli.terminal import CommandResult, answering, listed
from timeclock.messages import N_, CountedSentence, Sentence
from timeclock.outgoing.webhooks import asking, queries, service
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.models import Pause, Purpose, WebhookAttempt
from timeclock.outgoing.webhooks.queries import WebhookHealth
from timeclock.outgoing.webhooks.rotating import rotate_secret
from timeclock.timekeeping import utc_text

group = TerminalGroup("webhooks", help=N_("The webhooks of a company."))
_webhook_option = click.option(
    "--webhook", "webhook_id", type=int, required=True, help=N_("The webhook's number, as listed.")
)


@group.command("add")
@workspace_option
@click.option("--url", required=True, help=N_("Where to: an address that begins with https://."))
@click.option(
    "--event",
    "events",
    multiple=True,
    metavar="EVENT",
    help=N_("An event to send, such as shift.clocked_in; may be given again. All unless given."),
)
@click.option("--description", default="", help=N_("What it is for."))
@answering
def add(*, workspace: str, url: str, events: tuple[str, ...], description: str) -> CommandResult:
    """Add a webhook. Its secret is printed once and cannot be read again."""
    added = service.add_webhook(
        operator_at(workspace), url=url, events=events or EVENTS, description=description
    )
    return CommandResult(added.secret, {"webhook_id": added.webhook_id, "secret": added.secret})


@group.command("list")
@workspace_option
@answering
def show(*, workspace: str) -> CommandResult:
    """List the webhooks of a company and how they are."""
    found, now = queries.webhooks(find_workspace(workspace).id), datetime.now(UTC)
    rows = [
        (str(each.webhook.id), each.webhook.url, each.webhook.description, _state(each))
        for each in found
    ]
    facts = [
        {
            "webhook_id": each.webhook.id,
            "url": each.webhook.url,
            "description": each.webhook.description,
            "events": list(each.webhook.events),
            "paused_at": each.webhook.paused_at,
            "paused_for": each.webhook.paused_for,
            "failing_chains": each.failing,
            "failing_since": each.failing_since,
            "rotated_at": each.webhook.rotated_at,
            "old_secret_until": each.webhook.old_secret_until(now),
        }
        for each in found
    ]
    headings = (N_("id"), N_("url"), N_("description"), N_("state"))
    text = listed(headings, rows, none=N_("There is no webhook yet."))
    return CommandResult(text, {"webhooks": facts})


@group.command("log")
@workspace_option
@_webhook_option
@answering
def log(*, workspace: str, webhook_id: int) -> CommandResult:
    """List what was sent to a webhook, the newest first."""
    workspace_id = find_workspace(workspace).id
    if queries.webhook(workspace_id, webhook_id) is None:
        raise service.webhook_not_found()
    found = queries.attempts(workspace_id, webhook_id, limit=200)
    rows = [
        (str(row.id), utc_text(row.sent_at or row.asked_at), row.kind, _purpose(row), _end(row))
        for row in found
    ]
    facts = [
        {
            "attempt_id": row.id,
            "event": row.kind,
            "purpose": row.purpose.value,
            "message_id": row.message_id,
            "sent_at": row.sent_at,
            "status": row.status,
            "fault": row.fault,
        }
        for row in found
    ]
    headings = (N_("id"), N_("when"), N_("event"), N_("purpose"), N_("answer"))
    text = listed(headings, rows, none=N_("Nothing was sent yet."))
    return CommandResult(text, {"attempts": facts})


@group.command("test")
@workspace_option
@_webhook_option
@answering
def test(*, workspace: str, webhook_id: int) -> CommandResult:
    """Send a test message; the log shows the answer."""
    attempt_id = asking.ask_for_test(operator_at(workspace), webhook_id=webhook_id)
    return CommandResult(Sentence("The server sends a test."), {"attempt_id": attempt_id})


@group.command("replay")
@workspace_option
@_webhook_option
@click.option("--attempt", "attempt_id", type=int, required=True, help=N_("As the log numbers it."))
@answering
def replay(*, workspace: str, webhook_id: int, attempt_id: int) -> CommandResult:
    """Send a message again."""
    asked_id = asking.ask_for_replay(
        operator_at(workspace), webhook_id=webhook_id, attempt_id=attempt_id
    )
    return CommandResult(Sentence("The server sends it again."), {"attempt_id": asked_id})


@group.command("pause")
@workspace_option
@_webhook_option
@answering
def pause(*, workspace: str, webhook_id: int) -> CommandResult:
    """Pause a webhook; what happens meanwhile is sent when it is resumed."""
    service.pause_webhook(operator_at(workspace), webhook_id=webhook_id)
    return CommandResult(
        Sentence("Webhook %(webhook)s is paused.", webhook=webhook_id),
        {"webhook_id": webhook_id, "paused": True},
    )


@group.command("resume")
@workspace_option
@_webhook_option
@answering
def resume(*, workspace: str, webhook_id: int) -> CommandResult:
    """Resume a webhook from where it stopped."""
    service.resume_webhook(operator_at(workspace), webhook_id=webhook_id)
    return CommandResult(
        Sentence("Webhook %(webhook)s is active.", webhook=webhook_id),
        {"webhook_id": webhook_id, "paused": False},
    )


@group.command("rotate")
@workspace_option
@_webhook_option
@answering
def rotate(*, workspace: str, webhook_id: int) -> CommandResult:
    """Sign with a new secret, which is printed once; for 24 hours the present one signs too."""
    rotated = rotate_secret(operator_at(workspace), webhook_id=webhook_id)
    facts = {"webhook_id": webhook_id, "old_secret_until": rotated.old_secret_until}
    return CommandResult(rotated.secret, facts | {"secret": rotated.secret})


@group.command("remove")
@workspace_option
@_webhook_option
@answering
def remove(*, workspace: str, webhook_id: int) -> CommandResult:
    """Remove a webhook, with its secret and its log."""
    service.remove_webhook(operator_at(workspace), webhook_id=webhook_id)
    return CommandResult(
        Sentence("Webhook %(webhook)s is removed.", webhook=webhook_id),
        {"webhook_id": webhook_id, "removed": True},
    )


_PAUSES = {
    Pause.BY_HAND: N_("paused by hand"),
    Pause.FAILED: N_("paused because it failed"),
    Pause.GONE: N_("paused because the address is gone"),
}
_PURPOSES = {
    Purpose.DELIVERY: N_("delivery"),
    Purpose.TEST: N_("test"),
    Purpose.REPLAY: N_("replay"),
}


def _state(health: WebhookHealth) -> Sentence:
    if health.webhook.pause is not None:
        return Sentence(_PAUSES[health.webhook.pause])
    if health.failing:
        return CountedSentence(
            "failing in %(num)s chain", "failing in %(num)s chains", health.failing
        )
    return Sentence("active")


def _purpose(row: WebhookAttempt) -> Sentence:
    return Sentence(_PURPOSES[row.purpose])


def _end(row: WebhookAttempt) -> str | Sentence:
    if row.sent_at is None:
        return Sentence("waiting")
    return row.fault or str(row.status)
