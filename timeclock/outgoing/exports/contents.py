"""What a question is answered with, read bit by bit from one snapshot."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time

from sqlalchemy import Connection, select

from timeclock.company.workspaces.models import Workspace
from timeclock.messages import N_, Sentence
from timeclock.outgoing.exports.heads import MemberHead, digest, newest_entry
from timeclock.outgoing.exports.hours import hours_blocks, hours_tables
from timeclock.outgoing.exports.punches import PUNCHES, punch_blocks
from timeclock.outgoing.exports.question import ExportQuestion, What
from timeclock.outgoing.exports.styles import HourFormat
from timeclock.outgoing.exports.tables import About, Contents
from timeclock.outgoing.exports.words import Words, read_words
from timeclock.timekeeping import utc_text, whole_second
from timeclock.worktime.timesheets.reading.basis import read_basis

_TITLES = {
    What.TIMESHEETS: N_("Timesheets"),
    What.TOTALS: N_("Totals by pay period"),
    What.JOBS: N_("Hours by job"),
    What.PUNCHES: N_("Punches"),
}
_UNITS = {
    HourFormat.FOUR_PLACES: N_(
        "Hours (h) are decimals with four places, seconds (s) are whole: 1 s is 0.0003 h. "
        "Sums are of seconds."
    ),
    HourFormat.TWO_PLACES: N_(
        "Hours (h) are decimals with two places, seconds (s) are whole. Sums are of seconds."
    ),
    HourFormat.MINUTES: N_(
        "Hours (h) are hours and minutes, seconds (s) are whole. Sums are of seconds."
    ),
}
_HOURS = N_(
    "Worked is what was punched, after unpaid breaks and deducted meals; rounded is the same for "
    "payroll. Regular hours and the overtime at each percent of the wage add up to the worked, or "
    "to the rounded, hours. "
    "Unconfirmed time is in neither until a person has confirmed it."
)
_THERE = N_(
    "All figures are what was worked at these clocks and on these jobs: the files of several "
    "clocks or jobs add up. Adjustments of closed days belong to no clock."
)
_PUNCHES = N_(
    "Effective rows count. Original rows are what was punched before a correction; "
    "they no longer count."
)


def read_contents(
    connection: Connection,
    workspace_id: int,
    question: ExportQuestion,
    everybody: Sequence[MemberHead],
    chosen: Sequence[MemberHead],
) -> Contents:
    """The file's tables, and its rows as they are asked for, all from this connection's snapshot.

    An open shift is counted to the newest entry of the whole ledger, so that the same ledger gives
    the same file whenever it is asked.
    """
    basis = read_basis(connection, workspace_id)
    words = read_words(connection, workspace_id, basis, everybody)
    now = whole_second(
        newest_entry(everybody) or datetime.combine(question.first, time(), tzinfo=UTC)
    )
    name = connection.execute(select(Workspace.name).where(Workspace.id == workspace_id))
    about = About(
        title=str(Sentence(_TITLES[question.what])),
        company=name.scalar_one(),
        span=str(Sentence("%(first)s to %(last)s", first=question.first, last=question.last)),
        notes=tuple(map(str, _notes(question, chosen, words, now))),
    )
    if question.what is What.PUNCHES:
        blocks = punch_blocks(connection, workspace_id, question, chosen, basis, words, now)
        return Contents(about, (PUNCHES,), blocks, question.style)
    tables = hours_tables(question, basis)
    blocks = hours_blocks(connection, workspace_id, question, chosen, basis, words, tables, now)
    return Contents(about, tables, blocks, question.style)


def _notes(
    question: ExportQuestion, chosen: Sequence[MemberHead], words: Words, now: datetime
) -> Iterator[Sentence]:
    if question.member_ids:
        people = ", ".join(person.name for person in chosen)
        yield Sentence("People: %(names)s", names=people)
    for text, ids, names in (
        (N_("Clocks: %(names)s"), question.clock_ids, words.clocks),
        (N_("Jobs: %(names)s"), question.job_ids, words.jobs),
    ):
        if ids:
            yield Sentence(text, names=", ".join(names.get(each, str(each)) for each in ids))
    if question.chooses_places and question.what is not What.PUNCHES:
        yield Sentence(_THERE)
    yield Sentence(_UNITS[question.style.hours])
    yield Sentence(_PUNCHES if question.what is What.PUNCHES else _HOURS)
    yield Sentence(
        "Open shifts are counted to the newest entry of the ledger, %(time)s.", time=utc_text(now)
    )
    yield Sentence("Ledger heads of these people, SHA-256: %(digest)s", digest=digest(chosen))
