"""Which days no one changes any more: everyone's closed ones, and one's own approved ones."""

from datetime import date, timedelta
from gettext import NullTranslations

from tests.fixtures.company import Company
from tests.worktime.corrections.scenes import (
    MONDAY,
    NEXT_MONDAY,
    approve_sheet,
    close_week,
    reopen_week,
)
from timeclock.company.locks.locked_days import Lock, locked_day, read_locks, refusal
from timeclock.company.locks.models import Timesheet
from timeclock.messages import Language
from timeclock.storage.transactions import db

DAY = timedelta(days=1)
CLOSED, APPROVED = Lock(MONDAY, NEXT_MONDAY, None), Lock(MONDAY, NEXT_MONDAY, 7)


def test_a_lock_holds_from_its_first_day_to_before_the_one_after() -> None:
    assert not CLOSED.holds(7, MONDAY - DAY)
    assert CLOSED.holds(7, MONDAY)
    assert CLOSED.holds(7, NEXT_MONDAY - DAY)
    assert not CLOSED.holds(7, NEXT_MONDAY)


def test_a_closed_period_holds_everyone_and_an_approved_sheet_its_person() -> None:
    assert (CLOSED.holds(7, MONDAY), CLOSED.holds(8, MONDAY)) == (True, True)
    assert (APPROVED.holds(7, MONDAY), APPROVED.holds(8, MONDAY)) == (True, False)


def test_the_lock_of_any_of_the_days_is_found() -> None:
    days = iter((NEXT_MONDAY, MONDAY))
    assert locked_day((APPROVED,), 7, days) == APPROVED
    assert locked_day((APPROVED,), 8, (MONDAY,)) is None
    assert locked_day((APPROVED, CLOSED), 8, (MONDAY,)) == CLOSED
    assert locked_day((CLOSED,), 8, ()) is None


def test_the_refusal_says_which_days_and_why() -> None:
    refused = refusal(CLOSED)
    assert refused.code == "period_closed"
    assert refused.sentence == (
        "The period is closed: 2 March 2026 to 8 March 2026. Nothing was changed."
    )
    assert refused.details == {"first_day": MONDAY, "after_day": NEXT_MONDAY}
    assert refusal(APPROVED).sentence.startswith("The timesheet is approved: 2 March 2026")
    french = Language("fr", NullTranslations())
    assert "2 mars 2026 to 8 mars 2026" in refused.message.in_words(french)


def test_a_lock_binds_the_days_before_it_of_the_same_workweek() -> None:
    friday = MONDAY - 3 * DAY
    bound = Lock(MONDAY, NEXT_MONDAY, 7, binds_from=friday)
    assert not bound.holds(7, friday - DAY)
    assert bound.holds(7, friday)
    assert not bound.holds(8, friday)
    assert refusal(bound).sentence == (
        "The timesheet is approved: 2 March 2026 to 8 March 2026, and its first workweek from"
        " 27 February 2026 on. Nothing was changed."
    )
    # A day that is in one and is bound by another is the first one's.
    before = Lock(friday, MONDAY, 7)
    assert locked_day((bound, before), 7, (friday,)) == before
    assert locked_day((Lock(MONDAY, NEXT_MONDAY, None, friday), before), 7, (friday,)) == before


def locks(company: Company, member_id: int | None = None) -> list[Lock]:
    found = read_locks(db.session.connection(), company.workspace_id, member_id)
    db.session.rollback()
    return sorted(found, key=lambda lock: (lock.first, lock.member_id or 0))


def test_they_are_read_for_one_person_or_all(company: Company) -> None:
    assert locks(company) == []
    approve_sheet(company.eli)
    approve_sheet(company.maya, first=NEXT_MONDAY, after=NEXT_MONDAY + 7 * DAY)
    close_week(company, first=date(2026, 2, 23), after=MONDAY)
    eli, maya = company.eli.member_id, company.maya.member_id
    february = Lock(date(2026, 2, 23), MONDAY, None)
    of_eli = Lock(MONDAY, NEXT_MONDAY, eli)
    of_maya = Lock(NEXT_MONDAY, NEXT_MONDAY + 7 * DAY, maya)
    assert locks(company) == [february, of_eli, of_maya]
    assert locks(company, eli) == [february, of_eli]
    assert locks(company, company.olive.member_id) == [february]
    assert read_locks(db.session.connection(), company.nora.workspace_id) == ()
    later = read_locks(db.session.connection(), company.workspace_id, since=NEXT_MONDAY)
    assert later == (of_maya,)


def test_reopened_and_sent_back_they_are_none(company: Company) -> None:
    close_week(company)
    reopen_week(company)
    for state in ("open", "submitted"):
        db.session.add(
            Timesheet(
                workspace_id=company.workspace_id,
                member_id=company.eli.member_id,
                first_day=MONDAY if state == "open" else NEXT_MONDAY,
                after_day=NEXT_MONDAY + 7 * DAY,
                state=state,
                reason="",
            )
        )
    db.session.commit()
    assert locks(company) == []
