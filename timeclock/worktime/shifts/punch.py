"""A punch as a value: who acts, what is known under the lock, and what is recorded."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import wraps
from typing import ParamSpec

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.pay_rules.rule_book import read_book_of
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.company.people.membership import member_not_found
from timeclock.errors import Conflict, Invalid, NotAllowed
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import EntryContext, Head, record
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import Interval, elapsed
from timeclock.timekeeping import zone as known_zone
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.answering import Act, Punched, answer_again
from timeclock.worktime.shifts.closed_days import demand_open_days
from timeclock.worktime.shifts.details import Whereabouts
from timeclock.worktime.shifts.record import Place, ShiftRecord, UnconfirmedEnd, newly_said
from timeclock.worktime.shifts.reopening import changes_time, reopen_first
from timeclock.worktime.shifts.situation import Situation, load_situation
from timeclock.worktime.shifts.storing import store_change

P = ParamSpec("P")


class AnsweredBefore(Exception):
    """The request is a repeat; `answer` is the first one."""

    def __init__(self, answer: Punched) -> None:
        super().__init__()
        self.answer = answer


def answers_once(use_case: Callable[P, Punched]) -> Callable[P, Punched]:
    """Make a use case answer a repeated request with its first answer. It records nothing again."""

    @wraps(use_case)
    def run(*args: P.args, **kwargs: P.kwargs) -> Punched:
        try:
            return use_case(*args, **kwargs)
        except AnsweredBefore as repeat:
            return repeat.answer

    return run


@dataclass(frozen=True, slots=True)
class Punch:
    """One act on a member's chain, inside the transaction that holds the chain's lock.

    `shift` is the shift that the act is about: the open one, unless `on_shift` names another.
    `once` is the idempotency key that the recorded entry remembers.
    """

    tx: Transaction
    actor: Actor
    situation: Situation
    once: Once | None = None
    _books: list[RuleBook] = field(default_factory=list, compare=False, repr=False)

    @classmethod
    def begin(
        cls,
        tx: Transaction,
        actor: Actor,
        member_id: int | None,
        permission: Permission = Permission.PUNCH_FOR_OTHERS,
        *,
        clock_id: int | None = None,
        job_id: int | None = None,
        kind_id: int | None = None,
        once: Once | None = None,
    ) -> "Punch":
        """Lock the chain of a member, the actor's own if none is named, and read the situation.

        Raises NotAllowed where the actor's role or key lacks the permission, otherwise as
        `begin_for` does.
        """
        who = actor.member_id if member_id is None else member_id
        if who is None:
            raise Invalid("required", "Name the person whose clock it is.", field="member_id")
        demand(actor, Permission.PUNCH if who == actor.member_id else permission)
        return cls.begin_for(
            tx, actor, who, clock_id=clock_id, job_id=job_id, kind_id=kind_id, once=once
        )

    @classmethod
    def begin_for(
        cls,
        tx: Transaction,
        actor: Actor,
        member_id: int,
        *,
        clock_id: int | None = None,
        job_id: int | None = None,
        kind_id: int | None = None,
        once: Once | None = None,
    ) -> "Punch":
        """`begin` without a check of permission.

        Raises AnsweredBefore for a repeated request, NotFound for an unknown member, and KeyReused.
        """
        situation = load_situation(
            tx, actor, member_id, clock_id=clock_id, job_id=job_id, kind_id=kind_id, once=once
        )
        if situation.answered:
            tx.discard()
            raise AnsweredBefore(answer_again(tx, actor.workspace_id, *situation.answered))
        return cls(tx, actor, situation, once)

    def begin_next(self, *, clock_id: int | None = None, job_id: int | None = None) -> "Punch":
        """The next act of the same request, after this one is recorded."""
        member_id = self.situation.member_id
        situation = load_situation(self.tx, self.actor, member_id, clock_id=clock_id, job_id=job_id)
        return replace(self, situation=situation)

    def without_key(self) -> "Punch":
        """The same act, for a request whose last act remembers the idempotency key."""
        return replace(self, once=None)

    def on_shift(self, shift: ShiftRecord | None) -> "Punch":
        """The same act about another shift than the open one."""
        return replace(self, situation=replace(self.situation, shift=shift))

    @property
    def shift(self) -> ShiftRecord | None:
        """The shift that the act is about."""
        return self.situation.shift

    @property
    def now(self) -> datetime:
        """The moment of the act, in whole seconds."""
        return self.situation.now

    @property
    def received_at(self) -> datetime:
        """When the server received the act, with microseconds."""
        return self.situation.head.received_at

    @property
    def workspace_id(self) -> int:
        """The company."""
        return self.actor.workspace_id

    @property
    def rule_book(self) -> RuleBook:
        """The rules of the member, read once for all acts of a request."""
        if not self._books:
            self._books.append(
                read_book_of(self.tx.connection, self.workspace_id, self.situation.member_id)
            )
        return self._books[0]

    @property
    def is_late(self) -> bool:
        """Whether the shift under way is forgotten: it is longer than its clock's limit."""
        shift, limit = self.shift, self.situation.limit
        return shift is not None and rules.is_forgotten(shift.timeline, limit, self.now)

    @property
    def is_own(self) -> bool:
        """Whether the actor punches for themselves."""
        return self.actor.member_id == self.situation.member_id

    @property
    def is_vouched(self) -> bool:
        """Whether a kiosk vouches for the moment: it recorded the act itself, and signed that."""
        return self.actor.acted_at is not None

    @property
    def may_correct(self) -> bool:
        """Whether the actor may enter any time: a manager of the clock, or a higher role."""
        return may(self.actor, Permission.STOP_OTHERS) and self._decides_here

    @property
    def _decides_here(self) -> bool:
        above_managers = self.actor.role.rank >= Role.EXECUTIVE_MANAGER.rank
        return above_managers or self.situation.actor_manages

    def demand_right(self, permission: Permission = Permission.PUNCH_FOR_OTHERS) -> None:
        """Raise NotAllowed unless the actor may act for this member at this clock."""
        if self.is_own:
            allowed = may(self.actor, Permission.PUNCH)
        else:
            allowed = may(self.actor, permission) and self._decides_here
        if not allowed:
            raise NotAllowed("not_allowed", "You do not have the right to do this for this person.")

    def demand_active(self) -> None:
        """Raise NotFound for a deactivated member, and NotAllowed as `demand_right` does."""
        if not self.situation.is_active:
            raise member_not_found()
        self.demand_right()

    def demand_open_days(self, span: Interval, clock_id: int) -> None:
        """Raise Conflict `period_closed` where a stretch at that clock touches a locked day."""
        demand_open_days(self.tx, self.situation, self.rule_book, span, clock_id)

    def open_shift(self, clock_id: int | None = None) -> ShiftRecord:
        """The shift under way (at that clock, if given). Raises Conflict `not_clocked_in`."""
        shift = self.shift
        if shift is None or (clock_id is not None and clock_id != shift.clock_id):
            own, other = N_("You are not clocked in."), N_("This person is not clocked in.")
            raise Conflict("not_clocked_in", own if self.is_own else other)
        return shift

    def zone_for(self, whereabouts: Whereabouts) -> str:
        """The zone given, else the clock's. Raises Invalid for an unknown one."""
        if whereabouts.zone is None:
            return self.situation.clock_zone
        known_zone(whereabouts.zone)
        return whereabouts.zone

    def place_for(self, whereabouts: Whereabouts) -> Place | None:
        """The place given, where the workspace keeps places."""
        return whereabouts.place if self.situation.location_on else None

    def is_edited(self, at: datetime) -> bool:
        """Whether a time is further from its receipt than the workspace tolerates."""
        return abs(elapsed(at, self.received_at)) > timedelta(seconds=self.situation.tolerance)

    @property
    def doubt(self) -> UnconfirmedEnd | None:
        """The mark of a shift that is punched while the server's clock is in doubt."""
        return UnconfirmedEnd.DOUBTFUL if self.situation.doubtful else None

    def store(self, wanted: ShiftRecord) -> ShiftRecord:
        """Write the changed shift, marked where the server's clock is in doubt."""
        if self.situation.doubtful:
            wanted = replace(wanted, unconfirmed=self.doubt, proposed_by_id=None)
        return store_change(self.tx, self.shift or wanted, wanted, self.received_at)

    def record(
        self,
        kind: Act,
        stored: ShiftRecord,
        *,
        at: datetime,
        zone: str | None = None,
        claimed: datetime | None = None,
        place: Place | None = None,
        undoes: int | None = None,
    ) -> Punched:
        """Write the ledger entry of an act whose rows are stored, and return the answer.

        A submitted timesheet of those days is reopened first.
        `zone` and `place` belong to a punch that has no columns for them on the shift.
        """
        before, head = self.shift, self._reopened(stored)
        record(
            self.tx,
            head,
            kind=kind.value,
            actor=self.actor,
            before=before.to_json() if before else None,
            after=stored.to_json(),
            payload=newly_said(before, stored, place),
            context=EntryContext(
                at, zone or stored.end_zone or stored.start_zone, claimed, undoes=undoes
            ),
            once=self.once,
        )
        return Punched(kind, stored, at, position=head.position, received_at=head.received_at)

    def _reopened(self, stored: ShiftRecord) -> Head:
        """The place for the entry of the act, after those of the timesheets that it reopens."""
        before, now = self.shift, self.situation
        touched = (stored,) if before is None else (before, stored)
        if not changes_time(before, stored) or not any(
            now.submitted.may_hold(each, now.clock_zone if each.clock_id == now.clock_id else None)
            for each in touched
        ):
            return now.head
        return reopen_first(self.tx, self.actor, now.member_id, now.head, touched)

    def no_change(self, kind: Act, shift: ShiftRecord | None) -> Punched:
        """The answer to an act that changes nothing; nothing is recorded."""
        self.tx.discard()
        return Punched(kind, shift, self.now, changed=False)
