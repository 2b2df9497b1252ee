"""Adding, changing and archiving time clocks and their kinds of break."""

from datetime import datetime

from timeclock.approvals.locks import read_locks, refusal
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.clocks.models import BreakKind, FormerZone, TimeClock
from timeclock.database import Transaction, transaction
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import Head, demand_first_time, lock_workspace, present, record
from timeclock.timekeeping import whole_second, workday
from timeclock.timekeeping import zone as known_zone
from timeclock.wording import required
from timeclock.workspaces.rule_book import read_rule_book

DEFAULT_LIMIT = 14 * 60
_LIMITS = range(60, 7 * 24 * 60 + 1)


@transaction
def create_clock(
    tx: Transaction,
    actor: Actor,
    *,
    name: str,
    zone: str,
    job_required: bool = False,
    limit_minutes: int = DEFAULT_LIMIT,
    closes_forgotten: bool = False,
    once: Once | None = None,
) -> int:
    """Open a time clock with one unpaid kind of break, and return its id.

    Raises Conflict `already_done` when it comes a second time, and `period_closed` where today is
    a closed day in its zone.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    return open_clock(
        tx, head, actor, name, zone, job_required, limit_minutes, closes_forgotten, once
    )


def open_clock(
    tx: Transaction,
    head: Head,
    actor: Actor,
    name: str,
    zone: str,
    job_required: bool = False,
    limit_minutes: int = DEFAULT_LIMIT,
    closes_forgotten: bool = False,
    once: Once | None = None,
) -> int:
    """`create_clock` inside a transaction that holds the workspace's head."""
    known_zone(zone)
    _demand_today_is_open(tx, actor.workspace_id, zone)
    clock = TimeClock(
        workspace_id=actor.workspace_id,
        name=required(name, field="name"),
        zone=zone,
        job_required=job_required,
        limit_minutes=_limit(limit_minutes),
        closes_forgotten=closes_forgotten,
        created_at=present(),
    )
    tx.session.add(clock)
    tx.session.flush()
    tx.session.add(
        BreakKind(workspace_id=actor.workspace_id, clock_id=clock.id, name="Break", paid=False)
    )
    tx.session.flush()
    record(tx, head, kind="clock.opened", actor=actor, after=_facts(clock), once=once)
    return clock.id


@transaction
def update_clock(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    name: str,
    zone: str,
    job_required: bool,
    limit_minutes: int,
    closes_forgotten: bool | None = None,
) -> None:
    """Change a clock's name, zone, job rule or what becomes of forgotten shifts (None: as it is).

    Another zone counts for shifts that begin from now on. Raises Conflict `period_closed` where it
    would put them on a day that is closed.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    clock = find_clock(tx, actor.workspace_id, clock_id)
    before = _facts(clock)
    known_zone(zone)
    if zone != clock.zone:
        _keep_former_zone(tx, clock, zone)
    clock.name, clock.zone = required(name, field="name"), zone
    clock.job_required, clock.limit_minutes = job_required, _limit(limit_minutes)
    if closes_forgotten is not None:
        clock.closes_forgotten = closes_forgotten
    after = _facts(clock)
    if after == before:
        return tx.discard()
    record(tx, head, kind="clock.changed", actor=actor, before=before, after=after)


def _keep_former_zone(tx: Transaction, clock: TimeClock, zone: str) -> None:
    _demand_today_is_open(tx, clock.workspace_id, zone)
    now = whole_second(present())
    former = tx.session.get(FormerZone, (clock.workspace_id, clock.id, now))
    if former is None:  # of two changes in one second only the first zone ever counted
        place = {"workspace_id": clock.workspace_id, "clock_id": clock.id}
        tx.session.add(FormerZone(**place, until=now, zone=clock.zone))


def _demand_today_is_open(tx: Transaction, workspace_id: int, zone: str) -> None:
    """Raise Conflict `period_closed` where a punch of now in that zone would be on a locked day."""
    now = present()
    today = workday(now, zone, read_rule_book(tx.connection, workspace_id).at(now, zone).day_begins)
    for lock in read_locks(tx.connection, workspace_id):
        if lock.begins <= today < lock.after:
            raise refusal(lock)


@transaction
def archive_clock(tx: Transaction, actor: Actor, *, clock_id: int) -> None:
    """Let nobody clock in here any more; shifts under way run on."""
    _set_archived(tx, actor, clock_id, present())


@transaction
def restore_clock(tx: Transaction, actor: Actor, *, clock_id: int) -> None:
    """Open an archived clock again. Raises Conflict `period_closed` as `create_clock` does."""
    _set_archived(tx, actor, clock_id, None)


def _set_archived(tx: Transaction, actor: Actor, clock_id: int, moment: datetime | None) -> None:
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    clock = find_clock(tx, actor.workspace_id, clock_id)
    if (clock.archived_at is None) == (moment is None):
        return tx.discard()
    if moment is None:
        _demand_today_is_open(tx, actor.workspace_id, clock.zone)
    clock.archived_at = moment
    kind = "clock.archived" if moment else "clock.restored"
    record(tx, head, kind=kind, actor=actor, after={"clock": clock_id})


@transaction
def add_break_kind(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    name: str,
    paid: bool,
    minutes: int | None = None,
    once: Once | None = None,
) -> int:
    """Offer another kind of break at a clock and return its id.

    Raises Conflict `already_done` when it comes a second time.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    find_clock(tx, actor.workspace_id, clock_id)
    kind = BreakKind(
        workspace_id=actor.workspace_id,
        clock_id=clock_id,
        name=required(name, field="name"),
        paid=paid,
        minutes=_planned(minutes),
    )
    tx.session.add(kind)
    tx.session.flush()
    record(tx, head, kind="break_kind.added", actor=actor, after=_kind_facts(kind), once=once)
    return kind.id


