"""Every file marks a time that was given afterwards, with when it was given and by whom."""

from datetime import UTC, datetime

import pytest

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.outgoing.exports.scenes import (
    FORMATS,
    csv_rows,
    file_of,
    pdf_text,
    question,
    xlsx_rows,
)
from tests.worktime.shifts.test_claimed_times import use
from timeclock.company.pay_rules.choices import ClaimedTimes
from timeclock.outgoing.exports.question import FileFormat, What
from timeclock.worktime.shifts.forgetting import confirm_end
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.timesheets.approval.approving import approve

STARTED = datetime(2026, 3, 2, 9, tzinfo=UTC)
COLUMN = {
    What.TIMESHEETS: "Remarks",
    What.TOTALS: "Given afterwards",
    What.JOBS: "Remarks",
    What.PUNCHES: "Marks",
}
SHEET = {
    What.TIMESHEETS: "Timesheets",
    What.TOTALS: "Totals",
    What.JOBS: "Hours by job",
    What.PUNCHES: "Punches",
}
# What the company has said of such times, and whether another person has confirmed this one.
STATES = {
    "waits": (ClaimedTimes.WAIT, False),
    "is confirmed": (ClaimedTimes.WAIT, True),
    "counts at once": (ClaimedTimes.COUNT, False),
}


def gives(company: Company, watch: Watch, by: CompanyMember) -> int:
    """At noon in UTC, someone says that Eli began at nine; he works until four."""
    watch.at("12:00")
    begun = clock_in(
        by.actor, member_id=company.eli.member_id, clock_id=company.shop, claimed=STARTED
    ).shift
    assert begun is not None
    watch.at("16:00")
    clock_out(company.eli.actor)
    return begun.id


def read(company: Company, what: What, form: FileFormat) -> str:
    """What the file says of the times, in one line."""
    content = file_of(company, question(what, form, people=[company.eli]))
    if form is FileFormat.PDF:
        return pdf_text(content)
    rows = csv_rows(content) if form is FileFormat.CSV else xlsx_rows(content, SHEET[what])
    (row,) = rows
    return str(row[COLUMN[what]])


def marks(text: str, who: str) -> bool:
    """Whether it has the time, when it was given and the name; paper breaks lines anywhere."""
    said = f"2026-03-02T10:00:00+01:00 given afterwards at 2026-03-02T12:00:00Z by {who}"
    return said.replace(" ", "") in text.replace(" ", "")


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("what", What)
@pytest.mark.parametrize("state", STATES)
def test_every_export_marks_a_time_given_afterwards(
    company: Company, watch: Watch, state: str, what: What, form: FileFormat
) -> None:
    rule, is_confirmed = STATES[state]
    use(company, rule)
    shift_id = gives(company, watch, company.eli)
    if is_confirmed:
        confirm_end(company.maya.actor, shift_id=shift_id)
    assert marks(read(company, what, form), "Eli")


@pytest.mark.parametrize("what", What)
def test_every_export_names_another_person_who_gave_the_time(
    company: Company, watch: Watch, what: What
) -> None:
    gives(company, watch, company.maya)
    text = read(company, what, FileFormat.CSV)
    assert marks(text, "Maya")
    assert not marks(text, "Eli")


@pytest.mark.parametrize("what", What)
def test_the_mark_stays_when_the_timesheet_is_approved(
    company: Company, watch: Watch, what: What
) -> None:
    confirm_end(company.maya.actor, shift_id=gives(company, watch, company.eli))
    watch.later(days=7)
    first_day = question().first
    approve(company.maya.actor, member_id=company.eli.member_id, first_day=first_day)
    assert marks(read(company, what, FileFormat.CSV), "Eli")


@pytest.mark.parametrize("what", What)
def test_a_time_that_was_punched_has_no_mark(company: Company, watch: Watch, what: What) -> None:
    watch.at("09:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("16:00")
    clock_out(company.eli.actor)
    assert "afterwards" not in read(company, what, FileFormat.CSV)
