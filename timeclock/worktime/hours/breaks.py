"""Whether work was interrupted as a rule set asks, over one duty; whole seconds; pure."""

from collections.abc import Iterator
from datetime import datetime

from timeclock.messages import N_, Sentence
from timeclock.worktime.hours.duties import Duty, Watched
from timeclock.worktime.hours.explaining import length_text
from timeclock.worktime.hours.rhythm import Rhythm, rhythm_of
from timeclock.worktime.hours.rule_sets import MINUTE, Breaks, terms_of
from timeclock.worktime.hours.sheet import CaseKind, Flag

_TOO_LATE = N_(
    "Worked %(worked)s before a break of at least %(least)s; it has to begin within the first "
    "%(first)s of work (%(source)s)"
)
_NEVER = N_(
    "Worked %(worked)s without a break of at least %(least)s; one has to begin within the first "
    "%(first)s of work (%(source)s)"
)
_SECOND_NEVER = N_(
    "Worked %(worked)s without a second break of at least %(least)s; it has to begin within the "
    "first %(first)s of work (%(source)s)"
)
_SECOND_TOO_LATE = N_(
    "Worked %(worked)s before a second break of at least %(least)s; it has to begin within the "
    "first %(first)s of work (%(source)s)"
)
# By whether the break came at all, and whether it is the second one.
_LATE = {
    (True, False): _TOO_LATE,
    (True, True): _SECOND_TOO_LATE,
    (False, False): _NEVER,
    (False, True): _SECOND_NEVER,
}


def break_flags(duty: Duty, now: datetime) -> Iterator[Flag]:
    """NO_BREAK where work passed a threshold without one that counts, SHORT_BREAK for too little.

    A meal that the company deducts counts as taken, no one knows when. Of a running shift only that
    it had no break is said: how long its breaks will be no one knows either.
    """
    if duty.end is None:
        return
    for asked in terms_of(duty.rules).breaks:
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
            sentence = Sentence(
                "Worked %(worked)s in a row; after %(after)s a break of at least %(least)s is "
                "needed (%(source)s)",
                worked=length_text(length),
                after=length_text(asked.in_a_row),
                least=length_text(asked.shortest),
                source=asked.source.title,
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
        before = rhythm.work(number - deducted + 1) - (rhythm.off if deducted else 0)
        if before > by:
            sentence = Sentence(
                _LATE[rhythm.has_break(number - deducted), number > 0],
                worked=length_text(before),
                least=length_text(asked.shortest),
                first=length_text(by),
                source=asked.source.title,
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
    text = N_("Worked %(worked)s without a break; more than %(over)s need one (%(source)s)")
    if asked.shortest > MINUTE:
        text = N_(
            "Worked %(worked)s without a break of at least %(least)s; more than %(over)s need one "
            "(%(source)s)"
        )
    sentence = Sentence(
        text,
        worked=length_text(work),
        least=length_text(asked.shortest),
        over=length_text(over),
        source=asked.source.title,
    )
    at = rhythm.shift_at(over)
    return _flag(CaseKind.NO_BREAK, at, work, over, sentence, asked)


def _too_little(rhythm: Rhythm, asked: Breaks) -> Flag | None:
    taken, work = rhythm.taken + rhythm.deducted, rhythm.work() - rhythm.off
    due = [(over, needed) for over, needed in asked.totals if work > over]
    if rhythm.running or not taken or not due or taken >= due[-1][1]:
        return None
    over, needed = due[-1]
    text = N_("%(taken)s of breaks in %(worked)s of work; %(needed)s are needed (%(source)s)")
    if rhythm.deducted:
        text = N_(
            "%(clocked)s of breaks clocked and %(deducted)s deducted in %(worked)s of work; "
            "%(needed)s are needed (%(source)s)"
        )
        if not rhythm.taken:
            text = N_(
                "No break clocked and %(deducted)s deducted in %(worked)s of work; %(needed)s are "
                "needed (%(source)s)"
            )
    sentence = Sentence(
        text,
        taken=length_text(taken),
        clocked=length_text(rhythm.taken),
        deducted=length_text(rhythm.deducted),
        worked=length_text(work),
        needed=length_text(needed),
        source=asked.source.title,
    )
    at = rhythm.shift_at(over)
    return _flag(CaseKind.SHORT_BREAK, at, taken, needed, sentence, asked)


def _flag(
    kind: CaseKind, at: Watched, measured: int, limit: int, sentence: Sentence, asked: Breaks
) -> Flag:
    return Flag(kind, at.day, at.shift.id, measured, limit, sentence, asked.source)
