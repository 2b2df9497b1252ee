"""The inbox: requests, forgotten clock-outs and exceptions that wait for someone in charge."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand, may
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.messages import N_, Sentence
from timeclock.storage.transactions import db
from timeclock.timekeeping import workday
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.corrections.drafts.rules import (
    WAITING_FOR_MANAGERS,
    WAITING_FOR_THE_PERSON,
    CorrectionState,
)
from timeclock.worktime.corrections.reading.queries import CorrectionView, waiting
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.hours.weeks import Period
from timeclock.worktime.shifts.queries import open_shift, open_shifts, unconfirmed_shifts
from timeclock.worktime.shifts.record import GIVEN_BY_THE_PERSON
from timeclock.worktime.shifts.sight import sight_of
from timeclock.worktime.timesheets.inbox.cases import Case
from timeclock.worktime.timesheets.inbox.differing import differing
from timeclock.worktime.timesheets.inbox.irregular import irregular
from timeclock.worktime.timesheets.inbox.newest import newest_days
from timeclock.worktime.timesheets.inbox.unanswered import unanswered
from timeclock.worktime.timesheets.reading.basis import Basis, read_basis
from timeclock.worktime.timesheets.reading.reach import sheets_in_reach

LOOKED_BACK, _DAY = timedelta(days=62), timedelta(days=1)
_ASKED = {
    CorrectionKind.ADD: N_("Asks to add a shift."),
    CorrectionKind.CHANGE: N_("Asks to change a shift."),
    CorrectionKind.SPLIT: N_("Asks to split a shift."),
    CorrectionKind.REMOVE: N_("Asks to remove a shift."),
}
_EDITED = {
    CorrectionState.PROPOSED: N_("A correction was proposed; it counts once you confirm it."),
    CorrectionState.APPLIED: N_("A correction counts already; say whether it is right."),
}
_DISPUTED = N_("Disputes a correction by another person.")


def exceptions_since(actor: Actor, now: datetime) -> date | None:
    """The day from which the newest exceptions are; None where they are all of the last 62 days."""
    first = (now - LOOKED_BACK).date()
    return newest_days(db.session.connection(), actor.workspace_id, first, now)


def cases(actor: Actor, now: datetime, *, since: date | None = None) -> tuple[Case, ...]:
    """What waits for the actor, oldest first: never one's own, which someone else decides.

    Requests, missed clock-outs and unconfirmed ends at the clocks in the actor's reach whatever
    their age; exceptions of the last 62 days (or from `since` on) that are not approved, of the
    people in reach. Executive managers have approved days that would add up otherwise too. The
    statements are the same few for ten people and for a thousand. Raises NotAllowed.
    """
    demand(actor, Permission.SEE_TIMESHEETS)
    connection, workspace_id = db.session.connection(), actor.workspace_id
    basis, clocks = read_basis(connection, workspace_id), clocks_in_reach(actor)
    days = Period(since or (now - LOOKED_BACK).date(), (now + 2 * _DAY).date())
    sight, members = sight_of(actor), sheets_in_reach(actor, days, now, basis)
    asked = waiting(workspace_id, states=WAITING_FOR_MANAGERS, clock_ids=clocks)
    unconfirmed = unconfirmed_shifts(workspace_id, clock_ids=clocks)
    without_end = {
        each.id: each for each in (*open_shifts(workspace_id, clock_ids=clocks), *unconfirmed)
    }
    found = [
        *(_correction_case(each, basis) for each in asked),
        *unanswered(connection, tuple(without_end.values()), basis, now),
        *irregular(
            connection,
            workspace_id,
            basis,
            member_ids=members,
            sight=sight,
            first=days.first,
            now=now,
        ),
        *(differing(connection, workspace_id) if may(actor, Permission.SEE_EVERYONE) else ()),
    ]
    return _in_order([case for case in found if case.member_id != actor.member_id])


def own_cases(workspace_id: int, member_id: int, now: datetime) -> tuple[Case, ...]:
    """What waits for a person's own word: ends that no one gave, and changes made by others."""
    connection = db.session.connection()
    running = open_shift(workspace_id, member_id)
    closed = unconfirmed_shifts(workspace_id, member_id=member_id)
    without_end = [each for each in closed if each.unconfirmed not in GIVEN_BY_THE_PERSON]
    edits = waiting(workspace_id, states=WAITING_FOR_THE_PERSON, member_ids=(member_id,))
    if running is None and not without_end and not edits:
        return ()
    basis = read_basis(connection, workspace_id)
    without_end += [running] if running else []
    found = unanswered(connection, without_end, basis, now)
    return _in_order(
        [
            *(_correction_case(each, basis) for each in edits),
            *(case for case in found if case.kind is not CaseKind.CLAIMED_TIME),
        ]
    )


def _correction_case(correction: CorrectionView, basis: Basis) -> Case:
    zone, moment = _where(correction, basis)
    rules = basis.book_of(correction.member_id).at(moment, zone)
    match correction.state:
        case CorrectionState.DISPUTED:
            kind, text = CaseKind.DISPUTE, _DISPUTED
        case CorrectionState.ASKED:
            kind, text = CaseKind.REQUEST, _ASKED[correction.kind]
        case state:
            kind, text = CaseKind.EDIT, _EDITED[state]
    disputed = kind is CaseKind.DISPUTE and correction.decided_at
    return Case(
        kind=kind,
        member_id=correction.member_id,
        day=workday(moment, zone, rules.day_begins),
        zone=zone,
        since=disputed or correction.asked_at,
        message=Sentence(text),
        clock_id=correction.clock_id,
        shift_id=correction.shift_id,
        correction_id=correction.id,
        correction=correction,
    )


def _where(correction: CorrectionView, basis: Basis) -> tuple[str, datetime]:
    """The zone and the beginning of what the correction is about."""
    if correction.before is not None:
        moment = correction.before.timeline.started_at
    elif correction.drafts:
        moment = correction.drafts[0].started_at
    else:
        moment = correction.asked_at
    return basis.zones.at(correction.clock_id, moment), moment


def _in_order(found: Sequence[Case]) -> tuple[Case, ...]:
    return tuple(sorted(found, key=lambda case: (case.since, case.key)))
