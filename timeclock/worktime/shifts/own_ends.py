"""What becomes of an end that a person gives to their own forgotten shift: the one rule."""

from datetime import datetime
from enum import Enum, auto

from sqlalchemy import Connection

from timeclock.company.clocks.approvers import someone_else_decides
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.worktime.shifts.punch import Punch
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.refusals import claims_refused
from timeclock.worktime.shifts.rules import FURTHEST_BACK


class OwnEnd(Enum):
    """What becomes of an end that the person of a shift gives, or confirms, afterwards.

    COUNTS: the person decides for themselves. COUNTS_LATELY: it counts at once if it is at most 12
    hours ago, and waits otherwise. WAITS: another person confirms it. REFUSED: only a person who
    decides can settle the end.
    """

    COUNTS = auto()
    COUNTS_LATELY = auto()
    WAITS = auto()
    REFUSED = auto()


def own_end_of(
    connection: Connection, book: RuleBook, shift: ShiftRecord, at: datetime, zone: str
) -> OwnEnd:
    """What becomes of an end at this instant, by the rule of claimed times of that day."""
    if not someone_else_decides(connection, shift.workspace_id, shift.clock_id, shift.member_id):
        return OwnEnd.COUNTS
    rule = book.at(at, zone).claimed_times
    if rule is ClaimedTimes.REFUSE:
        return OwnEnd.REFUSED
    # Neither does a time of a shift that was punched while it was in doubt.
    if rule is ClaimedTimes.COUNT and shift.unconfirmed is not UnconfirmedEnd.DOUBTFUL:
        return OwnEnd.COUNTS_LATELY
    return OwnEnd.WAITS


def take_own_end(
    punch: Punch, shift: ShiftRecord, end: datetime, zone: str
) -> tuple[UnconfirmedEnd | None, int | None]:
    """The state of a shift whose person gives its end, and who gave the time that waits.

    An end at this moment is no claim: it is never refused. While the server's clock is in doubt, no
    end counts by the person's word alone. Raises Invalid `claims_refused`.
    """
    who = punch.actor.member_id
    found = own_end_of(punch.tx.connection, punch.rule_book, shift, end, zone)
    if found is OwnEnd.COUNTS:
        return None, None
    if found is OwnEnd.REFUSED and punch.is_edited(end):
        raise claims_refused("end")
    lately = punch.doubt is None and end >= punch.now - FURTHEST_BACK
    if found is OwnEnd.COUNTS_LATELY and lately:
        return (UnconfirmedEnd.CLAIMED, who) if shift.claims.waits else (None, None)
    return UnconfirmedEnd.PROPOSED, who
