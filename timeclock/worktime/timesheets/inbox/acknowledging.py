"""Saying that an exception was seen and is left as it is."""

from datetime import date, timedelta

from sqlalchemy import delete, insert, select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.approvers import another_decides, manages, members_decided_by
from timeclock.company.people.membership import member_not_found
from timeclock.errors import Conflict, NotAllowed, NotFound
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.queries import newest_of
from timeclock.ledger.recording import EntryContext, Head, lock_member, record
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR
from timeclock.wording import NOTE, clean
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.sight import has_worked_for
from timeclock.worktime.shifts.undoing_decisions import demand_undoable
from timeclock.worktime.timesheets.approval.answering import entry_of
from timeclock.worktime.timesheets.inbox.cases import ANSWERED_OTHERWISE, Case
from timeclock.worktime.timesheets.inbox.differing import difference_on
from timeclock.worktime.timesheets.inbox.irregular import flag_case
from timeclock.worktime.timesheets.models import Acknowledgement
from timeclock.worktime.timesheets.reading.sheets import read_sheets

_SEEN_OR_UNDONE = ("exception.acknowledged", "exception.undone")
_LOOKED_BACK = timedelta(days=1)
_LATE = N_("That was more than a minute ago. Open the day itself instead.")


@transaction
def acknowledge(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    kind: CaseKind,
    day: date,
    shift_id: int | None = None,
    note: str = "",
    once: Once | None = None,
) -> None:
    """Leave an exception as it is; measured anew as something else, it shows again.

    Raises NotFound for a person or an exception that is not there or not in the actor's hands,
    NotAllowed `own_decision` for one's own while someone else may, and Conflict `needs_an_answer`
    for what has to be decided or confirmed instead, `still_running` while it may yet grow.
    """
    demand(actor, Permission.APPROVE_TIMESHEETS)
    said = clean(note, limit=NOTE, field="note", lines=True)
    head = lock_member(tx, actor.workspace_id, member_id)
    if head is None:
        raise member_not_found()
    if entry_of(tx, actor, once) is not None:
        return tx.discard()
    if member_id != actor.member_id and not has_worked_for(tx.connection, actor, member_id):
        raise member_not_found()
    if kind in ANSWERED_OTHERWISE:
        raise Conflict("needs_an_answer", "This has to be decided or confirmed.")
    if kind is CaseKind.APPROVED_DIFFERS:
        case = _differing(tx, actor, head, member_id, day)
    else:
        case, clock_ids = _found(tx, head, member_id, kind, day, shift_id)
        _demand_may(tx, actor, case, clock_ids)
    if _is_seen(tx, head, case):
        return tx.discard()
    tx.connection.execute(
        insert(Acknowledgement).values(
            workspace_id=head.workspace_id,
            member_id=member_id,
            kind=kind.value,
            day=day,
            shift_id=shift_id,
            measured=case.measured,
            seen_by_id=actor.member_id,
            seen_at=head.received_at,
            note=said,
        )
    )
    record(
        tx,
        head,
        kind="exception.acknowledged",
        actor=actor,
        after=_facts(case),
        payload={"note": said} if said else None,
        once=once,
    )


