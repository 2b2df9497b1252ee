"""Where a clock asks for a job, work on none is something to look at; no one is kept at work."""

import pytest

from tests.worktime.hours.flags_of import facts, raised
from tests.worktime.hours.shifts_of import BAKE, YARD, at, rest, sheet_of, shift
from timeclock.company.pay_rules.choices import RuleSet
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.record import ShiftRecord, UnconfirmedEnd

WANTED = at("2026-03-01 00:00")
BEGIN, END = "2026-03-02 08:00", "2026-03-02 12:00"


def lacking(*shifts: ShiftRecord) -> list[tuple[str, str]]:
    return facts(raised(RuleSet.NONE, *shifts, job_wanted=WANTED))


def test_it_says_how_long_no_job_was_worked_on() -> None:
    bare = shift(BEGIN, END)
    sentence = "Worked 4 h without a job; this time clock asks for one"
    assert lacking(bare) == [("no_job", sentence)]
    (flag,) = raised(RuleSet.NONE, bare, job_wanted=WANTED)
    assert (flag.measured, flag.limit, flag.shift_id) == (4 * 3600, 0, bare.id)
    assert flag.source
    assert flag.source.name == "Jobs of the time clock"


def test_only_work_counts_and_only_what_is_on_no_job() -> None:
    lunch = rest("2026-03-02 09:00", "2026-03-02 09:30")
    booked = shift(BEGIN, END, lunch, jobs=[("2026-03-02 10:00", BAKE)])
    assert lacking(booked) == [
        ("no_job", "Worked 1 h 30 min without a job; this time clock asks for one")
    ]
    assert lacking(shift(BEGIN, END, job=BAKE)) == []
    left = shift(BEGIN, END, job=BAKE, jobs=[("2026-03-02 11:45", None)])
    assert lacking(left) == [
        ("no_job", "Worked 15 min without a job; this time clock asks for one")
    ]


@pytest.mark.parametrize(
    "nothing",
    [
        shift(BEGIN, BEGIN),
        shift(BEGIN, END, voided=True),
        shift(BEGIN, END, rest(BEGIN, END), job=BAKE),
        # What was never worked at all: the break begins and ends with the shift.
        shift(BEGIN, END, rest(BEGIN, END)),
    ],
    ids=["no length", "voided", "all on break, booked", "all on break"],
)
def test_where_nothing_was_worked_no_job_is_missed(nothing: ShiftRecord) -> None:
    assert lacking(nothing) == []


def test_what_runs_or_waits_for_a_word_may_still_get_its_job() -> None:
    running = shift("2099-01-01 00:30", None)
    assert lacking(running) == []
    waiting = shift(BEGIN, END, unconfirmed=UnconfirmedEnd.PROPOSED)
    assert [kind for kind, _ in lacking(waiting)] == ["unconfirmed_end"]


def test_nothing_that_ended_before_the_clock_asked_is_a_case() -> None:
    bare = shift(BEGIN, END)
    assert raised(RuleSet.NONE, bare) == ()
    assert raised(RuleSet.NONE, bare, job_wanted=at("2026-03-02 12:00:01")) == ()
    assert raised(RuleSet.NONE, bare, job_wanted=at(END)) != ()
    switched = shift(BEGIN, END, jobs=[("2026-03-02 10:00", BAKE)])
    assert raised(RuleSet.NONE, switched, job_wanted=at("2026-03-02 10:00:01")) == ()


def test_a_sheet_asks_each_clock() -> None:
    jobless = (shift(BEGIN, END), shift("2026-03-02 13:00", "2026-03-02 14:00", clock_id=YARD))
    sheet = sheet_of(*jobless, first="2026-03-02", jobs_wanted={YARD: WANTED})
    assert [(f.kind, f.shift_id) for f in sheet.flags] == [(CaseKind.NO_JOB, jobless[1].id)]
    assert sheet.totals.worked == 5 * 3600
