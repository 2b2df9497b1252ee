"""A file says what the page says: who decided, what waits, what is disputed, what still runs."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.outgoing.exports.scenes import FORMATS, Rows, file_of, pdf_text, question, rows_of
from tests.worktime.timesheets.at_work import wall, work
from timeclock.outgoing.exports.question import FileFormat, What
from timeclock.worktime.corrections.approval import asking, deciding
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end, undo_confirmation
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import shift as find_shift
from timeclock.worktime.timesheets.approval.approving import approve, send_back, submit

MONDAY = date(2026, 3, 2)


@pytest.fixture
def shift(company: Company, watch: Watch) -> int:
    """Eli worked on Monday from 08:00 to 16:00; it is Tuesday."""
    found = work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    watch.at(wall("2026-03-03 08:00"))
    return found


def later(shift_id: int, company: Company) -> tuple[Draft]:
    """The shift with an end that is an hour later."""
    found = find_shift(company.workspace_id, shift_id)
    assert found is not None
    draft = Draft.of(found)
    return (replace(draft, ended_at=draft.ended_at + timedelta(hours=1)),)


def asks(company: Company, shift: int) -> int:
    return asking.ask(
        company.eli.actor, shift_id=shift, drafts=later(shift, company), reason="Cleaned the oven"
    ).id


def edits(company: Company, shift: int) -> int:
    return asking.propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift,
        drafts=later(shift, company),
        reason="Seen on camera",
    ).id


def both(company: Company) -> tuple[Rows, Rows]:
    """The days and the totals of Eli."""
    days = rows_of(company, What.TIMESHEETS, people=[company.eli])
    return days, rows_of(company, What.TOTALS, people=[company.eli])


def test_what_needs_no_look_says_nothing(company: Company, shift: int) -> None:
    (day,), (period,) = both(company)
    assert (day["To review"], day["Remarks"], day["Corrections"]) == ("0", "", "")
    assert (period["To review"], period["Waiting"]) == ("0", "")
    assert (period["State"], period["Submitted"], period["Decided"]) == ("open", "", "")


def test_a_running_shift(company: Company, watch: Watch, shift: int) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    days, (period,) = both(company)
    assert [(day["To review"], day["Remarks"]) for day in days] == [
        ("0", ""),
        ("1", "A shift is still open"),
    ]
    assert (period["To review"], period["Waiting"]) == ("1", "A shift is still open")


def test_a_request_that_waits(company: Company, shift: int) -> None:
    asks(company, shift)
    (day,), (period,) = both(company)
    said = "correction asked by Eli waits for a decision"
    assert (day["To review"], day["Remarks"]) == ("1", said)
    assert (period["To review"], period["Waiting"]) == ("1", said)
    assert "asked by Eli: Cleaned the oven, waits for a decision" in day["Corrections"]


def test_a_request_for_a_day_without_time_has_a_row(company: Company, watch: Watch) -> None:
    watch.at(wall("2026-03-03 08:00"))
    start = wall("2026-03-02 08:00")
    asking.ask(
        company.eli.actor,
        shift_id=None,
        drafts=(Draft(company.shop, start, start + timedelta(hours=2)),),
        reason="Forgot",
    )
    (day,), (period,) = both(company)
    assert (day["Date"], day["To review"], day["Worked (s)"]) == ("2026-03-02", "1", "0")
    assert period["Waiting"] == "correction asked by Eli waits for a decision"


def test_who_approved_a_request(company: Company, shift: int) -> None:
    deciding.approve(company.maya.actor, correction_id=asks(company, shift))
    (day,), (period,) = both(company)
    assert (day["To review"], period["To review"]) == ("0", "0")
    assert "asked by Eli: Cleaned the oven, approved by Maya at 2026-03-03T" in day["Corrections"]


def test_who_refused_a_request(company: Company, shift: int) -> None:
    deciding.refuse(company.maya.actor, correction_id=asks(company, shift), reason="No")
    (day,), _ = both(company)
    assert "refused by Maya at 2026-03-03T" in day["Corrections"]
    (punch,) = rows_of(company, What.PUNCHES)
    assert punch["Corrections"] == day["Corrections"]


def test_an_edit_until_it_is_confirmed(company: Company, shift: int) -> None:
    edit = edits(company, shift)
    said = "correction made by Maya counted and not confirmed"
    (day,), (period,) = both(company)
    assert (day["To review"], day["Remarks"], period["Waiting"]) == ("1", said, said)
    deciding.confirm(company.eli.actor, correction_id=edit)
    (day,), (period,) = both(company)
    assert (day["To review"], day["Remarks"], period["Waiting"]) == ("0", "", "")
    assert "made by Maya: Seen on camera, confirmed by Eli at 2026-03-03T" in day["Corrections"]


def test_a_disputed_edit(company: Company, shift: int) -> None:
    edit = edits(company, shift)
    deciding.dispute(company.eli.actor, correction_id=edit, reason="I was gone")
    (day,), (period,) = both(company)
    said = "correction made by Maya disputed and not settled"
    assert (day["To review"], day["Remarks"], period["Waiting"]) == ("1", said, said)
    assert "disputed by Eli at 2026-03-03T" in day["Corrections"]
    deciding.settle(company.edda.actor, correction_id=edit, keep=True, reason="It stays")
    (day,), (period,) = both(company)
    assert (day["To review"], period["Waiting"]) == ("0", "")
    assert "kept by Edda at 2026-03-03T" in day["Corrections"]


def test_who_submitted_sent_back_and_approved(company: Company, watch: Watch, shift: int) -> None:
    watch.at(wall("2026-03-09 08:00"))
    submit(company.eli.actor, first_day=MONDAY)
    _, (period,) = both(company)
    assert (period["State"], period["Decided"]) == ("submitted", "")
    assert period["Submitted"] == "submitted by Eli at 2026-03-09T07:00:00Z"
    send_back(company.maya.actor, member_id=company.eli.member_id, first_day=MONDAY, reason="Lunch")
    _, (period,) = both(company)
    assert period["Decided"] == "sent back or reopened by Maya at 2026-03-09T07:00:00Z"
    approve(company.maya.actor, member_id=company.eli.member_id, first_day=MONDAY)
    (day,), (period,) = both(company)
    assert (period["State"], day["State"]) == ("approved", "approved")
    for row in (day, period):
        assert row["Decided"] == "approved by Maya at 2026-03-09T07:00:00Z"


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("what", [What.TIMESHEETS, What.TOTALS])
def test_every_format_carries_them(
    company: Company, shift: int, what: What, form: FileFormat
) -> None:
    asks(company, shift)
    content = file_of(company, question(what, form))
    if form is FileFormat.CSV:
        assert b"correction asked by Eli waits for a decision" in content
    elif form is FileFormat.PDF:
        assert "waits for a" in pdf_text(content)
    else:
        assert content.startswith(b"PK")


def test_who_confirmed_an_end(company: Company, watch: Watch) -> None:
    watch.at(wall("2026-03-02 08:00"))
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    watch.at(wall("2026-03-03 08:00"))
    propose_end(company.eli.actor, shift_id=begun.id, end=wall("2026-03-02 16:00"))
    (day,), (period,) = both(company)
    assert (day["To review"], period["To review"]) == ("1", "1")
    assert day["Corrections"] == ""
    confirm_end(company.maya.actor, shift_id=begun.id)
    (day,), (period,) = both(company)
    said = "2026-03-03T07:00:00Z times confirmed by Maya"
    assert (day["To review"], day["Corrections"]) == ("0", said)
    (punch,) = rows_of(company, What.PUNCHES)
    assert punch["Corrections"] == said
    undo_confirmation(company.maya.actor, shift_id=begun.id)
    (day,), (period,) = both(company)
    assert day["Corrections"] == ""
    assert (day["To review"], period["To review"]) == ("1", "1")
