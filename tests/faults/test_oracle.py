"""The judge itself: it passes what is right and names whatever is not."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from tests.faults.oracle import PunchKnowledge, RecordedPunch, SentPunch, faults
from timeclock.worktime.shifts.answering import Act

MORNING = datetime(2026, 3, 2, 8, tzinfo=UTC)
DAY = (Act.CLOCKED_IN, Act.PAUSED, Act.RESUMED, Act.CLOCKED_OUT)
ELI, NED = (1, 11), (2, 22)
Ledger = list[RecordedPunch]


def day_of(who: tuple[int, int]) -> Ledger:
    """A day of one person, every punch a second after the one before."""
    return [
        RecordedPunch(*who, number, f"{who}-{number}", act, MORNING + timedelta(seconds=number))
        for number, act in enumerate(DAY, 1)
    ]


def told_so(found: Ledger) -> list[SentPunch]:
    """What people wrote down who were told exactly what is there."""
    return [
        SentPunch(
            e.workspace_id, e.member_id, str(e.key), e.act, PunchKnowledge.OK, e.at, e.position
        )
        for e in found
    ]


@pytest.fixture
def ledger() -> Ledger:
    return [*day_of(ELI), *day_of(NED)]


def test_what_is_there_as_it_was_told_has_no_fault(ledger: Ledger) -> None:
    assert faults(told_so(ledger), reversed(ledger)) == []


def lost(ledger: Ledger) -> Ledger:
    return ledger[1:]


def lost_at_the_end(ledger: Ledger) -> Ledger:
    return ledger[:-1]


def doubled(ledger: Ledger) -> Ledger:
    return [*ledger, ledger[0]]


def doubled_further_on(ledger: Ledger) -> Ledger:
    return [*ledger, replace(ledger[3], position=5)]


def moved_by_a_second(ledger: Ledger) -> Ledger:
    return [replace(ledger[0], at=ledger[0].at + timedelta(seconds=1)), *ledger[1:]]


def swapped_between_companies(ledger: Ledger) -> Ledger:
    mine, theirs = ledger[0], ledger[4]
    return [
        replace(mine, key=theirs.key),
        *ledger[1:4],
        replace(theirs, key=mine.key),
        *ledger[5:],
    ]


def swapped_with_a_later_one(ledger: Ledger) -> Ledger:
    return [replace(ledger[1], position=1), replace(ledger[0], position=2), *ledger[2:]]


def another_act(ledger: Ledger) -> Ledger:
    return [*ledger[:1], replace(ledger[1], act=Act.CLOCKED_OUT), *ledger[2:]]


def from_no_one(ledger: Ledger) -> Ledger:
    return [*ledger, replace(ledger[0], position=5, key="another")]


def without_a_key(ledger: Ledger) -> Ledger:
    return [replace(ledger[0], key=None), *ledger[1:]]


@pytest.mark.parametrize(
    "broken",
    [
        lost,
        lost_at_the_end,
        doubled,
        doubled_further_on,
        moved_by_a_second,
        swapped_between_companies,
        swapped_with_a_later_one,
        another_act,
        from_no_one,
        without_a_key,
    ],
)
def test_whatever_is_not_as_it_was_told_is_found(
    ledger: Ledger, broken: Callable[[Ledger], Ledger]
) -> None:
    assert faults(told_so(ledger), broken(ledger))


def test_a_refused_punch_that_is_there_is_found(ledger: Ledger) -> None:
    sent = told_so(ledger)
    sent[3] = replace(sent[3], told=PunchKnowledge.REFUSED, at=None, position=None)
    assert faults(sent, ledger) == [f"{sent[3].key}: was refused and is there"]
    assert faults(sent, [*ledger[:3], *ledger[4:]]) == []


def test_an_unknown_punch_may_be_there_or_not_but_not_twice(ledger: Ledger) -> None:
    sent = told_so(ledger)
    sent[3] = replace(sent[3], told=PunchKnowledge.UNKNOWN, at=None, position=None)
    assert faults(sent, ledger) == []
    assert faults(sent, [*ledger[:3], *ledger[4:]]) == []
    assert faults(sent, doubled_further_on(ledger))


def test_a_history_that_no_clock_could_run_is_found_though_everyone_was_told_so(
    ledger: Ledger,
) -> None:
    backwards = [*ledger[:3], replace(ledger[3], at=MORNING), *ledger[4:]]
    assert faults(told_so(backwards), backwards) == ["(1, 11): entry 4: time runs backwards"]
    twice_in = [*ledger[:1], replace(ledger[1], act=Act.CLOCKED_IN), *ledger[2:]]
    (first, *_) = faults(told_so(twice_in), twice_in)
    assert first == "(1, 11): entry 2: shift.clocked_in while working"
    a_gap = [replace(e, position=e.position + 1) for e in ledger[:4]] + ledger[4:]
    assert faults(told_so(a_gap), a_gap) == ["(1, 11): an entry is missing or there twice"]
