"""Whether work was interrupted as a rule set asks, over one duty; whole seconds; pure."""

from collections.abc import Iterator
from datetime import datetime

from timeclock.worktime.hours.duties import Duty, Watched
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.rhythm import Rhythm, rhythm_of
from timeclock.worktime.hours.rule_sets import MINUTE, Breaks, terms_of
from timeclock.worktime.hours.sheet import CaseKind, Flag


def break_flags(duty: Duty, now: datetime) -> Iterator[Flag]:
    """NO_BREAK where work passed a threshold without one that counts, SHORT_BREAK for too little.

    A meal that the company deducts counts as taken, no one knows when. Of a running shift only that
    it had no break is said: how long its breaks will be no one knows either.
    """
    asked = terms_of(duty.rules).breaks
    if asked is None or duty.end is None:
        return
    rhythm = rhythm_of(duty, asked.shortest, now)
    missing = _too_long_a_row(rhythm, asked) or _too_late(rhythm, asked) or _none(rhythm, asked)
    yield from (flag for flag in (missing, _too_little(rhythm, asked)) if flag)


def _too_long_a_row(rhythm: Rhythm, asked: Breaks) -> Flag | None:
    """ArbZG § 4 sentence 3. When a deducted break was is not known, so it may have been there."""
    if asked.in_a_row is None or rhythm.deducted:
        return None
    for number, row in enumerate(rhythm.rows):
        length = sum(leg.seconds for leg in row)
        if length > asked.in_a_row:
            sentence = (
                f"Worked {length_text(length)} in a row; after "
                f"{length_text(asked.in_a_row)} a break of at least "
                f"{length_text(asked.shortest)} is needed ({asked.source.name})"
            )
            at = rhythm.shift_at(rhythm.work(number) + asked.in_a_row)
            return _flag(CaseKind.NO_BREAK, at, length, asked.in_a_row, sentence, asked)
    return None


def _too_late(rhythm: Rhythm, asked: Breaks) -> Flag | None:
    """Labor Code § 512(a): the work done when each break began, or so far if it never did."""
    deducted = 1 if rhythm.deducted else 0
    for number, by in enumerate(asked.begin_by):
        if number < deducted:
            continue
        before = rhythm.work(number - deducted + 1)
        if before > by:
            which = "second break" if number else "break"
            sentence = (
                f"Worked {length_text(before)} before a {which} of at least "
                f"{length_text(asked.shortest)}; it has to begin within the first "
                f"{length_text(by)} of work ({asked.source.name})"
            )
            at = rhythm.shift_at(by)
            return _flag(CaseKind.NO_BREAK, at, before, by, sentence, asked)
    return None


def _none(rhythm: Rhythm, asked: Breaks) -> Flag | None:
    if not asked.totals or rhythm.taken or rhythm.deducted:
        return None
    over, work = asked.totals[0][0], rhythm.work()
    if work <= over:
        return None
    least = f" of at least {length_text(asked.shortest)}" if asked.shortest >= MINUTE else ""
    sentence = (
        f"Worked {length_text(work)} without a break{least}; "
        f"more than {length_text(over)} need one ({asked.source.name})"
    )
    at = rhythm.shift_at(over)
    return _flag(CaseKind.NO_BREAK, at, work, over, sentence, asked)


def _too_little(rhythm: Rhythm, asked: Breaks) -> Flag | None:
    taken, work = rhythm.taken + rhythm.deducted, rhythm.work()
    due = [(over, needed) for over, needed in asked.totals if work > over]
    if rhythm.running or not taken or not due or taken >= due[-1][1]:
        return None
    over, needed = due[-1]
    sentence = (
        f"{length_text(taken)} of breaks in {length_text(work)} of work; "
        f"{length_text(needed)} are needed ({asked.source.name})"
    )
    at = rhythm.shift_at(over)
    return _flag(CaseKind.SHORT_BREAK, at, taken, needed, sentence, asked)


def _flag(
    kind: CaseKind, at: Watched, measured: int, limit: int, sentence: str, asked: Breaks
) -> Flag:
    return Flag(kind, at.day, at.shift.id, measured, limit, sentence, asked.source)