@transaction
def undo_acknowledgement(
    tx: Transaction,
    actor: Actor,
    *,
    member_id: int,
    kind: CaseKind,
    day: date,
    shift_id: int | None = None,
    once: Once | None = None,
) -> None:
    """Take back that the actor has seen an exception, within 60 s of its receipt.

    Raises NotFound for a person who is not there or not in the actor's hands, and Conflict
    `nothing_to_undo` and `undo_too_late`.
    """
    demand(actor, Permission.APPROVE_TIMESHEETS)
    head = lock_member(tx, actor.workspace_id, member_id)
    if head is None:
        raise member_not_found()
    if entry_of(tx, actor, once) is not None:
        return tx.discard()
    if member_id != actor.member_id and not has_worked_for(tx.connection, actor, member_id):
        raise member_not_found()
    about = {"exception": kind.value, "day": day.isoformat(), "shift_id": shift_id}
    said = newest_of(
        tx.connection,
        head.workspace_id,
        head.chain_id,
        _SEEN_OR_UNDONE,
        head.received_at - _LOOKED_BACK,
        lambda entry: about.items() <= (entry.after or {}).items(),
    )
    seen = said if said is not None and said.kind == _SEEN_OR_UNDONE[0] else None
    decision = demand_undoable(actor, seen, head.received_at, late=_LATE)
    facts = decision.after or {}
    tx.connection.execute(
        delete(Acknowledgement).where(
            Acknowledgement.workspace_id == head.workspace_id,
            Acknowledgement.member_id == member_id,
            Acknowledgement.kind == kind.value,
            Acknowledgement.day == day,
            Acknowledgement.shift_id.is_not_distinct_from(shift_id),
            Acknowledgement.measured == facts["measured"],
        )
    )
    record(
        tx,
        head,
        kind="exception.undone",
        actor=actor,
        after=facts,
        context=EntryContext(undoes=decision.position),
        once=once,
    )


def _differing(tx: Transaction, actor: Actor, head: Head, member_id: int, day: date) -> Case:
    """What differs of approved days, for executive managers: never one's own while another may."""
    case = difference_on(tx.connection, head.workspace_id, member_id, day)
    if case is None or not may(actor, Permission.SEE_EVERYONE):
        raise _gone()
    if member_id == actor.member_id and another_decides(tx, actor.workspace_id, None, member_id):
        raise NotAllowed("own_decision", "Another person must check your own time.")
    return case


def _found(
    tx: Transaction, head: Head, member_id: int, kind: CaseKind, day: date, shift_id: int | None
) -> tuple[Case, frozenset[int]]:
    """The exception as it is measured now, and the clocks at which that day was worked."""
    if not FIRST_YEAR <= day.year < LAST_YEAR:
        raise _gone()
    connection, after = tx.connection, day + timedelta(days=1)
    sheets = read_sheets(connection, head.workspace_id, (member_id,), day, after, head.received_at)
    total = sheets[member_id].day(day)
    for flag in total.flags:
        if (flag.kind.value, flag.shift_id) == (kind.value, shift_id):
            if total.running:
                raise Conflict("still_running", "This is not over yet. Check it afterwards.")
            case = flag_case(member_id, total.lines, flag, head.received_at)
            return case, sheets[member_id].clock_ids
    raise _gone()


def _demand_may(tx: Transaction, actor: Actor, case: Case, clock_ids: frozenset[int]) -> None:
    if case.clock_id is not None and not manages(tx, actor, case.clock_id):
        raise _gone()
    if case.clock_id is None and not any(manages(tx, actor, each) for each in clock_ids):
        reach = members_decided_by(tx.connection, actor)
        if reach is not None and case.member_id not in (*reach, actor.member_id):
            raise _gone()
    if case.member_id == actor.member_id and another_decides(
        tx, actor.workspace_id, case.clock_id, case.member_id
    ):
        raise NotAllowed("own_decision", "Another person must check your own time.")


def _gone() -> NotFound:
    return NotFound("exception_not_found", "This exception no longer exists.")


def _is_seen(tx: Transaction, head: Head, case: Case) -> bool:
    found = tx.connection.execute(
        select(Acknowledgement.id).where(
            Acknowledgement.workspace_id == head.workspace_id,
            Acknowledgement.day == case.day,
            Acknowledgement.member_id == case.member_id,
            Acknowledgement.kind == case.kind.value,
            Acknowledgement.shift_id.is_not_distinct_from(case.shift_id),
            Acknowledgement.measured == case.measured,
        )
    ).first()
    return found is not None


def _facts(case: Case) -> dict[str, Json]:
    # Not "shift": entries that have it tell of a shift, and their text is its own.
    return {
        "member": case.member_id,
        "exception": case.kind.value,
        "day": case.day.isoformat(),
        "shift_id": case.shift_id,
        "measured": case.measured,
        "limit": case.limit,
    }
