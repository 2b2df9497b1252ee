"""How the terminal tells of a shift."""

from datetime import datetime, timedelta

from timeclock.messages import N_, Sentence
from timeclock.timekeeping import zone as known_zone
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.timeline import State

_WORDS = {
    State.WORKING: N_("working"),
    State.ON_BREAK: N_("on a break"),
    State.ENDED: N_("off"),
    State.OFF: N_("off"),
}


def facts(shift: ShiftRecord, now: datetime) -> dict[str, object]:
    """The shift for scripts; times in UTC, lengths in whole seconds."""
    line = shift.timeline
    return {
        "shift_id": shift.id,
        "user_id": shift.account_id,
        "member_id": shift.member_id,
        "clock_id": shift.clock_id,
        "job_id": line.current_job_id,
        "state": line.state.value,
        "started_at": line.started_at,
        "ended_at": line.ended_at,
        "break_started_at": line.open_pause.started_at if line.open_pause else None,
        "timezone": shift.start_zone,
        "worked_seconds": seconds(line.worked(now)),
        "break_seconds": seconds(line.paused(now)),
        "note": shift.note,
        "tag_ids": list(shift.tag_ids),
        "stopped": shift.stopped,
        "stop_reason": shift.stop_reason,
        "unconfirmed": shift.unconfirmed.value if shift.unconfirmed else None,
        "given_afterwards": [
            {
                "time": each.at,
                "given_at": each.given_at,
                "by_member_id": each.given_by_id,
                "offline": each.offline,
            }
            for each in shift.claims.given
        ],
        "worked_through": shift.worked_through,
    }


def row(shift: ShiftRecord, name: str, now: datetime) -> tuple[str | Sentence, ...]:
    """The shift as a line of a table."""
    line = shift.timeline
    since = wall_time(line.started_at, shift.start_zone)
    state = Sentence(_WORDS[line.state])
    return (name, state, since, shift.start_zone, hours(line.worked(now)))


def sentence(name: str, shift: ShiftRecord | None, now: datetime) -> Sentence:
    """What a person is doing, in words."""
    if shift is None:
        return Sentence("%(name)s is off.", name=name)
    line, zone = shift.timeline, shift.start_zone
    if line.ended_at is not None:
        text = N_("%(name)s has been off since %(time)s (%(zone)s): %(worked)s worked.")
        if shift.is_unpaid:
            text = N_(
                "%(name)s has been off since %(time)s (%(zone)s): %(worked)s, not paid before "
                "the end is confirmed."
            )
        time, worked = wall_time(line.ended_at, zone), hours(line.worked(now))
        return Sentence(text, name=name, time=time, zone=zone, worked=worked)
    if line.open_pause is not None:
        return Sentence(
            "%(name)s has been on a break since %(time)s (%(zone)s).",
            name=name,
            time=wall_time(line.open_pause.started_at, zone),
            zone=zone,
        )
    return Sentence(
        "%(name)s has been on the clock since %(time)s (%(zone)s).",
        name=name,
        time=wall_time(line.started_at, zone),
        zone=zone,
    )


def wall_time(moment: datetime, zone_name: str) -> str:
    """An instant as the zone's clocks show it, to the minute."""
    return moment.astimezone(known_zone(zone_name)).strftime("%Y-%m-%d %H:%M")


def seconds(length: timedelta) -> int:
    """A length in whole seconds."""
    return length // timedelta(seconds=1)


def hours(length: timedelta) -> str:
    """A length as 7 h 42 min."""
    whole, minutes = divmod(length // timedelta(minutes=1), 60)
    return f"{whole} h {minutes} min" if whole else f"{minutes} min"
