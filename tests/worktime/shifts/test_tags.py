"""Tags of a shift: a punch or a correction sets them, and they stay until another one does."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.fixtures.company import Company
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import add_label, archive_label
from timeclock.errors import Invalid, NotFound
from timeclock.operations.verifying.checking import verify
from timeclock.paging import Window
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.answering import Punched
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.listing import ShiftFilter, list_shifts
from timeclock.worktime.shifts.punching import clock_in, clock_out, start_next_shift, switch_job
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.undoing import undo

pytestmark = [pytest.mark.usefixtures("company_app"), pytest.mark.databases("sqlite", "postgresql")]


@pytest.fixture
def tag(company: Company) -> Callable[[str], int]:
    return lambda name: add_label(company.edda.actor, kind=LabelKind.TAG, name=name)


def stored(punched: Punched) -> ShiftRecord:
    """The shift as the tables have it."""
    assert punched.shift is not None
    found = shift(punched.shift.workspace_id, punched.shift.id)
    assert found is not None
    return found


def test_a_punch_sets_tags_and_another_keeps_them(
    company: Company, tag: Callable[[str], int]
) -> None:
    night, fair = tag("Night"), tag("Fair")
    actor = company.eli.actor
    begun = clock_in(
        actor, clock_id=company.shop, details=ShiftDetails(tag_ids=[fair, night, fair])
    )
    assert stored(begun).tag_ids == (night, fair)
    assert stored(switch_job(actor, job_id=None)).tag_ids == (night, fair)
    assert stored(switch_job(actor, job_id=None, tag_ids=[fair])).tag_ids == (fair,)
    assert stored(undo(actor)).tag_ids == (night, fair)
    assert stored(switch_job(actor, job_id=None, tag_ids=[])).tag_ids == ()
    assert switch_job(actor, job_id=None, tag_ids=[]).changed is False
    ended = clock_out(actor)
    assert stored(ended).tag_ids == ()
    assert verify(company.workspace_id).problems == ()


def test_only_tags_on_offer_and_those_it_has(company: Company, tag: Callable[[str], int]) -> None:
    night, fair = tag("Night"), tag("Fair")
    actor = company.eli.actor
    for unknown in ([999], [night, 999], [0]):
        with pytest.raises(NotFound) as refused:
            clock_in(actor, clock_id=company.shop, details=ShiftDetails(tag_ids=unknown))
        assert refused.value.code == "tag_not_found"
    with pytest.raises(Invalid):
        clock_in(actor, clock_id=company.shop, details=ShiftDetails(tag_ids=range(1, 100)))
    clock_in(actor, clock_id=company.shop, details=ShiftDetails(tag_ids=[night]))
    archive_label(company.edda.actor, kind=LabelKind.TAG, label_id=night)
    kept = switch_job(actor, job_id=None, tag_ids=[night, fair])
    assert stored(kept).tag_ids == (night, fair)
    with pytest.raises(NotFound):
        start_next_shift(actor, details=ShiftDetails(tag_ids=[night]))


def test_shifts_are_found_by_their_tags(company: Company, tag: Callable[[str], int]) -> None:
    tags = [tag(f"Tag {number}") for number in range(30)]  # some numbers are inside others
    begun = clock_in(
        company.eli.actor, clock_id=company.shop, details=ShiftDetails(tag_ids=[tags[10], tags[3]])
    )
    assert begun.shift is not None
    others = [each for each in tags if each not in (tags[10], tags[3])]
    for wanted, found in (((tags[10],), 1), ((tags[3], 999), 1), (others, 0), ((), 0)):
        listed = list_shifts(company.workspace_id, ShiftFilter(tag_ids=wanted), Window(9))
        assert len(listed) == found, wanted


def test_a_correction_sets_tags_or_leaves_them(company: Company, tag: Callable[[str], int]) -> None:
    night, fair = tag("Night"), tag("Fair")
    clock_in(company.eli.actor, clock_id=company.shop, details=ShiftDetails(tag_ids=[night]))
    was = stored(clock_out(company.eli.actor))
    draft = Draft.of(was)

    def correct(**changes: object) -> tuple[int, ...]:
        propose(
            company.maya.actor,
            member_id=company.eli.member_id,
            shift_id=was.id,
            drafts=[replace(draft, **changes)],  # type: ignore[arg-type]
            reason="Forgotten",
        )
        found = shift(company.workspace_id, was.id)
        assert found is not None
        return found.tag_ids

    assert correct(note="Rye") == (night,)
    assert correct(note="Rye", tag_ids=(fair, night)) == (night, fair)
    with pytest.raises(Invalid) as refused:
        correct(note="Rye", tag_ids=(night, fair))
    assert refused.value.code == "no_change"
    assert correct(note="Rye", tag_ids=()) == ()
    with pytest.raises(NotFound):
        correct(tag_ids=(999,))
    assert verify(company.workspace_id).problems == ()
