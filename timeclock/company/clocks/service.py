"""Adding, changing and archiving time clocks."""

from dataclasses import dataclass
from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.facts import clock_facts, kind_facts
from timeclock.company.clocks.models import BreakKind, FormerZone, TimeClock
from timeclock.company.locks.locked_days import read_locks, refusal
from timeclock.company.pay_rules.rule_book import read_rule_book
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.editing import Expected, demand_version
from timeclock.ledger.entry import Once
from timeclock.ledger.recording import Head, demand_first_time, lock_workspace, present, record
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import utc_text, whole_second
from timeclock.timekeeping import zone as known_zone
from timeclock.wording import required

DEFAULT_LIMIT = 14 * 60
DEFAULT_BREAK_LIMIT = 60
FIRST_KIND = "Break"  # the kind of break that a new clock offers
_LIMITS = range(60, 7 * 24 * 60 + 1)
_BREAK_LIMITS = range(5, 480 + 1)


@dataclass(frozen=True, slots=True)
class ClockSettings:
    """New settings of a clock; None leaves one as it is."""

    name: str | None = None
    zone: str | None = None
    job_required: bool | None = None
    limit_minutes: int | None = None
    closes_forgotten: bool | None = None
    break_limit_minutes: int | None = None


_AS_USUAL = ClockSettings()


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
    break_limit_minutes: int = DEFAULT_BREAK_LIMIT,
    once: Once | None = None,
) -> int:
    """Open a time clock with one unpaid kind of break, and return its id.

    Raises Conflict `already_done` when it comes a second time, and `period_closed` where today is
    a closed day in its zone.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    settings = ClockSettings(
        job_required=job_required,
        limit_minutes=limit_minutes,
        closes_forgotten=closes_forgotten,
        break_limit_minutes=break_limit_minutes,
    )
    return open_clock(tx, head, actor, name, zone, settings, once)


def open_clock(
    tx: Transaction,
    head: Head,
    actor: Actor,
    name: str,
    zone: str,
    settings: ClockSettings = _AS_USUAL,
    once: Once | None = None,
) -> int:
    """`create_clock` inside a transaction that holds the workspace's head.

    `name` and `zone` are not read from `settings`; None there is the default.
    """
    known_zone(zone)
    _demand_today_is_open(tx, actor.workspace_id, zone)
    clock = TimeClock(
        workspace_id=actor.workspace_id,
        name=required(name, field="name"),
        zone=zone,
        limit_minutes=_limit(settings.limit_minutes),
        closes_forgotten=bool(settings.closes_forgotten),
        break_limit_minutes=_break_limit(settings.break_limit_minutes),
        created_at=present(),
    )
    _ask_for_jobs(clock, bool(settings.job_required))
    tx.session.add(clock)
    tx.session.flush()
    kind = BreakKind(
        workspace_id=actor.workspace_id, clock_id=clock.id, name=FIRST_KIND, paid=False
    )
    tx.session.add(kind)
    tx.session.flush()
    record(tx, head, kind="clock.opened", actor=actor, after=clock_facts(clock), once=once)
    head = lock_workspace(tx, actor.workspace_id)
    record(tx, head, kind="break_kind.added", actor=actor, after=kind_facts(kind))
    return clock.id


@transaction
def update_clock(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    change: ClockSettings,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Change a clock's settings.

    Another zone counts for shifts that begin from now on. Raises Conflict `period_closed` where it
    would put them on a day that is closed, Outdated for a version that is not expected, and
    Conflict `already_done` when it comes a second time.
    """
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    clock = find_clock(tx, actor.workspace_id, clock_id)
    before = clock_facts(clock)
    demand_version(expected, before)
    until = None if change.zone is None else _change_zone(tx, clock, change.zone)
    if change.name is not None:
        clock.name = required(change.name, field="name")
    if change.job_required is not None:
        _ask_for_jobs(clock, change.job_required)
    if change.limit_minutes is not None:
        clock.limit_minutes = _limit(change.limit_minutes)
    if change.closes_forgotten is not None:
        clock.closes_forgotten = change.closes_forgotten
    if change.break_limit_minutes is not None:
        clock.break_limit_minutes = _break_limit(change.break_limit_minutes)
    after = clock_facts(clock)
    if after == before:
        return tx.discard()
    if until is not None:
        before["until"] = utc_text(until)  # the former zone counts for what began before
    record(tx, head, kind="clock.changed", actor=actor, before=before, after=after, once=once)


