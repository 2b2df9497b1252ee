"""A company whose webhooks may go to loopback, and one webhook of Olive's."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.fixtures.company import Company, CompanyMember
from tests.fixtures.receiver import Message, Receiver
from timeclock.outgoing.webhooks import reach
from timeclock.outgoing.webhooks.courier import serve
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.queries import WebhookHealth, webhook
from timeclock.outgoing.webhooks.service import AddedWebhook, add_webhook


@dataclass
class WebhookWithReceiver:
    """A webhook of every event, and the program behind it."""

    company: Company
    receiver: Receiver
    added: AddedWebhook

    def deliver(self) -> int:
        """Send what is due, as the server would a moment later."""
        return serve(self.company.workspace_id, self.added.webhook_id)

    @property
    def standing(self) -> WebhookHealth:
        found = webhook(self.company.workspace_id, self.added.webhook_id)
        assert found is not None
        return found

    def taken(self, of: CompanyMember | None = None) -> list[str]:
        """The events that arrived, in their order; those about one person."""
        return [each.said["type"] for each in self.messages(of)]

    def messages(self, of: CompanyMember | None = None) -> list[Message]:
        return [
            each
            for each in self.receiver.taken
            if of is None or each.said["user_id"] == of.account_id
        ]


@pytest.fixture
def private_allowed(company_app: Flask) -> Iterator[None]:
    """What an operator allows with a setting."""
    reach.prepare(company_app, private=True)
    yield
    reach.prepare(company_app, private=False)


@pytest.fixture
def hook(company: Company, receiver: Receiver, private_allowed: None) -> WebhookWithReceiver:
    """Everything is told to the receiver."""
    added = add_webhook(company.olive.actor, url=receiver.url, events=EVENTS)
    return WebhookWithReceiver(company, receiver, added)
