"""The person whose pages these are: who they are, their shifts and their rules."""

from dataclasses import dataclass

from timeclock.authority.actor import Actor
from timeclock.company.people.sessions import Visitor
from timeclock.errors import NotAllowed
from timeclock.storage.transactions import db
from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.remembered import remembered
from timeclock.web.frame.visitor import visitor_zone
from timeclock.worktime.shifts.forgetting import shift_not_found
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis


@dataclass(frozen=True, slots=True)
class Person:
    """Whose clock it is: a member of the chosen company, in the zone that they live by.

    `position` is that of the newest entry about the person when the request came; 0 where another
    person looks.
    """

    actor: Actor
    member_id: int
    chain_id: int
    position: int
    zone: str
    settings: bytes

    @classmethod
    def of(cls, visitor: Visitor) -> "Person":
        """The visitor as a member. Raises NotAllowed where no company is chosen."""
        if visitor.member_id is None or visitor.chain_id is None:
            raise NotAllowed("no_workspace", "Choose a company first.")
        zone, settings = visitor_zone(visitor), visitor.settings or b""
        return cls(
            visitor.actor(),
            visitor.member_id,
            visitor.chain_id,
            visitor.position,
            zone,
            settings,
        )

    @classmethod
    def seen_by(cls, visitor: Visitor, member_id: int, chain_id: int, zone: str) -> "Person":
        """Another member, as the visitor sees them: with the company's settings of this moment."""
        return cls(visitor.actor(), member_id, chain_id, 0, zone, visitor.settings or b"")

    @property
    def workspace_id(self) -> int:
        """The company."""
        return self.actor.workspace_id


def own_shift(person: Person, number: str | None) -> ShiftRecord:
    """The person's shift of that id. Raises NotFound for someone else's as for none."""
    found = shift(person.workspace_id, number_or_none(number) or 0)
    if found is None or found.member_id != person.member_id or found.voided:
        raise shift_not_found()
    return found


def basis_of(person: Person) -> Basis:
    """Rules, zones, limits and names of the person's company."""
    return remembered(
        person.workspace_id,
        person.settings,
        "basis",
        lambda: read_basis(db.session.connection(), person.workspace_id),
    )
