"""Entries of the ledger as messages. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from timeclock.errors import Invalid
from timeclock.ledger.queries import EntryView
from timeclock.outgoing.webhooks import kiosk_payload, payload
from timeclock.outgoing.webhooks.events import TEST
from timeclock.timekeeping import local_text, precise_text
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import BreakInterval

Users = Mapping[int, int]
NOT_TOLD = "This server cannot tell this entry of the ledger; it went on without it."
# What an entry of a form that this version does not know runs into.
UNKNOWN_FORM = (LookupError, TypeError, ValueError, AttributeError, OverflowError, Invalid)


@dataclass(frozen=True, slots=True)
class EventEntry:
    """An entry with what it does not say itself.

    `chain` is the pseudonym of its chain, `member_id` whose chain it is (None: the company's).
    """

    workspace_id: int
    chain: str
    member_id: int | None
    entry: EntryView

    @property
    def message_id(self) -> str:
        """The same for each try, and for each webhook: who has seen it need not look again."""
        return f"msg_{self.chain}_{self.entry.position}"


def members_in(told: EventEntry) -> set[int]:
    """Whose users have to be known to tell it."""
    after = told.entry.after or {}
    names = ("member", "submitted_by", "decided_by", "closed_by", "reopened_by")
    found = {told.member_id, told.entry.actor_id, *(after.get(name) for name in names)}
    return {each for each in found if isinstance(each, int)}


def message(told: EventEntry, users: Users) -> bytes:
    """The body that is signed and sent; the same entry gives the same bytes."""
    return _text(event(told, users))


def event(told: EventEntry, users: Users) -> payload.Event:
    """What an entry tells. Raises one of UNKNOWN_FORM for a form that this version cannot read."""
    entry = told.entry
    subject = told.member_id or (entry.after or {}).get("member")
    return {
        "version": 1,
        "id": told.message_id,
        "type": entry.kind,
        "timestamp": precise_text(entry.received_at),
        "workspace_id": told.workspace_id,
        "chain": told.chain,
        "position": entry.position,
        "at": local_text(entry.at, entry.tz),
        "timezone": entry.tz,
        "door": entry.door,
        "user_id": _user(users, subject),
        "actor_user_id": _user(users, entry.actor_id),
        "undoes": entry.undoes,
        "data": _data(told, users),
    }


def test_message(workspace_id: int, webhook_id: int, message_id: str, asked_at: datetime) -> bytes:
    """A message that tells of nothing but that it arrives."""
    return _text(
        {
            "version": 1,
            "id": message_id,
            "type": TEST,
            "timestamp": precise_text(asked_at),
            "workspace_id": workspace_id,
            "chain": None,
            "position": None,
            "at": local_text(asked_at, "UTC"),
            "timezone": "UTC",
            "door": "background",
            "user_id": None,
            "actor_user_id": None,
            "undoes": None,
            "data": {"webhook_id": webhook_id},
        }
    )


def _text(event: payload.Event) -> bytes:
    return json.dumps(event, ensure_ascii=False, separators=(",", ":")).encode()


def _user(users: Users, member_id: int | None) -> int | None:
    return None if member_id is None else users[member_id]


def _data(
    told: EventEntry, users: Users
) -> (
    payload.OfShift
    | payload.OfCorrection
    | payload.OfTimesheet
    | payload.OfPeriod
    | payload.OfMember
    | kiosk_payload.OfKiosk
    | kiosk_payload.OfKioskKey
    | kiosk_payload.OfKioskPunch
):
    before, after = told.entry.before or {}, told.entry.after or {}
    noun = told.entry.kind.partition(".")[0]
    if noun == "correction":
        return {"correction": _correction(before, after)}
    if noun == "timesheet":
        return {"timesheet": _timesheet(after, users)}
    if noun == "period":
        return {"period": _period(after, users)}
    if noun == "member":
        return {"member": _member(before, after, users)}
    if noun.startswith("kiosk"):
        return _of_kiosk(noun, after, users)
    return {
        "shift": _shift(told.workspace_id, after),
        "before": _shift(told.workspace_id, before) if before else None,
    }


def _most(pause: BreakInterval) -> int | None:
    most = pause.paid_at_most
    return None if most is None or not pause.paid else most // timedelta(minutes=1)


def _shift(workspace_id: int, facts: Mapping[str, Any]) -> payload.ShiftPayload:
    record = ShiftRecord.from_json(workspace_id, facts, None)
    line, zone = record.timeline, record.start_zone
    jobs = [(line.job_id, line.started_at), *((s.job_id, s.started_at) for s in line.stretches)]
    return {
        "id": record.id,
        "user_id": record.account_id,
        "clock_id": record.clock_id,
        "job_id": line.current_job_id,
        "state": line.state.value,
        "started_at": local_text(line.started_at, zone),
        "start_timezone": zone,
        "start_edited": record.start_edited,
        "ended_at": local_text(line.ended_at, record.end_zone or zone) if line.ended_at else None,
        "end_timezone": record.end_zone,
        "end_edited": record.end_edited,
        "breaks": [
            {
                "id": told["break"],
                "break_kind_id": pause.kind_id,
                "paid": pause.paid,
                "paid_minutes": _most(pause),
                "started_at": local_text(pause.started_at, zone),
                "ended_at": local_text(pause.ended_at, zone) if pause.ended_at else None,
            }
            for told, pause in zip(facts["breaks"], line.pauses, strict=True)
        ],
        "segments": [{"job_id": job, "started_at": local_text(at, zone)} for job, at in jobs],
        "stopped": record.stopped,
        "billable": record.billable,
        "tag_ids": list(record.tag_ids),
        "unconfirmed": record.unconfirmed.value if record.unconfirmed else None,
        "given_afterwards": [
            {
                "time": local_text(each.at, zone),
                "given_at": local_text(each.given_at, "UTC"),
                "by_member_id": each.given_by_id,
                "offline": each.offline,
            }
            for each in record.claims.given
        ],
        "worked_through": record.worked_through,
        "voided": record.voided,
    }


def _correction(before: Mapping[str, Any], after: Mapping[str, Any]) -> payload.CorrectionPayload:
    return {
        "id": after["correction"],
        "state": after["state"],
        "earlier_state": before.get("state"),
        "shift_id": after.get("of_shift"),
        "clock_id": after.get("clock"),
    }


def _timesheet(after: Mapping[str, Any], users: Users) -> payload.TimesheetPayload:
    return {
        "first_day": after["first_day"],
        "last_day": _last_day(after),
        "state": after["state"],
        "totals": after["totals"],
        "submitted_at": after["submitted"],
        "submitted_by_user_id": _user(users, after["submitted_by"]),
        "decided_at": after["decided"],
        "decided_by_user_id": _user(users, after["decided_by"]),
    }


def _period(after: Mapping[str, Any], users: Users) -> payload.PeriodPayload:
    return {
        "first_day": after["first_day"],
        "last_day": _last_day(after),
        "closed_at": after["closed"],
        "closed_by_user_id": _user(users, after["closed_by"]),
        "reopened_at": after["reopened"],
        "reopened_by_user_id": _user(users, after["reopened_by"]),
    }


def _member(
    before: Mapping[str, Any], after: Mapping[str, Any], users: Users
) -> payload.MemberPayload:
    return {
        "user_id": users[after["member"]],
        "role": after.get("role"),
        "earlier_role": before.get("role"),
    }


def _of_kiosk(
    noun: str, after: Mapping[str, Any], users: Users
) -> kiosk_payload.OfKiosk | kiosk_payload.OfKioskKey | kiosk_payload.OfKioskPunch:
    if noun == "kiosk_key":
        return {"kiosk_key": _kiosk_key(after)}
    if noun == "kiosk_punch":
        return {"kiosk_punch": _kiosk_punch(after, users)}
    return {"kiosk": _kiosk(after)}


def _kiosk(after: Mapping[str, Any]) -> kiosk_payload.KioskPayload:
    return {
        "id": after["kiosk"],
        "clock_id": after["clock"],
        "paired_at": after["paired"],
        "locked_at": after["locked"],
        "revoked_at": after["revoked"],
    }


def _kiosk_key(after: Mapping[str, Any]) -> kiosk_payload.KioskKeyPayload:
    return {
        "id": after["key"],
        "kiosk_id": after["of_kiosk"],
        "replaces_id": after["replaces"],
    }


def _kiosk_punch(after: Mapping[str, Any], users: Users) -> kiosk_payload.KioskPunchPayload:
    return {
        "id": after["punch"],
        "kiosk_id": after["of_kiosk"],
        "clock_id": after["clock"],
        "number": after["number"],
        "last_number": after["last_number"],
        "user_id": _user(users, after["member"]),
        "act": after["act"],
        "moment": after["moment"],
        "reason": after["reason"],
        "decision": after["decision"],
    }


def _last_day(after: Mapping[str, Any]) -> str:
    return (date.fromisoformat(after["after_day"]) - timedelta(days=1)).isoformat()
