"""The sheets of many people of one period, taken in hand at once."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from timeclock.authority.actor import Actor
from timeclock.company.people.membership import member_not_found
from timeclock.ledger.recording import Head, lock_member
from timeclock.storage.transactions import Transaction
from timeclock.worktime.hours.sheet import Sheet
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.timesheets.approval.keeping import Taken, period_beginning
from timeclock.worktime.timesheets.approval.members_locked import lock_members
from timeclock.worktime.timesheets.approval.obstacles import Obstacle, read_obstacles
from timeclock.worktime.timesheets.approval.standing import Standings, read_standings
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.sheets import read_sheets


@dataclass(frozen=True, slots=True)
class TakenMany:
    """Sheets under the locks of the workspace and of their members; None is of everyone."""

    head: Head
    member_ids: Collection[int] | None
    basis: Basis
    standings: Standings

    @property
    def period(self) -> Period:
        """The days of them."""
        return self.standings.period

    def sheets(self, tx: Transaction) -> dict[int, Sheet]:
        """By member, the days as they add up now; of everyone only where there is time."""
        period = self.period
        return read_sheets(
            tx.connection,
            self.head.workspace_id,
            self.member_ids,
            period.first,
            period.after,
            self.head.received_at,
            basis=self.basis,
        )

    def obstacles(self, tx: Transaction) -> tuple[Obstacle, ...]:
        """What is in the way of them."""
        workspace_id, now = self.head.workspace_id, self.head.received_at
        return read_obstacles(
            tx.connection, workspace_id, self.member_ids, self.period, now, self.basis
        )

    def one(self, tx: Transaction, member_id: int) -> Taken:
        """One of them, with the place in the member's chain that an entry then has to fill."""
        head = lock_member(tx, self.head.workspace_id, member_id)
        if head is None:
            raise member_not_found()
        known = member_id in self.standings.stored
        return Taken(head, self.basis, self.standings.of(member_id), known)


def take_sheets(
    tx: Transaction,
    actor: Actor,
    head: Head,
    first_day: date,
    member_ids: Collection[int] | None = None,
) -> TakenMany:
    """Lock the chains of these members (None: of all), then read where their sheets stand.

    `head` is the workspace's own chain, which is locked before any member's. Raises NotFound for a
    member of no or another workspace, and Invalid `not_a_period`.
    """
    found = lock_members(tx, actor.workspace_id, member_ids)
    if member_ids is not None and len(found) < len(set(member_ids)):
        raise member_not_found()
    basis = read_basis(tx.connection, actor.workspace_id)
    period = period_beginning(first_day, basis.company_book)
    standings = read_standings(tx.connection, actor.workspace_id, member_ids, period)
    return TakenMany(head, member_ids, basis, standings)
