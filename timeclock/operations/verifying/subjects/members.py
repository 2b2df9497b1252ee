"""Members: their roles, whether they may act, and what the company calls them."""

from collections.abc import Mapping
from typing import Any

from timeclock.company.people.models import Member
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts, instant

_FACTS = {
    **plain("role", user="account_id"),
    "joined": ("joined_at", instant),
    "accepted": ("accepted_at", instant),
    "deactivated": ("deactivated_at", instant),
}
_CALLED = plain("name", "external_id", number="employee_number")


def replay(book: Book, entry: EntryFacts) -> None:
    """An entry in the company's chain has the facts of one member, its text the name."""
    rows = book[Member.__tablename__]
    if entry.kind == "workspace.opened":
        owner = entry.after.get("owner_facts", {"role": "owner"})
        rows.put((entry.after["owner"],), entry.position, pick(owner, _FACTS) | _called(entry))
    elif entry.subject == "member":
        key = (entry.after["member"],)
        rows.put(key, entry.position, pick(entry.after, _FACTS) | _called(entry))
        if entry.erased:
            rows.forget(key, "name", "employee_number", "external_id")


def _called(entry: EntryFacts) -> dict[str, Any]:
    said: Mapping[str, Any] = entry.said.get("after", entry.said)
    # Where the name is told, all of it is: what was not known then, or is none, is left out.
    return pick({"external_id": None, **said} if said else said, _CALLED)


SUBJECT = VerifiedTable(
    model=Member,
    hears=frozenset({"workspace", "member"}),
    replay=replay,
    key=("id",),
    fields=(
        "account_id",
        "role",
        "joined_at",
        "accepted_at",
        "deactivated_at",
        "name",
        "employee_number",
        "external_id",
    ),
    seconds=frozenset({"joined_at", "accepted_at", "deactivated_at"}),
    unsettled=frozenset({"accepted_at"}),
)
