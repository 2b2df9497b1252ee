"""Entries of the ledger about corrections and timesheets, as sentences."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from timeclock.ledger.queries import EntryView
from timeclock.web.history.shifts import Reader, who_of
from timeclock.web.wording.times import day_words, days_words, duration, signed
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval.answering import SheetAct
from timeclock.worktime.timesheets.approval.standing import SheetState

_BASELINE = ".baseline"
_CORRECTION = "correction."


@dataclass(frozen=True, slots=True)
class Decision:
    """What an entry says; without a `zone` its time is that of the reader."""

    sentence: str
    zone: str | None = None
    remarks: tuple[tuple[str, str], ...] = ()
    before: str | None = None
    after: str | None = None


def decision_of(entry: EntryView, reader: Reader, workspace_id: int) -> Decision:
    """A correction or a timesheet in words; of any other entry only its kind is known."""
    own = entry.actor_id == reader.member_id
    if entry.kind.endswith(_BASELINE):
        return Decision(_("Listed as it was when the server was updated"))
    if entry.kind.startswith(_CORRECTION):
        return _correction(entry, reader, workspace_id, own=own)
    if entry.kind in set(SheetAct) and entry.after:
        return Decision(_sheet(entry, entry.after, who_of(entry, reader), own=own))
    return Decision(entry.kind)


def _correction(entry: EntryView, reader: Reader, workspace_id: int, *, own: bool) -> Decision:
    facts, zone = entry.after or {}, entry.tz
    name = entry.kind.removeprefix(_CORRECTION)
    values = {"who": who_of(entry, reader)}
    sentences = _of_oneself(values) if own else _of_others(values, facts)
    before = after = None
    if "drafts" in facts:  # it was filed just now: what it is about is told once
        shift = ShiftRecord.from_json(workspace_id, entry.before, None) if entry.before else None
        words = reader.words(entry.at, zone)
        drafts = (Draft.from_json({"note": "", **draft}) for draft in facts["drafts"])
        before = words.shift(shift) if shift else _("No shift")
        after = " \N{MIDDLE DOT} ".join(map(words.draft, drafts)) or _("Removed")
    return Decision(
        sentences.get(name, entry.kind), zone, tuple(_adjustments(facts)), before, after
    )


def _of_oneself(values: Mapping[str, str]) -> dict[str, str]:
    return {
        "asked": _("You asked for a correction", **values),
        "proposed": _("You corrected your time. No one else could decide.", **values),
        "approved": _("Your request counts. No one else could decide.", **values),
        "withdrawn": _("You withdrew your request", **values),
        "confirmed": _("You confirmed the correction", **values),
        "disputed": _("You disputed the correction", **values),
        "undone": _("You undid your decision about the correction", **values),
    }


def _of_others(values: Mapping[str, str], facts: Mapping[str, Any]) -> dict[str, str]:
    proposed = _("%(who)s proposed a correction, which waits for your confirmation", **values)
    if facts.get("state") == "applied":
        proposed = _(
            "%(who)s made a correction, which counts and waits for your confirmation", **values
        )
    return {
        "proposed": proposed,
        "approved": _("%(who)s approved your request", **values),
        "refused": _("%(who)s refused your request", **values),
        "withdrawn": _("%(who)s withdrew the proposal", **values),
        "upheld": _("%(who)s kept the correction", **values),
        "taken_back": _("%(who)s undid the correction", **values),
        "undone": _("%(who)s undid the decision about the correction", **values),
    }


def _adjustments(facts: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """What it adds to open days, where the days that it is about are closed."""
    for each in facts.get("adjustments") or ():
        if each["day"] != each["for_day"]:
            day, for_day = (date.fromisoformat(each[name]) for name in ("day", "for_day"))
            words = _(
                "%(length)s for %(for_day)s, a closed day",
                length=signed(each["seconds"]),
                for_day=day_words(for_day),
            )
            yield _("Counts on %(day)s", day=day_words(day)), words


def _sheet(entry: EntryView, facts: Mapping[str, Any], who: str, *, own: bool) -> str:
    first, after = (date.fromisoformat(facts[name]) for name in ("first_day", "after_day"))
    totals = facts.get("totals") or {}
    values = {
        "who": who,
        "days": days_words(first, after),
        "worked": duration(timedelta(seconds=totals.get("worked", 0))),
    }
    sentences = _of_others_sheets(values) | (_of_own_sheets(values) if own else {})
    said = sentences.get(entry.kind, entry.kind)
    if _reopened_by_change(entry, facts):
        return _(
            "Your hours of %(days)s were reopened: time changed after you submitted them", **values
        )
    if _was_unsubmitted(entry):
        return _("%(decision)s. It was not submitted.", decision=said)
    return said


def _reopened_by_change(entry: EntryView, facts: Mapping[str, Any]) -> bool:
    """Whether a change of time reopened a sheet that was submitted; a manager reopens others."""
    return entry.kind == SheetAct.REOPENED and bool(facts.get("submitted"))


def _was_unsubmitted(entry: EntryView) -> bool:
    """Whether it approved, by itself or with its period, a sheet that was not submitted."""
    approves = entry.kind in (SheetAct.APPROVED, SheetAct.CLOSED)
    return approves and (entry.before or {}).get("state") == SheetState.OPEN


def _of_own_sheets(it: Mapping[str, str]) -> dict[str, str]:
    return {
        SheetAct.SUBMITTED.value: _("You submitted your hours of %(days)s: %(worked)s", **it),
        SheetAct.TAKEN_BACK.value: _("You withdrew your hours of %(days)s", **it),
        SheetAct.APPROVED.value: _("You approved your hours of %(days)s: %(worked)s", **it),
        SheetAct.UNDONE.value: _("You undid your decision about %(days)s", **it),
        SheetAct.CLOSED.value: _("You closed your hours of %(days)s: %(worked)s", **it),
    }


def _of_others_sheets(it: Mapping[str, str]) -> dict[str, str]:
    return {
        SheetAct.SUBMITTED.value: _("%(who)s submitted your hours of %(days)s: %(worked)s", **it),
        SheetAct.TAKEN_BACK.value: _("%(who)s withdrew your hours of %(days)s", **it),
        SheetAct.APPROVED.value: _("%(who)s approved your hours of %(days)s: %(worked)s", **it),
        SheetAct.SENT_BACK.value: _("%(who)s sent your hours of %(days)s back", **it),
        SheetAct.REOPENED.value: _("%(who)s reopened your hours of %(days)s", **it),
        SheetAct.UNDONE.value: _("%(who)s undid the decision about %(days)s", **it),
        SheetAct.CLOSED.value: _("%(who)s closed your hours of %(days)s: %(worked)s", **it),
    }
