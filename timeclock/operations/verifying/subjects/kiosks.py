"""Kiosks: their clock, their credential, and whether they may be used."""

from timeclock.company.kiosks.models import Kiosk
from timeclock.company.people.accounts import token_mark
from timeclock.operations.verifying.expected import Book, Fields
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("name", clock="clock_id", code="code_mark", token="token_mark"),
    **plain(offered_by="offered_by_id"),
    "offered": ("offered_at", instant),
    "paired": ("paired_at", instant),
    "locked": ("locked_at", instant),
    "revoked": ("revoked_at", instant),
}


def replay(book: Book, entry: EntryFacts) -> None:
    """Each entry about one kiosk has all of its facts."""
    if "kiosk" in entry.after:
        rows = book[Kiosk.__tablename__]
        rows.put((entry.after["kiosk"],), entry.position, pick(entry.after, _FACTS))


def shape(row: Fields) -> Fields:
    """The hashes as entries keep them."""
    marks = {
        "code_mark": token_mark(row["code_hash"]) if row["code_hash"] else None,
        "token_mark": token_mark(row["token_hash"]) if row["token_hash"] else None,
    }
    return row | marks


SUBJECT = VerifiedTable(
    model=Kiosk,
    hears=frozenset({"kiosk"}),
    replay=replay,
    key=("id",),
    fields=(
        "clock_id",
        "name",
        "code_mark",
        "token_mark",
        "offered_by_id",
        "offered_at",
        "paired_at",
        "locked_at",
        "revoked_at",
        "code_hash",
        "token_hash",
    ),
    shape=shape,
)
