"""What sheets of hours stand on, remembered for as long as the company changes none of it."""

from timeclock.storage.transactions import db
from timeclock.web.clock.panel import Person
from timeclock.web.frame.remembered import remembered
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis


def basis_of(person: Person) -> Basis:
    """Rules, zones, limits and names of the person's company."""
    return remembered(
        person.workspace_id,
        person.settings,
        "basis",
        lambda: read_basis(db.session.connection(), person.workspace_id),
    )
