"""What every punch does at its end: mark, place, zone, and the entry in the ledger."""

from dataclasses import replace
from datetime import datetime, timedelta

from timeclock.authority.actor import Actor
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import record
from timeclock.storage.transactions import Transaction
from timeclock.timekeeping import elapsed
from timeclock.timekeeping import zone as known_zone
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.record import Place, ShiftRecord, UnconfirmedEnd
from timeclock.worktime.shifts.situation import Situation


def zone_for(now: Situation, zone: str | None) -> str:
    """The label of a punch: the zone given, else the clock's. Raises Invalid for an unknown one."""
    if zone is None:
        return now.clock_zone
    known_zone(zone)
    return zone


def place_for(now: Situation, place: Place | None) -> Place | None:
    """A place is kept only where the workspace has turned that on."""
    return place if now.location_on else None


def edited(now: Situation, at: datetime) -> bool:
    """Whether the time that counts is further from its receipt than the workspace tolerates."""
    return abs(elapsed(at, now.head.received_at)) > timedelta(seconds=now.tolerance)


def doubt(now: Situation) -> UnconfirmedEnd | None:
    """What a punch makes of its shift where no clock can be believed: it has to be confirmed."""
    return UnconfirmedEnd.DOUBTFUL if now.doubtful else None


def as_sure(now: Situation, shift: ShiftRecord) -> ShiftRecord:
    """The shift as a punch leaves it, as sure as the clock is."""
    if not now.doubtful:
        return shift
    return replace(shift, unconfirmed=doubt(now), proposed_by_id=None)


def keep(
    tx: Transaction,
    actor: Actor,
    now: Situation,
    kind: Act,
    stored: ShiftRecord,
    *,
    at: datetime,
    zone: str | None = None,
    claimed: datetime | None = None,
    once: Once | None = None,
    place: Place | None = None,
    undoes: int | None = None,
) -> Punched:
    """Write the entry of a punch whose rows are stored, and make its answer.

    `zone` is the label of a punch that the shift itself has no place for.
    """
    before = now.shift
    record(
        tx,
        now.head,
        kind=kind.value,
        actor=actor,
        at=at,
        tz=zone or stored.end_zone or stored.start_zone,
        claimed=claimed,
        before=before.to_json() if before else None,
        after=stored.to_json(),
        payload=newly_said(before, stored, place),
        undoes=undoes,
        once=once,
        previous_link=now.previous_link,
    )
    return Punched(kind, stored, at, position=now.head.position, received_at=now.head.received_at)


def newly_said(
    before: ShiftRecord | None, after: ShiftRecord, place: Place | None = None
) -> dict[str, Json] | None:
    """The personal text that an act added or changed, with what a changed note said before."""
    known = before.personal() if before else {}
    said = after.personal()
    new: dict[str, Json] = {k: said.get(k) for k in {*known, *said} if said.get(k) != known.get(k)}
    if "note" in new and "note" in known:
        new["note_before"] = known["note"]
    if place is not None:
        new["place"] = dict(place)
    return new or None
