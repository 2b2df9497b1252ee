"""Every part of every shift is a line, as it counts and as it was punched."""

import pytest

from tests.fixtures.company import Company, Watch
from tests.outgoing.exports.scenes import Rows, rows_of, seconds
from tests.worktime.corrections.scenes import draft, longer, worked, worked_with_everything
from tests.worktime.timesheets.at_work import work
from timeclock.company.clocks.break_kinds import update_break_kind
from timeclock.outgoing.exports.question import What
from timeclock.worktime.corrections.approval.asking import ask
from timeclock.worktime.corrections.approval.deciding import approve
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.stopping import stop


def punches(company: Company, **asked: object) -> Rows:
    return rows_of(company, What.PUNCHES, **asked)


def test_parts_of_a_day_in_order(company: Company, watch: Watch) -> None:
    shift = worked_with_everything(company, watch)
    rows = punches(company)
    assert [(row["Part"], row["Job"], row["Break"], row["Paid"]) for row in rows] == [
        ("work", "Baking", "", "yes"),
        ("break", "", "Lunch", "no"),
        ("work", "Baking", "", "yes"),
        ("work", "Delivering", "", "yes"),
        ("break", "", "Rest", "yes"),
        ("work", "Delivering", "", "yes"),
    ]
    paid = sum(int(row["Length (s)"]) for row in rows if row["Paid"] == "yes")
    assert paid == shift.timeline.worked(watch.now).total_seconds()
    assert {(row["Clock"], row["Note"], row["Date"]) for row in rows} == {
        ("Shop", "Rolls", "2026-03-02")
    }


def test_times_are_local_with_zone_and_offset_and_instants(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00:05", "2026-03-02 16:00")
    (row,) = punches(company)
    assert row["From (local time)"] == "2026-03-02T08:00:05+01:00"
    assert row["Time zone"] == "Europe/Berlin"
    assert row["From (UTC)"] == "2026-03-02T07:00:05Z"
    assert row["To (UTC)"] == "2026-03-02T15:00:00Z"


def test_a_shift_belongs_to_the_day_of_its_start_in_its_clocks_zone(
    company: Company, watch: Watch
) -> None:
    watch.at("04:00")  # in New York it is still Sunday
    clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
    work(watch, company.otto, company.yard, "2026-03-02 23:30", "2026-03-03 07:00")
    assert [row["Name"] for row in punches(company)] == ["Otto"]


def test_what_was_corrected_is_beside_what_was_punched(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    watch.at("18:00")
    asked = ask(
        company.eli.actor, shift_id=shift.id, drafts=[longer(shift)], reason="Cleaned the oven"
    )
    approve(company.maya.actor, correction_id=asked.id)
    now, then = punches(company)
    assert (now["Version"], now["To (UTC)"]) == ("effective", "2026-03-02T17:00:00Z")
    assert (then["Version"], then["To (UTC)"]) == ("original", "2026-03-02T16:00:00Z")
    assert (now["Paid"], then["Paid"]) == ("yes", "no")
    assert "corrected" in now["Marks"]
    assert "asked by Eli: Cleaned the oven" in now["Corrections"]


def test_what_was_removed_stays_to_be_seen(company: Company, watch: Watch) -> None:
    shift = worked(company, watch)
    watch.at("18:00")
    asked = ask(company.eli.actor, shift_id=shift.id, drafts=[], reason="It was Otto")
    approve(company.maya.actor, correction_id=asked.id)
    (row,) = punches(company)
    assert (row["Version"], row["Marks"], row["Paid"]) == ("original", "removed", "no")


def test_what_was_added_says_by_whom(company: Company, watch: Watch) -> None:
    watch.at("18:00")
    asked = ask(
        company.eli.actor,
        shift_id=None,
        drafts=[draft(company, "08:00", "10:00")],
        reason="Forgot to clock in",
    )
    approve(company.maya.actor, correction_id=asked.id)
    (row,) = punches(company)
    assert row["Version"] == "effective"
    assert "Forgot to clock in" in row["Corrections"]


def test_open_and_stopped_shifts_are_marked(company: Company, watch: Watch) -> None:
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    clock_in(company.otto.actor, clock_id=company.yard)
    watch.at("09:00")
    stop(company.olive.actor, member_id=company.otto.member_id, reason="Sent home")
    eli, otto = punches(company)
    assert (eli["Marks"], eli["To (UTC)"], seconds(eli["Length (h)"])) == ("open", "", 3600)
    assert "stopped by Olive" in otto["Marks"]


@pytest.mark.parametrize(("job", "parts"), [("baking", 2), ("delivering", 2), ("cleaning", 0)])
def test_a_job_chooses_parts(company: Company, watch: Watch, job: str, parts: int) -> None:
    worked_with_everything(company, watch)
    assert len(punches(company, jobs=[getattr(company, job)])) == parts


def test_a_clock_chooses_parts(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 09:00")
    work(watch, company.otto, company.yard, "2026-03-02 08:00", "2026-03-02 09:00")
    assert [row["Name"] for row in punches(company, clocks=[company.yard])] == ["Otto"]


def test_the_unpaid_rest_of_a_paid_break_is_a_row_of_its_own(
    company: Company, watch: Watch
) -> None:
    update_break_kind(company.operator, kind_id=company.rest, minutes=15)
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("09:00")
    pause(company.eli.actor, kind_id=company.rest)
    watch.at("13:00")
    shift = clock_out(company.eli.actor).shift
    assert shift is not None
    rows = punches(company)
    assert [(row["Part"], row["Length (s)"], row["Paid"]) for row in rows] == [
        ("work", "3600", "yes"),
        ("break", "900", "yes"),
        ("break", "13500", "no"),
    ]
    paid = sum(int(row["Length (s)"]) for row in rows if row["Paid"] == "yes")
    assert paid == shift.timeline.worked(watch.now).total_seconds()
