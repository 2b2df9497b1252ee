"""From the tables before it: a webhook goes on with the one secret that it has."""

from datetime import UTC, datetime

from flask import Flask
from sqlalchemy import text

from tests.operations.migrations.conftest import upgrade_to
from tests.operations.migrations.test_late_spans import COMPANY
from timeclock.operations.upgrading import upgrade
from timeclock.outgoing.webhooks.models import Webhook
from timeclock.storage.transactions import db, transaction

WEBHOOK = (
    "INSERT INTO webhook"
    " (workspace_id, id, url, description, events, secret, created_at, silences)"
    " VALUES (1, 1, 'https://example.com/', '', '[]', :secret, '2026-01-01', 0)"
)


def test_a_webhook_keeps_its_secret_and_signs_with_it_alone(bare: Flask) -> None:
    upgrade_to("0006")
    with db.engine.begin() as connection:
        connection.execute(text(COMPANY))
        connection.execute(text(WEBHOOK), {"secret": b"a secret"})
    upgrade()
    row = transaction(lambda tx: tx.session.get_one(Webhook, (1, 1)))()
    assert (row.former_secret, row.rotated_at) == (None, None)
    assert row.secrets(datetime.now(UTC)) == (b"a secret",)
