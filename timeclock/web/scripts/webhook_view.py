"""Webhooks as pages show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from flask import Response

from timeclock.errors import ProductError
from timeclock.ledger.editing import version_of
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.models import Pause, Purpose, Webhook, WebhookAttempt
from timeclock.outgoing.webhooks.queries import WebhookHealth, attempts, webhook, webhooks
from timeclock.outgoing.webhooks.service import version_facts, webhook_not_found
from timeclock.web.frame.answers import show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.visitor import actor
from timeclock.web.scripts.webhook_form import CODES, WebhookForm
from timeclock.web.wording.translation import gettext as _

_NEWEST = 50


@dataclass(frozen=True, slots=True)
class Sign:
    """How a webhook is: a sign of the page with its words."""

    kind: str
    words: str


@dataclass(frozen=True, slots=True)
class WebhookView:
    """One webhook with its sign, and what was sent to it lately."""

    webhook: Webhook
    sign: Sign
    standing: WebhookHealth
    log: Sequence[WebhookAttempt]

    @property
    def tells_everything(self) -> bool:
        """Whether it is told of all that there is."""
        return set(EVENTS) <= set(self.webhook.events)

    @property
    def old_secret_until(self) -> datetime | None:
        """Until when the secret before the present one signs too."""
        return self.webhook.old_secret_until(datetime.now(UTC))

    @property
    def version(self) -> str:
        """Names the state that is shown."""
        return version_of(version_facts(self.webhook))

    @property
    def waits(self) -> bool:
        """Whether something that was asked for has not been sent yet."""
        return any(row.sent_at is None for row in self.log)


def all_of_them() -> Sequence[WebhookView]:
    """The company's webhooks, the newest first."""
    return [
        WebhookView(each.webhook, _sign(each), each, ()) for each in webhooks(actor().workspace_id)
    ]


def one_of_them(webhook_id: int) -> WebhookView:
    """A webhook with its log. Raises NotFound."""
    found = webhook(actor().workspace_id, webhook_id)
    if found is None:
        raise webhook_not_found()
    log = attempts(actor().workspace_id, webhook_id, limit=_NEWEST)
    return WebhookView(found.webhook, _sign(found), found, log)


def form_page(
    form: WebhookForm,
    view: WebhookView | None,
    *,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    """Where to and what, of a new one or of one that is there."""
    note_fault(form, refusal, events="punches")
    return show(
        "webhooks/form.html", refusal=refusal, status=status, form=form, view=view, codes=CODES
    )


def said_of(row: WebhookAttempt) -> Sign:
    """The outcome of one message."""
    if row.sent_at is None:
        return Sign("break", _("waits to be sent"))
    if row.arrived:
        return Sign("working", _("accepted, %(status)s", status=row.status))
    if row.status is not None:
        return Sign("needs", _("rejected, %(status)s", status=row.status))
    return Sign("needs", row.fault or _("no answer"))


def words_for(purpose: Purpose) -> str:
    """Why something was sent, where someone asked for it."""
    words = {Purpose.TEST: _("test"), Purpose.REPLAY: _("sent again")}
    return words.get(purpose, "")


def _sign(standing: WebhookHealth) -> Sign:
    pause = standing.webhook.pause
    if pause is Pause.BY_HAND:
        return Sign("off", _("Paused"))
    if pause is not None:
        return Sign("needs", _("Stopped after failures"))
    if standing.failing:
        return Sign("needs", _("Failing"))
    return Sign("working", _("Active"))
