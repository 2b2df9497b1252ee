"""Exports of the API. Pure."""

from typing_extensions import TypedDict

from timeclock.api.addresses import BASE
from timeclock.api.shapes.people import Users, in_utc, listed, user, utc
from timeclock.outgoing.exports.models import Export as Order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.styles import DecimalMark, HourFormat, Separator
from timeclock.wire.formats import DateTimeText, DayText


class ExportJson(TypedDict):
    """What was asked for, how far its file has come, and where it is.

    `heads` is what the ledger stood at when it was asked for; the addresses are paths below the
    server.
    """

    id: int
    what: What
    first_day: DayText
    last_day: DayText
    format: FileFormat
    user_ids: list[int]
    clock_ids: list[int]
    job_ids: list[int]
    hours: HourFormat
    separator: Separator
    decimal_mark: DecimalMark
    asked_at: DateTimeText
    asked_by_user_id: int | None
    heads: str
    people_done: int
    people: int
    finished_at: DateTimeText | None
    address: str
    file: str


class OneExport(TypedDict):
    """An export."""

    export: ExportJson


class Exports(TypedDict):
    """A page of exports, newest first; `next_cursor` is the `cursor` of the next one."""

    exports: list[ExportJson]
    next_cursor: str | None


def address(export_id: int) -> str:
    """Where an export is told of."""
    return f"{BASE}/exports/{export_id}"


def export(found: Order, question: ExportQuestion, users: Users) -> ExportJson:
    """What was asked for, how far its file has come, and where it is."""
    return {
        "id": found.id,
        "what": question.what,
        "first_day": question.first.isoformat(),
        "last_day": question.last.isoformat(),
        "format": question.format,
        "user_ids": listed(users, question.member_ids),
        "clock_ids": list(question.clock_ids),
        "job_ids": list(question.job_ids),
        "hours": question.style.hours,
        "separator": question.style.separator,
        "decimal_mark": question.style.decimal_mark,
        "asked_at": in_utc(found.asked_at),
        "asked_by_user_id": user(users, found.asked_by_id),
        "heads": found.heads,
        "people_done": found.done,
        "people": found.total,
        "finished_at": utc(found.finished_at),
        "address": address(found.id),
        "file": f"{address(found.id)}/file",
    }
