"""The settings of a company."""

from timeclock.company.workspaces.models import Workspace
from timeclock.operations.verifying.expected import Book
from timeclock.operations.verifying.subject import Subject
from timeclock.operations.verifying.subjects.picking import pick, plain
from timeclock.operations.verifying.told import Told

_NAMES = plain("name", "zone", "location_on", "tolerance")


def replay(book: Book, entry: Told) -> None:
    """Each entry has all settings."""
    if entry.kind in ("workspace.opened", "workspace.changed"):
        rows = book[Workspace.__tablename__]
        rows.put((book.workspace_id,), entry.position, pick(entry.after, _NAMES))


SUBJECT = Subject(
    model=Workspace,
    hears=frozenset({"workspace"}),
    replay=replay,
    key=("id",),
    fields=("name", "zone", "location_on", "tolerance"),
)
