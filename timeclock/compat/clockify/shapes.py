"""Shifts as Clockify shows them: entries of work with entries of type BREAK between. Pure."""

from datetime import timedelta

from timeclock.compat.ids import Kind, hex24
from timeclock.shifts.record import ShiftRecord
from timeclock.shifts.timeline import Part
from timeclock.timekeeping import elapsed, utc_text
from timeclock.wire.owner import Owner

Shape = dict[str, object]
_WEEKDAYS = ("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY")


def last_entry(record: ShiftRecord) -> Shape:
    """The entry that a stop ended: the last part of the shift, be it work or a break."""
    return entry(record, record.timeline.parts()[-1])


def entry(record: ShiftRecord, part: Part) -> Shape:
    """One time entry."""
    return {
        "id": _entry_id(record, part),
        "description": record.note,
        "tagIds": [],
        "userId": hex24(Kind.USER, record.account_id),
        "billable": record.billable and part.pause is None,
        "taskId": None,
        "projectId": None if part.job_id is None else hex24(Kind.JOB, part.job_id),
        "workspaceId": hex24(Kind.WORKSPACE, record.workspace_id),
        "timeInterval": _interval(part),
        "customFieldValues": [],
        "type": "REGULAR" if part.pause is None else "BREAK",
        "kioskId": None,
        "isLocked": False,
    }


def _entry_id(record: ShiftRecord, part: Part) -> str:
    if part.pause is not None and part.pause.id is not None:
        return hex24(Kind.BREAK, part.pause.id)
    if part.after_stretch_id is not None:
        return hex24(Kind.PART_AFTER_SWITCH, part.after_stretch_id)
    if part.after_pause_id is not None:
        return hex24(Kind.PART_AFTER_BREAK, part.after_pause_id)
    return hex24(Kind.SHIFT, record.id)


def _interval(part: Part) -> Shape:
    ended = part.ended_at
    return {
        "start": utc_text(part.started_at),
        "end": None if ended is None else utc_text(ended),
        "duration": None if ended is None else duration(elapsed(part.started_at, ended)),
    }


def duration(length: timedelta) -> str:
    """ISO 8601 in hours, minutes and seconds: `PT1H30M`; nothing is `PT0S`."""
    minutes, seconds = divmod(int(length.total_seconds()), 60)
    hours, minutes = divmod(minutes, 60)
    units = ((hours, "H"), (minutes, "M"), (seconds, "S"))
    return "PT" + ("".join(f"{count}{unit}" for count, unit in units if count) or "0S")


def user(owner: Owner) -> Shape:
    """The owner of a key."""
    workspace = hex24(Kind.WORKSPACE, owner.workspace_id)
    return {
        "id": hex24(Kind.USER, owner.account_id),
        "email": owner.email,
        "name": owner.name,
        "memberships": [_membership(owner)],
        "profilePicture": "",
        "activeWorkspace": workspace,
        "defaultWorkspace": workspace,
        "settings": {
            "weekStart": _WEEKDAYS[owner.first_weekday],
            "timeZone": owner.zone,
            "timeFormat": "HOUR24",
            "dateFormat": "YYYY-MM-DD",
        },
        "status": "ACTIVE",
    }


def workspace(owner: Owner) -> Shape:
    """The company that a key belongs to."""
    return {
        "id": hex24(Kind.WORKSPACE, owner.workspace_id),
        "name": owner.workspace_name,
        "hourlyRate": None,
        "costRate": None,
        "imageUrl": "",
        "memberships": [_membership(owner)],
        "workspaceSettings": {"weekStart": _WEEKDAYS[owner.first_weekday]},
    }


def _membership(owner: Owner) -> Shape:
    return {
        "userId": hex24(Kind.USER, owner.account_id),
        "hourlyRate": None,
        "costRate": None,
        "targetId": hex24(Kind.WORKSPACE, owner.workspace_id),
        "membershipType": "WORKSPACE",
        "membershipStatus": "ACTIVE",
    }
