"""A shift of no length: there is one at an instant, and it is shown."""

from datetime import datetime

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.authority.actor import Door
from timeclock.errors import Conflict, Invalid
from timeclock.timekeeping import Interval
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.backdating import tell_worked
from timeclock.worktime.shifts.queries import shifts_between


def at(time: str) -> datetime:
    return datetime.fromisoformat(f"2026-03-02T{time}+00:00")


def draft(company: Company, start: str, end: str) -> Draft:
    return Draft(company.shop, at(start), at(end))


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        (("08:00", "09:00"), ("08:30", "10:00"), True),
        (("08:00", "09:00"), ("09:00", "10:00"), False),
        (("08:00", "08:00"), ("08:00", "08:00"), True),
        (("08:00", "08:00"), ("08:00:01", "08:00:01"), False),
        (("08:00", "08:00"), ("08:00", "09:00"), False),
        (("08:00", "08:00"), ("07:00", "08:00"), False),
        (("08:00", "08:00"), ("07:00", "09:00"), True),
        (("08:00", None), ("09:00", "10:00"), True),
        (("08:00", None), ("07:00", "08:00"), False),
    ],
)
def test_what_overlaps(
    one: tuple[str, str | None], other: tuple[str, str | None], *, expected: bool
) -> None:
    left, right = (Interval(at(a), at(b) if b else None) for a, b in (one, other))
    assert left.overlaps(right) is expected
    assert right.overlaps(left) is expected


@pytest.fixture
def first(company: Company, watch: Watch) -> int:
    """Eli has a shift at 08:00 that has no length; it is 18:00."""
    watch.at("18:00")
    found = tell_worked(company.eli.through(Door.CLOCKIFY), start=at("08:00"), end=at("08:00"))
    assert found.shift is not None
    return found.shift.id


def test_a_script_adds_no_second_one(company: Company, first: int) -> None:
    with pytest.raises(Conflict) as refused:
        tell_worked(company.eli.through(Door.CLOCKIFY), start=at("08:00"), end=at("08:00"))
    assert (refused.value.code, refused.value.details["shift_id"]) == ("overlaps", first)
    tell_worked(company.eli.through(Door.CLOCKIFY), start=at("08:00"), end=at("09:00"))
    tell_worked(company.eli.through(Door.CLOCKIFY), start=at("07:59:59"), end=at("07:59:59"))
    found = shifts_between(company.workspace_id, company.eli.member_id, at("00:00"), at("23:00"))
    assert len(found) == 3


def test_a_request_adds_no_second_one(company: Company, first: int) -> None:
    with pytest.raises(Conflict) as refused:
        ask(
            company.eli.actor,
            shift_id=None,
            drafts=(draft(company, "08:00", "08:00"),),
            reason="Again",
        )
    assert refused.value.code == "overlaps"


def test_an_approval_adds_no_second_one(company: Company, watch: Watch) -> None:
    watch.at("18:00")
    asked = [
        ask(
            company.eli.actor,
            shift_id=None,
            drafts=(draft(company, "08:00", "08:00"),),
            reason="Forgot",
        ).id
        for _ in range(2)
    ]
    approve(company.maya.actor, correction_id=asked[0])
    with pytest.raises(Conflict) as refused:
        approve(company.maya.actor, correction_id=asked[1])
    assert refused.value.code == "overlaps"


def test_a_manager_adds_no_second_one(company: Company, first: int) -> None:
    with pytest.raises(Conflict) as refused:
        propose(
            company.maya.actor,
            member_id=company.eli.member_id,
            shift_id=None,
            drafts=(draft(company, "08:00", "08:00"),),
            reason="Again",
        )
    assert refused.value.code == "overlaps"


def test_a_split_makes_no_two(company: Company, watch: Watch) -> None:
    watch.at("18:00")
    told = tell_worked(company.eli.through(Door.CLOCKIFY), start=at("08:00"), end=at("09:00"))
    assert told.shift is not None
    with pytest.raises(Invalid) as refused:
        ask(
            company.eli.actor,
            shift_id=told.shift.id,
            drafts=(draft(company, "08:00", "08:00"), draft(company, "08:00", "08:00")),
            reason="Split",
        )
    assert refused.value.code == "parts_overlap"
