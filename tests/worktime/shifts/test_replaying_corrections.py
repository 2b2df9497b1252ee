"""Rebuilding corrected shifts from the ledger finds whatever the tables or the entries feign."""

from collections.abc import Callable

import pytest
from sqlalchemy import text

from tests.fixtures.company import Company, Watch
from tests.ledger.behind_the_guards import rewritable_ledger
from tests.worktime.corrections.scenes import at, draft, longer, worked, worked_with_everything
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve, dispute, settle
from timeclock.worktime.shifts.forgetting import propose_end
from timeclock.worktime.shifts.meals import set_worked_through
from timeclock.worktime.shifts.punching import clock_in


@pytest.fixture
def corrected(company: Company, watch: Watch) -> None:
    """Two days on which everything was put right that can be."""
    eli, maya, edda = company.eli.actor, company.maya.actor, company.edda.actor
    shift = worked_with_everything(company, watch)
    request = ask(eli, shift_id=shift.id, drafts=[longer(shift)], reason="Oven")
    approve(maya, correction_id=request.id)
    set_worked_through(eli, shift_id=shift.id, worked_through=True)
    parts = [draft(company, "05:00", "06:00"), draft(company, "06:30", "07:00")]
    given = {"member_id": company.eli.member_id, "reason": "Door"}
    added = propose(maya, shift_id=None, drafts=parts[:1], **given)  # type: ignore[arg-type]
    split = propose(maya, shift_id=added.shift_ids[0], drafts=parts, **given)  # type: ignore[arg-type]
    dispute(eli, correction_id=split.id, reason="No")
    settle(edda, correction_id=split.id, keep=False, reason="Right")
    other = worked(company, watch, day=3, start="06:00", end="07:00")
    propose(maya, shift_id=other.id, drafts=[], **given)  # type: ignore[arg-type]
    watch.at(at("21:00", 3))
    forgotten = clock_in(eli, clock_id=company.shop).shift
    assert forgotten is not None
    watch.later(days=1)
    propose_end(eli, shift_id=forgotten.id, end=at("22:00", 3))


@pytest.mark.usefixtures("corrected")
def test_a_true_ledger_and_true_tables_agree(company: Company) -> None:
    assert verify(company.workspace_id).sentences == ()


TAMPERED = {
    "a word that no one gave": (
        "UPDATE shift SET unconfirmed = NULL, proposed_by_id = NULL WHERE unconfirmed = 'proposed'",
        "unconfirmed is empty",
    ),
    "a doubt that no one had": (
        "UPDATE shift SET unconfirmed = 'provisional' WHERE worked_through",
        "unconfirmed is provisional",
    ),
    "a meal": ("UPDATE shift SET worked_through = NOT worked_through", "worked_through is"),
    "a removed shift": ("UPDATE shift SET voided_at = NULL", "voided is false"),
    "a kept one": ("UPDATE shift SET voided_at = changed_at", "voided is true"),
    "a break": ("UPDATE shift_break SET paid = NOT paid", "paid is"),
    "an added shift": (
        (
            "UPDATE shift SET member_id = (SELECT max(id) FROM member AS other"
            " WHERE other.workspace_id = shift.workspace_id) WHERE start_source = 'admin'"
        ),
        "row is",
    ),
}


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize("what", TAMPERED)
def test_a_changed_row_is_found(company: Company, what: str) -> None:
    statement, said = TAMPERED[what]
    joint = "AND" if " WHERE " in statement else "WHERE"
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"{statement} {joint} workspace_id = {company.workspace_id}")
    found = verify(company.workspace_id).sentences
    assert found
    assert any(said in line for line in found), found


Forge = Callable[[str], str]
# In the canonical form what came after is first.
FORGED: dict[str, tuple[str, Forge]] = {
    "a correction that leaves a shift open": (
        "shift.corrected",
        lambda b: b.replace(
            '"end":"2026-03-02T17:00:00Z","end_edited"', '"end":null,"end_edited"', 1
        ),
    ),
    "an added shift that ends before it begins": (
        "shift.added",
        lambda b: b.replace('"end":"2026-03-02T06:00:00Z"', '"end":"2026-03-02T04:00:00Z"', 1),
    ),
    "a removed shift that is there": (
        "shift.removed",
        lambda b: b.replace('"voided":true', '"voided":false', 1),
    ),
    "a corrected shift that is gone": (
        "shift.corrected",
        lambda b: b.replace('"voided":false', '"voided":true', 1),
    ),
    "another end than the one that was given": (
        "shift.end_proposed",
        lambda b: b.replace('"end":"2026-03-03T22', '"end":"2026-03-03T23', 1),
    ),
    "a meal that moves an end": (
        "shift.worked_through",
        lambda b: b.replace('"end":"2026-03-02T17', '"end":"2026-03-02T18', 1),
    ),
}


@pytest.mark.databases("sqlite")
@pytest.mark.usefixtures("corrected")
@pytest.mark.parametrize("how", FORGED)
def test_an_entry_that_the_rules_would_not_have_made_is_found(company: Company, how: str) -> None:
    kind, forge = FORGED[how]
    with rewritable_ledger() as connection:
        where = {"w": company.workspace_id, "k": kind}
        rows = connection.execute(
            text(
                "SELECT chain_id, position, body FROM entry"
                " WHERE workspace_id = :w AND kind = :k ORDER BY position"
            ),
            where,
        ).all()
        first = rows[0]
        body = forge(first.body)
        assert body != first.body
        connection.execute(
            text(
                "UPDATE entry SET body = :body"
                " WHERE workspace_id = :w AND chain_id = :c AND position = :p"
            ),
            {
                "w": company.workspace_id,
                "c": first.chain_id,
                "p": first.position,
                "body": body,
            },
        )
    found = verify(company.workspace_id).sentences
    said = f"entry {first.position}: is not what the rules make of it"
    assert any(said in line for line in found), found
