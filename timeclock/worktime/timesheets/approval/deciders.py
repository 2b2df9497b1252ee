"""Who decides about a timesheet, by the clocks at which its time was worked.

A manager decides about a timesheet when they manage every clock that was worked at in its period.
Where no time was worked, they decide if the person is assigned to one of their clocks. Executive
managers and owners decide about every timesheet. No one decides about their own while another may.
"""

from collections.abc import Collection, Mapping
from functools import cached_property

from sqlalchemy import Connection

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, may
from timeclock.company.clocks.approvers import (
    decides_at_all,
    members_decided_by,
    someone_else_decides,
    who_decides,
)
from timeclock.company.clocks.queries import read_managed_clock_ids
from timeclock.company.people.membership import member_not_found
from timeclock.errors import NotAllowed, ProductError
from timeclock.messages import N_, Listed, Sentence
from timeclock.worktime.hours.sheet import Sheet

MOST_NAMES = 3


class Deciders:
    """The rule for one actor; what they manage is read once, and only where it matters."""

    def __init__(self, connection: Connection, actor: Actor) -> None:
        self._connection, self._actor = connection, actor
        self._above = may(actor, Permission.SEE_EVERYONE)

    @cached_property
    def _managed(self) -> frozenset[int]:
        actor = self._actor
        return read_managed_clock_ids(self._connection, actor.workspace_id, actor.member_id or 0)

    @cached_property
    def _members(self) -> frozenset[int]:
        return members_decided_by(self._connection, self._actor) or frozenset()

    @property
    def needs_sheets(self) -> bool:
        """Whether the answer depends on where time was worked."""
        return not self._above

    def decides(self, member_id: int, sheet: Sheet | None) -> bool:
        """Whether the actor manages every clock of someone's sheet, or is above."""
        own = member_id == self._actor.member_id
        return self._above or own or not (sheet.clock_ids if sheet else set()) - self._managed

    def refusal(self, member_id: int, sheet: Sheet | None) -> ProductError | None:
        """Why the actor may not decide about someone's sheet; None where they may.

        Raises NotFound for a sheet that does not exist for the actor. None is an empty sheet.
        """
        if self._above or member_id == self._actor.member_id:
            return None
        clock_ids = sheet.clock_ids if sheet else frozenset()
        if not clock_ids & self._managed and member_id not in self._members:
            raise member_not_found()
        if self.decides(member_id, sheet):
            return None
        return not_every_clock(self.names(member_id, clock_ids))

    def others_decide(self, sheet: Sheet | None) -> bool:
        """Whether someone else may decide about the actor's own sheet, so that they do not."""
        own = self._actor.member_id
        if own is None:
            return False
        if sheet is None or not sheet.clock_ids:
            return someone_else_decides(self._connection, self._actor.workspace_id, None, own)
        return decides_at_all(self._connection, self._actor.workspace_id, sheet.clock_ids, own)

    def names(self, member_id: int, clock_ids: Collection[int]) -> tuple[str, ...]:
        """A few of those who decide about someone's sheet with time at these clocks."""
        return who_decides(
            self._connection, self._actor.workspace_id, clock_ids, member_id, most=MOST_NAMES
        )


def refusals(
    connection: Connection,
    actor: Actor,
    member_ids: Collection[int],
    sheets: Mapping[int, Sheet],
) -> dict[int, ProductError]:
    """Whose sheets are not the actor's to decide about, and why.

    Raises NotFound if one of them does not exist for the actor.
    """
    deciders, own = Deciders(connection, actor), actor.member_id
    found = {who: deciders.refusal(who, sheets.get(who)) for who in member_ids}
    if own in found and deciders.others_decide(sheets.get(own)):
        found[own] = own_decision()
    return {who: refusal for who, refusal in found.items() if refusal is not None}


def own_decision() -> NotAllowed:
    """The refusal to decide about one's own sheet."""
    return NotAllowed("own_decision", "Another person must decide about your own timesheet.")


def not_every_clock(names: Collection[str]) -> NotAllowed:
    """The refusal to decide about time at a clock that the actor does not manage."""
    return NotAllowed(
        "not_every_clock",
        "Part of this time was worked at a time clock that you do not manage. %(who)s",
        who=who_can(names),
    )


def who_can(names: Collection[str]) -> Sentence:
    """Who decides instead, by name."""
    if not names:
        return Sentence(N_("An executive manager or an owner can decide about it."))
    return Sentence(N_("Ask one of these people: %(names)s."), names=Listed(tuple(names)))
