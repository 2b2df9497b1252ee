"""Entries of the ledger about shifts, as sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from timeclock.authority.actor import CLOCK
from timeclock.company.clocks.service import FIRST_KIND
from timeclock.ledger.queries import EntryView
from timeclock.timekeeping import local_date
from timeclock.web.frame.person import Person
from timeclock.web.wording.names import Names, read_names
from timeclock.web.wording.punches import undone
from timeclock.web.wording.shifts import ShiftWords
from timeclock.web.wording.times import clock_time, duration
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd


@dataclass(frozen=True, slots=True)
class Reader:
    """The member whose time it is, with the zone in which they read, and the names of ids."""

    member_id: int
    names: Names
    zone: str

    @classmethod
    def of(cls, person: Person, entries: Sequence[EntryView]) -> "Reader":
        """The person whose time it is, as the reader of these entries."""
        actors = {entry.actor_id for entry in entries if entry.actor_id is not None}
        return cls(person.member_id, read_names(person.workspace_id, actors), person.zone)

    def words(self, moment: datetime, zone: str) -> ShiftWords:
        """Words for shifts in an entry of that moment."""
        return ShiftWords(self.names, zone, local_date(moment, zone))


def sentence_of(
    entry: EntryView,
    taken_back: EntryView | None,
    before: ShiftRecord | None,
    after: ShiftRecord | None,
    reader: Reader,
) -> str:
    """What one did oneself, or what someone did to one's time; `taken_back` is what it undoes."""
    own, words = entry.actor_id == reader.member_id, reader.words(entry.received_at, entry.tz)
    values = {
        "who": who_of(entry, reader),
        "where": reader.names.clock(after.clock_id) if after else "",
        "what": _what(entry, after, reader),
        "why": f": {after.stop_reason}" if after and after.stop_reason else "",
        "time": clock_time(entry.at, entry.tz),
        "end": words.time(after.timeline.ended_at) if after else "",
        "now": words.shift(after),
        "was": words.shift(before),
    }
    if entry.kind == Act.UNDONE:
        act = undone(taken_back.kind, taken_back.at, entry.tz) if taken_back else _("Undone")
        return act if own else _("%(act)s, by %(who)s", act=act, **values)
    if entry.kind == Act.WORKED_THROUGH:
        return _worked_through(values, own=own, through=after is not None and after.worked_through)
    if before is not None and after is not None and before.tag_ids != after.tag_ids:
        values["tags"] = reader.names.tagged(after.tag_ids) or _("none")
        if entry.kind == Act.NOTED:
            return _of_tags(values, own=own)
    sentences = _of_oneself(values) if own else _of_others(values)
    if _waits_for_its_claims(before) or _waits_for_its_claims(after):
        sentences |= _of_claims(values, own=own)
    return (sentences | _of_either(values)).get(entry.kind, entry.kind)


def _of_tags(values: Mapping[str, str], *, own: bool) -> str:
    if own:
        return _("You changed the tags to: %(tags)s", **values)
    return _("%(who)s changed the tags to: %(tags)s", **values)


def _of_oneself(values: Mapping[str, str]) -> dict[str, str]:
    return {
        Act.CLOCKED_IN.value: _("You clocked in at %(where)s%(what)s", **values),
        Act.PAUSED.value: _("You started a break%(what)s", **values),
        Act.RESUMED.value: _("You ended your break", **values),
        Act.CLOCKED_OUT.value: _("You clocked out", **values),
        Act.JOB_SWITCHED.value: _("You changed the job%(what)s", **values),
        Act.NOTED.value: _("You wrote a note", **values),
        Act.END_PROPOSED.value: _("You said that you left at %(end)s", **values),
        Act.END_CONFIRMED.value: _("You confirmed the end at %(end)s", **values),
        Act.CONFIRMATION_UNDONE.value: _(
            "You undid your confirmation of the end at %(end)s", **values
        ),
    }


