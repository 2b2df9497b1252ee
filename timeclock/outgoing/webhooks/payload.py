"""What a webhook sends of an entry: version 1 of the payload. Pure.

Text that can be erased here (notes, reasons, places, names) is not sent, since it could not be
erased there: who needs it asks the API for the object.
"""

from collections.abc import Mapping
from typing import Literal

from typing_extensions import TypedDict

from timeclock.outgoing.webhooks.events import EVENTS, TEST
from timeclock.outgoing.webhooks.kiosk_payload import OfKiosk, OfKioskKey, OfKioskPunch


class BreakPayload(TypedDict):
    """A break of a shift; an open one has no end.

    `paid_minutes` is how much of a paid break is paid at most; null where all of it is.
    """

    id: int
    break_kind_id: int | None
    paid: bool
    paid_minutes: int | None
    started_at: str
    ended_at: str | None


class SegmentPayload(TypedDict):
    """A stretch of a shift on one job; the first begins with the shift."""

    job_id: int | None
    started_at: str


class GivenPayload(TypedDict):
    """A time of a shift that was given afterwards, when it was received, and by which member.

    `offline`: a kiosk without a network recorded it.
    """

    time: str
    given_at: str
    by_member_id: int | None
    offline: bool


class ShiftPayload(TypedDict):
    """A shift, without its text and places; an open one has no end."""

    id: int
    user_id: int
    clock_id: int
    job_id: int | None
    state: str
    started_at: str
    start_timezone: str
    start_edited: bool
    ended_at: str | None
    end_timezone: str | None
    end_edited: bool
    breaks: list[BreakPayload]
    segments: list[SegmentPayload]
    stopped: bool
    billable: bool
    tag_ids: list[int]
    unconfirmed: str | None
    given_afterwards: list[GivenPayload]
    worked_through: bool
    voided: bool


class CorrectionPayload(TypedDict):
    """A correction; shifts that it changed have events of their own, right after its own."""

    id: int
    state: str
    earlier_state: str | None
    shift_id: int | None
    clock_id: int | None


class TimesheetPayload(TypedDict):
    """A timesheet; lengths in `totals` are whole seconds, None while it is open."""

    first_day: str
    last_day: str
    state: str
    totals: dict[str, int] | None
    submitted_at: str | None
    submitted_by_user_id: int | None
    decided_at: str | None
    decided_by_user_id: int | None


class PeriodPayload(TypedDict):
    """A pay period of the company."""

    first_day: str
    last_day: str
    closed_at: str
    closed_by_user_id: int | None
    reopened_at: str | None
    reopened_by_user_id: int | None


class MemberPayload(TypedDict):
    """A member; the role is told where it was given."""

    user_id: int
    role: str | None
    earlier_role: str | None


class OfShift(TypedDict):
    """A shift as it is after the act, and as it was before."""

    shift: ShiftPayload
    before: ShiftPayload | None


class OfCorrection(TypedDict):
    """What `correction.*` tells."""

    correction: CorrectionPayload


class OfTimesheet(TypedDict):
    """What `timesheet.*` tells."""

    timesheet: TimesheetPayload


class OfPeriod(TypedDict):
    """What `period.*` tells."""

    period: PeriodPayload


class OfMember(TypedDict):
    """What `member.*` tells."""

    member: MemberPayload


class OfTest(TypedDict):
    """What `webhook.test` tells."""

    webhook_id: int


class MessageHead(TypedDict):
    """What each message has.

    `chain` and `position` order the events of one person (`user_id`), and those of the company
    itself; `timestamp` is the receipt, `at` the instant that it counts from, in `timezone`.
    `actor_user_id` is None for the operator and the clock; `undoes` is a position.
    """

    version: Literal[1]
    id: str
    type: str
    timestamp: str
    workspace_id: int
    chain: str | None
    position: int | None
    at: str
    timezone: str
    door: str
    user_id: int | None
    actor_user_id: int | None
    undoes: int | None


class Event(MessageHead):
    """One message; `data` has the noun of its type."""

    data: (
        OfShift
        | OfCorrection
        | OfTimesheet
        | OfPeriod
        | OfMember
        | OfKiosk
        | OfKioskKey
        | OfKioskPunch
        | OfTest
    )


class ShiftMessage(MessageHead):
    """A message of `shift.*`."""

    data: OfShift


class CorrectionMessage(MessageHead):
    """A message of `correction.*`."""

    data: OfCorrection


class TimesheetMessage(MessageHead):
    """A message of `timesheet.*`."""

    data: OfTimesheet


class PeriodMessage(MessageHead):
    """A message of `period.*`."""

    data: OfPeriod


class MemberMessage(MessageHead):
    """A message of `member.*`."""

    data: OfMember


class KioskMessage(MessageHead):
    """A message of `kiosk.*`."""

    data: OfKiosk


class KioskKeyMessage(MessageHead):
    """A message of `kiosk_key.*`."""

    data: OfKioskKey


class KioskPunchMessage(MessageHead):
    """A message of `kiosk_punch.*`."""

    data: OfKioskPunch


class TestMessage(MessageHead):
    """A message of `webhook.test`."""

    data: OfTest


_BY_NOUN: Mapping[str, type] = {
    "shift": ShiftMessage,
    "correction": CorrectionMessage,
    "timesheet": TimesheetMessage,
    "period": PeriodMessage,
    "member": MemberMessage,
    "kiosk": KioskMessage,
    "kiosk_key": KioskKeyMessage,
    "kiosk_punch": KioskPunchMessage,
    "webhook": TestMessage,
}
# The type of the message of each event.
MESSAGES: Mapping[str, type] = {kind: _BY_NOUN[kind.partition(".")[0]] for kind in (*EVENTS, TEST)}
