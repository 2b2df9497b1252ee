"""What Eli asks for, what Maya proposes, and how it goes on."""

from tests.fixtures.company import Company, CompanyMember
from tests.worktime.corrections.scenes import stored
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve, dispute, settle
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.shifts.record import ShiftRecord


def filed(company: Company, shift_id: int | None, *drafts: Draft) -> CorrectionView:
    return ask(company.eli.actor, shift_id=shift_id, drafts=drafts, reason="I forgot")


def approved(company: Company, shift_id: int | None, *drafts: Draft) -> CorrectionView:
    return approve(company.maya.actor, correction_id=filed(company, shift_id, *drafts).id)


def proposed(
    company: Company,
    shift_id: int | None,
    *drafts: Draft,
    by: CompanyMember | None = None,
    replaces_id: int | None = None,
) -> CorrectionView:
    return propose(
        (by or company.maya).actor,
        member_id=company.eli.member_id,
        shift_id=shift_id,
        drafts=drafts,
        reason="The door says so",
        replaces_id=replaces_id,
    )


def disputed(company: Company, edit: CorrectionView) -> CorrectionView:
    return dispute(company.eli.actor, correction_id=edit.id, reason="I left at four")


def settled(company: Company, edit: CorrectionView, *, keep: bool) -> CorrectionView:
    return settle(company.edda.actor, correction_id=edit.id, keep=keep, reason="Wrong door")


def assert_as_before(company: Company, shift: ShiftRecord) -> None:
    """All of it, but the moment of its last change, which only grows."""
    found = stored(company, shift.id)
    assert found.changed_at > shift.changed_at
    facts = found.to_json() | {"changed": shift.to_json()["changed"]}
    assert facts == shift.to_json()
    assert (found.original, found.personal()) == (None, shift.personal())