@transaction
def update_break_kind(
    tx: Transaction, actor: Actor, *, kind_id: int, name: str, paid: bool, minutes: int | None
) -> None:
    """Change a kind of break; breaks already begun keep what they were."""
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    kind = find_break_kind(tx, actor.workspace_id, kind_id)
    before = _kind_facts(kind)
    kind.name, kind.paid = required(name, field="name"), paid
    kind.minutes = _planned(minutes)
    after = _kind_facts(kind)
    if after == before:
        return tx.discard()
    record(tx, head, kind="break_kind.changed", actor=actor, before=before, after=after)


@transaction
def archive_break_kind(tx: Transaction, actor: Actor, *, kind_id: int) -> None:
    """Offer a kind of break no longer."""
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    kind = find_break_kind(tx, actor.workspace_id, kind_id)
    if kind.archived_at is not None:
        return tx.discard()
    kind.archived_at = present()
    record(tx, head, kind="break_kind.archived", actor=actor, after={"break_kind": kind_id})


def find_clock(tx: Transaction, workspace_id: int, clock_id: int) -> TimeClock:
    """A clock of the workspace. Raises NotFound, for another company's as for none."""
    clock = tx.session.get(TimeClock, (workspace_id, clock_id))
    if clock is None:
        raise clock_not_found()
    return clock


def clock_not_found() -> NotFound:
    """The same words for a missing clock and for another company's."""
    return NotFound("clock_not_found", "This time clock does not exist.")


def find_break_kind(tx: Transaction, workspace_id: int, kind_id: int) -> BreakKind:
    """A kind of break of the workspace. Raises NotFound."""
    kind = tx.session.get(BreakKind, (workspace_id, kind_id))
    if kind is None:
        raise break_kind_not_found()
    return kind


def break_kind_not_found() -> NotFound:
    """The same words for a missing kind and for another clock's or company's."""
    return NotFound("break_kind_not_found", "This kind of break does not exist.")


def _limit(minutes: int) -> int:
    if minutes not in _LIMITS:
        raise Invalid("invalid_limit", "Give 1 hour to 7 days.", field="limit_minutes")
    return minutes


def _planned(minutes: int | None) -> int | None:
    if minutes is not None and not 1 <= minutes <= 480:
        raise Invalid("invalid_minutes", "Give 1 to 480 minutes, or nothing.", field="minutes")
    return minutes


def _facts(clock: TimeClock) -> dict[str, Json]:
    return {
        "clock": clock.id,
        "name": clock.name,
        "zone": clock.zone,
        "job_required": clock.job_required,
        "limit_minutes": clock.limit_minutes,
        "closes_forgotten": clock.closes_forgotten,
    }


def _kind_facts(kind: BreakKind) -> dict[str, Json]:
    return {
        "break_kind": kind.id,
        "clock": kind.clock_id,
        "name": kind.name,
        "paid": kind.paid,
        "minutes": kind.minutes,
    }
