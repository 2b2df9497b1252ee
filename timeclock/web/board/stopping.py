"""Stopping someone's clock from the board: the form, what was meant by it, and what came of it."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from flask_babel import format_date
from wtforms import SelectChoice

from timeclock.errors import ProductError
from timeclock.timekeeping import elapsed, local_date
from timeclock.web.board.forms import FORGOT, StopForm
from timeclock.web.frame.visitor import actor
from timeclock.web.wording.punches import repeated
from timeclock.web.wording.times import clock_time, duration, since
from timeclock.web.wording.translation import gettext as _
from timeclock.web.wording.typed_times import (
    days_of,
    fold_of,
    moment_in_shift,
    passes_of,
    time_of_day,
)
from timeclock.worktime.board.board import BoardRow
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.queries import open_shift
from timeclock.worktime.shifts.rules import UNDO_FOR
from timeclock.worktime.timesheets.inbox.suggesting import Suggestion
from timeclock.worktime.timesheets.inbox.unanswered import suggestion_for

_A_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class StopDialog:
    """The form for one person; `passes` are the two meanings of a time that happened twice.

    `suggestion` says when the person of a forgotten shift may have left. It fills the form.
    """

    row: BoardRow
    form: StopForm
    in_words: str
    refusal: ProductError | None
    passes: tuple[tuple[str, str], ...]
    suggestion: Suggestion | None = None


@dataclass(frozen=True, slots=True)
class StopMessage:
    """What came of a stop or its undo; with a position it can be taken back for a minute."""

    sentence: str
    member_id: int
    position: int | None = None
    since: datetime | None = None
    left: timedelta = timedelta(0)
    refused: bool = False

    def kept(self) -> dict[str, Any]:
        """For the next page, when there is no script to put it on this one."""
        return {
            name: getattr(self, name) for name in ("sentence", "member_id", "position", "since")
        }

    @classmethod
    def from_kept(cls, kept: dict[str, Any], now: datetime) -> "StopMessage":
        """From the last page; the offer to undo has run on meanwhile."""
        left = UNDO_FOR - elapsed(kept["since"], now) if kept["since"] else timedelta(0)
        position = kept["position"] if left > timedelta(0) else None
        return cls(kept["sentence"], kept["member_id"], position, kept["since"], left)


def ask(
    row: BoardRow, now: datetime, form: StopForm, refusal: ProductError | None = None
) -> StopDialog:
    """The form for a person in the state they are in now."""
    if row.in_at_all and row.zone and row.started_at:
        long = elapsed(row.started_at, now) >= _A_DAY
        days = days_of(row.started_at, now, row.zone) if long else []
        form.day.choices = [
            SelectChoice(str(day), str(format_date(day, "EEE d MMMM"))) for day in days
        ]
    suggestion = _suggestion(row, now) if row.forgotten else None
    if row.forgotten and not form.is_submitted():
        form.reason.data = FORGOT
        if suggestion is not None and row.zone:
            form.end.data = clock_time(suggestion.end, row.zone)
            form.day.data = local_date(suggestion.end, row.zone)
    passes = passes_of(refusal, row.zone or "UTC")
    return StopDialog(row, form, _in_words(row, now), refusal, passes, suggestion)


def _suggestion(row: BoardRow, now: datetime) -> Suggestion | None:
    shift = open_shift(actor().workspace_id, row.member_id)
    if shift is None or row.zone is None:
        return None
    return suggestion_for(shift, row.zone, now)


def end_meant(form: StopForm, row: BoardRow, now: datetime) -> datetime | None:
    """The instant that was typed, None where now is meant. Raises as `moment_in_shift` does."""
    typed = (form.end.data or "").strip()
    if not typed or row.started_at is None or row.zone is None:
        return None
    return moment_in_shift(
        time_of_day(typed),
        started_at=row.started_at,
        now=now,
        zone=row.zone,
        day=form.day.data,
        fold=fold_of(form.which.data),
    )


def said_of_stop(punched: Punched, row: BoardRow, now: datetime) -> StopMessage:
    """“Stopped Jonas Weber at 06:00”, to be taken back; a repeat says the outcome."""
    zone = row.zone or (punched.shift.start_zone if punched.shift else "UTC")
    if punched.replayed:
        sentence = repeated(punched.kind, punched.at, punched.undone_at, zone)
        words = _("%(name)s: %(sentence)s", name=row.name, sentence=sentence)
        return StopMessage(words, row.member_id)
    at = since(punched.at, now, zone)
    sentence = _("Stopped %(name)s at %(time)s", name=row.name, time=at)
    received = punched.received_at or punched.at
    left = min(UNDO_FOR - elapsed(received, now), UNDO_FOR)
    return StopMessage(sentence, row.member_id, punched.position, received, max(left, timedelta(0)))


def said_of_undo(row: BoardRow, now: datetime) -> StopMessage:
    """That the shift runs on as if it had not been stopped."""
    values = {"name": row.name}
    if row.started_at is None or row.zone is None:
        return StopMessage(_("Undone for %(name)s", **values), row.member_id)
    values["time"] = since(row.started_at, now, row.zone)
    return StopMessage(_("Undone: %(name)s has been in since %(time)s", **values), row.member_id)


def _in_words(row: BoardRow, now: datetime) -> str:
    if not row.in_at_all or row.started_at is None or row.zone is None:
        words: str = _("%(name)s is no longer on the clock here.", name=row.name)
        return words
    values = {
        "time": since(row.started_at, now, row.zone),
        "length": duration(row.worked),
        "where": row.job_name or row.clock_name,
    }
    if row.on_break_for is not None:
        values["pause"] = duration(row.on_break_for)
        return str(_("In since %(time)s, on a break for %(pause)s; %(length)s worked.", **values))
    return str(_("In since %(time)s, %(length)s worked, on %(where)s.", **values))
