"""Webhooks for the table of addresses: Olive's and Nora's, each with a message in its log."""

from tests.fixtures.cast import Cast
from tests.fixtures.webhooks import webhook_with_a_log


def webhook_objects(cast: Cast) -> dict[str, dict[str, object]]:
    """What addresses name, by the name of their part of the address."""
    ours, sent = webhook_with_a_log(cast.olive.actor)
    foreign, foreign_sent = webhook_with_a_log(cast.nora.actor)
    return {
        "webhook_id": {"ours": ours, "foreign": foreign},
        "attempt_id": {"sent": sent, "foreign": foreign_sent},
    }