def _of_others(values: Mapping[str, str]) -> dict[str, str]:
    return {
        Act.CLOCKED_IN.value: _("%(who)s clocked you in at %(where)s%(what)s", **values),
        Act.PAUSED.value: _("%(who)s started a break for you%(what)s", **values),
        Act.RESUMED.value: _("%(who)s ended your break", **values),
        Act.CLOCKED_OUT.value: _("%(who)s clocked you out", **values),
        Act.STOPPED.value: _("%(who)s stopped your clock%(why)s", **values),
        Act.JOB_SWITCHED.value: _("%(who)s changed your job%(what)s", **values),
        Act.NOTED.value: _("%(who)s wrote a note", **values),
        Act.END_PROPOSED.value: _("%(who)s said that you left at %(end)s", **values),
        Act.END_CONFIRMED.value: _("%(who)s confirmed the end at %(end)s", **values),
        Act.CONFIRMATION_UNDONE.value: _(
            "%(who)s undid the confirmation of the end at %(end)s", **values
        ),
    }


def _waits_for_its_claims(shift: ShiftRecord | None) -> bool:
    return shift is not None and shift.unconfirmed is UnconfirmedEnd.CLAIMED


def _of_claims(values: Mapping[str, str], *, own: bool) -> dict[str, str]:
    """A confirmation of times given afterwards, which may come while the shift has no end."""
    if own:
        return {
            Act.END_CONFIRMED.value: _("You confirmed the times given afterwards"),
            Act.CONFIRMATION_UNDONE.value: _(
                "You undid your confirmation of the times given afterwards"
            ),
        }
    return {
        Act.END_CONFIRMED.value: _("%(who)s confirmed the times given afterwards", **values),
        Act.CONFIRMATION_UNDONE.value: _(
            "%(who)s undid the confirmation of the times given afterwards", **values
        ),
    }


def _of_either(values: Mapping[str, str]) -> dict[str, str]:
    """What does not depend on who did it: the decision that led to it is before it."""
    return {
        Act.CLOSED_PROVISIONALLY.value: _(
            "The clock closed the shift at %(end)s, at its limit, because there was no clock-out",
            **values,
        ),
        Act.CLAIM_REFUSED.value: _("%(who)s refused the times given afterwards: %(now)s", **values),
        Act.REFUSAL_UNDONE.value: _(
            "%(who)s took the refusal of the times given afterwards back", **values
        ),
        Act.DOUBTED.value: _(
            "The server's clock was wrong in this shift: %(was)s. Its times wait to be confirmed",
            **values,
        ),
        Act.ADDED.value: _("A shift was added: %(now)s", **values),
        Act.CORRECTED.value: _("The shift was corrected: %(now)s", **values),
        Act.REMOVED.value: _("The shift was removed: %(was)s", **values),
    }


def _worked_through(values: Mapping[str, str], *, own: bool, through: bool) -> str:
    if own and through:
        return _("You said that you worked through the break", **values)
    if own:
        return _("You said that you took the break after all", **values)
    if through:
        return _("%(who)s noted that you worked through the break", **values)
    return _("%(who)s noted that you took the break after all", **values)


def who_of(entry: EntryView, reader: Reader) -> str:
    """The name of the member who acted, or a word for the clock or the operator."""
    if entry.actor_id is not None:
        return reader.names.person(entry.actor_id) or _("A former colleague")
    return _("The clock") if entry.actor_pseudonym == CLOCK else _("The operator")


def _what(entry: EntryView, after: ShiftRecord | None, reader: Reader) -> str:
    """The job or the kind of break, as the end of a sentence; empty where none was named."""
    if after is None:
        return ""
    line = after.timeline
    if entry.kind == Act.PAUSED and line.pauses:
        pause = line.pauses[-1]
        paid = _("paid") if pause.paid else _("unpaid")
        if most := pause.paid_up_to:
            paid = _("paid up to %(most)s", most=duration(most))
        kind = reader.names.kind(pause.kind_id)
        return f" ({kind}, {paid})" if kind not in ("", FIRST_KIND) else f" ({paid})"
    job = reader.names.job(line.current_job_id)
    if entry.kind == Act.JOB_SWITCHED:
        return _(" to %(job)s", job=job) if job else _(" to no job")
    return _(", on %(job)s", job=job) if job else ""
