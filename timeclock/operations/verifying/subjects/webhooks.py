"""Webhooks: which addresses the company's events go to."""

from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts
from timeclock.outgoing.webhooks.models import Webhook

_FACTS = plain("url", "description", "events")


def replay(book: Book, entry: EntryFacts) -> None:
    """Where it leads, whether it is paused, and whether it is still there; not its secret."""
    rows, key, moment = book[Webhook.__tablename__], (entry.after["webhook"],), entry.received_at
    match entry.kind:
        case "webhook.added":
            new = {"created_by_id": entry.actor_id, "created_at": moment, "removed_at": None}
            fields = pick(entry.after, _FACTS) | new | {"paused_at": None, "paused_for": None}
        case "webhook.changed":
            fields = pick(entry.after, _FACTS)
        case "webhook.paused":
            fields = {"paused_at": moment, "paused_for": entry.after["because"]}
        case "webhook.resumed":
            fields = {"paused_at": None, "paused_for": None}
        case "webhook.removed":
            fields = {"removed_at": moment}
        case _:
            return
    rows.put(key, entry.position, fields)


SUBJECT = VerifiedTable(
    model=Webhook,
    hears=frozenset({"webhook"}),
    replay=replay,
    key=("id",),
    fields=(
        "url",
        "description",
        "events",
        "created_by_id",
        "created_at",
        "paused_at",
        "paused_for",
        "removed_at",
    ),
)
