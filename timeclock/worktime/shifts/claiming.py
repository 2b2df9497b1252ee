"""Taking a time that a client states for a punch, as the company's rule of claimed times says."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

from timeclock.company.clocks.approvers import another_decides
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.errors import Invalid
from timeclock.timekeeping import FIRST_YEAR, Interval, elapsed
from timeclock.worktime.shifts import rules
from timeclock.worktime.shifts.claims import Claim, Claims, gained, together, vouched
from timeclock.worktime.shifts.punch import Punch
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.refusals import claims_refused


def moment_of(punch: Punch, claimed: datetime | None) -> datetime:
    """When the act counts from: now, or a client's own time as far as it is accepted."""
    return punch.now if claimed is None else accepted(punch, claimed)


def demand_length(start: datetime, end: datetime, field: str) -> None:
    """Raise Invalid `too_long_shift` for two ends that no shift has."""
    if elapsed(start, end) > rules.LONGEST:
        raise Invalid("too_long_shift", "A shift is at most 7 days long.", field=field)


def moment_in(punch: Punch, shift: ShiftRecord, claimed: datetime | None) -> datetime:
    """`moment_of` inside a shift: not before its last punch, and not on a closed day."""
    at = moment_of(punch, claimed)
    if claimed is not None:
        punch.demand_open_days(shift.timeline.interval, shift.clock_id)
        if at < shift.timeline.last_change:
            raise Invalid("overlaps", "That is before the last punch.", field="timestamp")
    return at


def accepted(
    punch: Punch, claimed: datetime, *, field: str = "timestamp", asked_for: bool = False
) -> datetime:
    """A client's own time as the time that counts, in whole seconds.

    The company's rule says which times of one's own count, unless the time is `asked_for` or as
    close to its receipt as the workspace tolerates. A manager enters any time for others, and a
    kiosk's own record counts under each rule. Raises Invalid `end_in_future`, `claim_too_old`,
    `claims_refused` and `invalid_time`.
    """
    if claimed.year < FIRST_YEAR:
        raise Invalid(
            "invalid_time",
            "Enter a time from %(first_year)s on.",
            field=field,
            first_year=FIRST_YEAR,
        )
    whole, any_day = claimed.replace(microsecond=0), asked_for or punch.may_correct
    if punch.is_own and not asked_for and not punch.is_vouched and punch.is_edited(whole):
        rules.accept_claim(whole, punch.now, any_day=True, field=field)
        rule = _claimed_times(punch, whole)
        if rule is ClaimedTimes.REFUSE:
            raise claims_refused(field)
        any_day = rule is ClaimedTimes.WAIT
    return rules.accept_claim(whole, punch.now, any_day=any_day, field=field)


def with_claims(
    punch: Punch,
    wanted: ShiftRecord,
    *times: datetime | None,
    before: Iterable[ShiftRecord] = (),
) -> ShiftRecord:
    """The shift with a mark at each of these times that was given afterwards, or offline.

    What the shift pays only because of them, and none of `before` did, waits to be confirmed where
    the company's rule says so and another person decides.
    """
    offline = punch.actor.was_offline
    given = [each for each in times if each is not None and (offline or punch.is_edited(each))]
    if not given:
        return wanted
    who = punch.actor.member_id
    marks = (Claim(at, punch.received_at, who, offline) for at in given)
    waits = _waits(punch, wanted, min(given), before)
    old = wanted.claims
    claims = Claims((*old.given, *marks), together((*old.waits, *waits)), old.refused)
    if not waits or wanted.unconfirmed is not None:
        return replace(wanted, claims=claims)
    return replace(
        wanted,
        claims=claims,
        unconfirmed=UnconfirmedEnd.CLAIMED,
        proposed_by_id=punch.actor.member_id,
    )


def _waits(
    punch: Punch, wanted: ShiftRecord, first: datetime, before: Iterable[ShiftRecord]
) -> tuple[Interval, ...]:
    if (
        not punch.is_own
        or punch.is_vouched
        or _claimed_times(punch, first) is not ClaimedTimes.WAIT
    ):
        return ()
    had = (span for each in before for span in vouched(each.timeline, each.claims, punch.now))
    found = gained(had, wanted.timeline, punch.now)
    who = wanted.member_id
    if found and another_decides(punch.tx, punch.workspace_id, wanted.clock_id, who):
        return found
    return ()


def _claimed_times(punch: Punch, moment: datetime) -> ClaimedTimes:
    """The company's rule for times that a person gives afterwards, on the day of one."""
    return punch.rule_book.at(moment, punch.situation.clock_zone).claimed_times
