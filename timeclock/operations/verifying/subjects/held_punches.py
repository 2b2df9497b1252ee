"""Punches that kiosks kept: what they say, why they were held, and what was decided."""

from timeclock.company.kiosks.offline_models import HeldPunch
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("number", "last_number", "act", "reason", "decision"),
    **plain(of_kiosk="kiosk_id", of_key="key_id", clock="clock_id", member="member_id"),
    **plain(job="job_id", break_kind="kind_id"),
    "moment": ("moment_at", instant),
}


def replay(book: Book, entry: EntryFacts) -> None:
    """Each entry has all facts of one punch; the second one is the decision."""
    rows, key = book[HeldPunch.__tablename__], (entry.after["punch"],)
    if entry.kind == "kiosk_punch.held":
        state: Fields = {
            "received_at": entry.received_at,
            "decided_at": None,
            "decided_by_id": None,
        }
    else:
        state = {"decided_at": entry.received_at, "decided_by_id": entry.actor_id}
    rows.put(key, entry.position, pick(entry.after, _FACTS) | state)


SUBJECT = VerifiedTable(
    model=HeldPunch,
    hears=frozenset({"kiosk_punch"}),
    replay=replay,
    key=("id",),
    fields=(
        "kiosk_id",
        "key_id",
        "number",
        "last_number",
        "clock_id",
        "member_id",
        "act",
        "moment_at",
        "job_id",
        "kind_id",
        "reason",
        "received_at",
        "decision",
        "decided_at",
        "decided_by_id",
    ),
)
