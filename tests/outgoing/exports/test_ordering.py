"""Who asks for hours is in the ledger, with the state of the ledger that the file shows."""

import dataclasses
from collections.abc import Mapping
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.fixtures.company import Company, Watch
from tests.outgoing.exports.scenes import PATIENCE, csv_rows, file_of, question, written
from tests.worktime.timesheets.at_work import work
from timeclock.errors import Invalid, NotAllowed, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import EntryView, entries, workspace_chain_id
from timeclock.operations.verifying.checking import verify
from timeclock.outgoing.exports.fetching import fetch_made, make, take_or_make
from timeclock.outgoing.exports.models import Export
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.progress import note_done
from timeclock.outgoing.exports.queries import export, exports
from timeclock.outgoing.exports.writing import manuscript
from timeclock.storage.transactions import db

FETCHING = (
    lambda actor, export_id: make(actor, export_id, patience=PATIENCE),
    lambda actor, export_id: take_or_make(actor, export_id, patience=PATIENCE),
    fetch_made,
)


def recorded(company: Company) -> list[EntryView]:
    """The entries about exports, newest first."""
    db.session.rollback()
    chain_id = workspace_chain_id(company.workspace_id)
    assert chain_id is not None
    found = entries(company.workspace_id, chain_id)
    return [each for each in found if each.kind == "hours.exported"]


def facts(entry: EntryView) -> Mapping[str, Any]:
    assert entry.after is not None
    return entry.after


def test_it_is_recorded_before_a_byte_is_sent(company: Company, watch: Watch) -> None:
    export_id = order(company.edda.actor, question(people=[company.eli]))
    (entry,) = recorded(company)
    assert entry.actor_id == company.edda.member_id
    assert facts(entry)["export"] == export_id
    assert facts(entry)["people"] == 1
    assert facts(entry)["question"] == question(people=[company.eli]).to_json()
    assert verify(company.workspace_id).problems == ()


def test_the_file_and_the_ledger_name_the_same_heads(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    content = file_of(company, question(people=[company.eli]))
    (row,) = csv_rows(content)
    newest, *_ = entries(company.workspace_id, company.eli.chain_id)
    assert row["Ledger entry"] == str(newest.position)
    (entry,) = recorded(company)
    assert len(facts(entry)["heads"]) == 64
    assert row["Ledger head (SHA-256)"] != ""


def test_a_file_at_the_same_state_is_recorded_once(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    export_id = order(company.olive.actor, question())
    first = written(company.olive.actor, export_id)
    again = written(company.edda.actor, export_id)
    assert first == again
    assert len(recorded(company)) == 1


def test_a_file_of_a_later_state_is_recorded_with_it(company: Company, watch: Watch) -> None:
    export_id = order(company.olive.actor, question())
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    content = written(company.edda.actor, export_id)
    assert len(csv_rows(content)) == 1
    later, earlier = recorded(company)
    assert facts(later)["export"] == facts(earlier)["export"] == export_id
    assert later.actor_id == company.edda.member_id
    assert facts(later)["heads"] != facts(earlier)["heads"]
    found = export(company.workspace_id, export_id)
    assert found is not None
    assert found.heads == facts(later)["heads"]


def test_the_same_request_again_is_the_same_export(company: Company) -> None:
    once = Once.of("key-of-the-form", {"form": "export"})
    first = order(company.olive.actor, question(), once)
    assert order(company.olive.actor, question(), once) == first
    assert len(exports(company.workspace_id)) == 1
    other = dataclasses.replace(once, digest=bytes(32))
    with pytest.raises(Invalid):
        order(company.olive.actor, question(), other)


@pytest.mark.parametrize("who", ["eli", "maya", "yann"])
def test_anyone_who_does_not_see_everyone_gets_no_file(company: Company, who: str) -> None:
    actor = getattr(company, who).actor
    with pytest.raises(NotAllowed):
        order(actor, question())
    export_id = order(company.olive.actor, question())
    for fetch in FETCHING:
        with pytest.raises(NotAllowed):
            fetch(actor, export_id)


def test_what_is_of_another_company_does_not_exist(company: Company) -> None:
    olive = company.olive.actor
    for asked in (
        question(people=[company.nora]),
        question(clocks=[company.furnace]),
        question(jobs=[company.casting]),
    ):
        with pytest.raises(NotFound):
            order(olive, asked)
    export_id = order(olive, question())
    for fetch in FETCHING:
        with pytest.raises(NotFound) as foreign:
            fetch(company.nora.actor, export_id)
        with pytest.raises(NotFound) as missing:
            fetch(company.nora.actor, 999_999)
        assert foreign.value.sentence == missing.value.sentence
    count = select(func.count()).select_from(Export)
    assert db.session.scalar(count.where(Export.workspace_id == company.workspace_id)) == 1


def test_how_far_it_has_come(company: Company, watch: Watch) -> None:
    everybody = 6
    export_id = order(company.olive.actor, question())
    note_done(company.workspace_id, export_id, 2)
    under_way = export(company.workspace_id, export_id)
    assert under_way is not None
    assert (under_way.done, under_way.total, under_way.finished_at) == (2, everybody, None)
    take_or_make(company.olive.actor, export_id, patience=PATIENCE).file.close()
    db.session.rollback()
    done = export(company.workspace_id, export_id)
    assert done is not None
    assert (done.done, done.total) == (everybody, everybody)
    assert done.finished_at is not None


def test_a_reader_that_stops_early_leaves_nothing_open(company: Company, watch: Watch) -> None:
    work(watch, company.eli, company.shop, "2026-03-02 08:00", "2026-03-02 16:00")
    db.session.rollback()
    held = db.engine.pool.status()
    export_id = order(company.olive.actor, question())
    with manuscript(company.workspace_id, export_id) as found:
        assert found.people
    assert db.engine.pool.status() == held