def _ask_for_jobs(clock: TimeClock, required: bool) -> None:
    if not required:
        clock.job_required_since = None
    elif not clock.job_required:
        clock.job_required_since = whole_second(present())
    clock.job_required = required


def _change_zone(tx: Transaction, clock: TimeClock, zone: str) -> datetime | None:
    """Let a clock count in a zone; returns until when the one before counted, if it is kept."""
    known_zone(zone)
    until = _keep_former_zone(tx, clock, zone) if zone != clock.zone else None
    clock.zone = zone
    return until


def _keep_former_zone(tx: Transaction, clock: TimeClock, zone: str) -> datetime | None:
    _demand_today_is_open(tx, clock.workspace_id, zone)
    now = whole_second(present())
    if tx.session.get(FormerZone, (clock.workspace_id, clock.id, now)) is not None:
        return None  # of two changes in one second only the first zone ever counted
    place = {"workspace_id": clock.workspace_id, "clock_id": clock.id}
    tx.session.add(FormerZone(**place, until=now, zone=clock.zone))
    return now


def _demand_today_is_open(tx: Transaction, workspace_id: int, zone: str) -> None:
    """Raise Conflict `period_closed` where a punch of now in that zone would be on a locked day."""
    now = present()
    today = read_rule_book(tx.connection, workspace_id).day_of(now, zone)
    for lock in read_locks(tx.connection, workspace_id, since=today, until=today):
        if lock.begins <= today < lock.after:
            raise refusal(lock)


@transaction
def restore_clock(
    tx: Transaction,
    actor: Actor,
    *,
    clock_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Open an archived clock again. Raises Conflict `period_closed` as `create_clock` does."""
    set_archived(tx, actor, clock_id, None, expected, once)


def set_archived(
    tx: Transaction,
    actor: Actor,
    clock_id: int,
    moment: datetime | None,
    expected: Expected,
    once: Once | None,
) -> bool:
    """Archive a clock at a moment, or open it again; whether that changes anything."""
    demand(actor, Permission.MANAGE_CLOCKS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    clock = find_clock(tx, actor.workspace_id, clock_id)
    demand_version(expected, clock_facts(clock))
    if (clock.archived_at is None) == (moment is None):
        tx.discard()
        return False
    if moment is None:
        _demand_today_is_open(tx, actor.workspace_id, clock.zone)
    clock.archived_at = moment
    kind = "clock.archived" if moment else "clock.restored"
    record(tx, head, kind=kind, actor=actor, after=clock_facts(clock), once=once)
    return True


def find_clock(tx: Transaction, workspace_id: int, clock_id: int) -> TimeClock:
    """A clock of the workspace. Raises NotFound, for another company's as for none."""
    clock = tx.session.get(TimeClock, (workspace_id, clock_id))
    if clock is None:
        raise clock_not_found()
    return clock


def clock_not_found() -> NotFound:
    """The same words for a missing clock and for another company's."""
    return NotFound("clock_not_found", "This time clock does not exist.")


def _limit(minutes: int | None) -> int:
    if minutes is None:
        return DEFAULT_LIMIT
    if minutes not in _LIMITS:
        raise Invalid("invalid_limit", "Enter 1 hour to 7 days.", field="limit_minutes")
    return minutes


def _break_limit(minutes: int | None) -> int:
    if minutes is None:
        return DEFAULT_BREAK_LIMIT
    if minutes not in _BREAK_LIMITS:
        raise Invalid("invalid_break_limit", "Enter 5 to 480 minutes.", field="break_limit_minutes")
    return minutes
