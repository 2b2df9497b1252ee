"""The settings of a company."""

from timeclock.company.workspaces.models import Workspace
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import EntryFacts

_NAMES = plain("name", "zone", "location_on", "tolerance")


def replay(book: Book, entry: EntryFacts) -> None:
    """Each entry has all settings."""
    if entry.kind in ("workspace.opened", "workspace.changed"):
        rows = book[Workspace.__tablename__]
        rows.put((book.workspace_id,), entry.position, pick(entry.after, _NAMES))


SUBJECT = VerifiedTable(
    model=Workspace,
    hears=frozenset({"workspace"}),
    replay=replay,
    key=("id",),
    fields=("name", "zone", "location_on", "tolerance"),
)
