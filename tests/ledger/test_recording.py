"""What a punch leaves in the ledger."""

import json
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.fixtures.company import Company, Watch
from timeclock.authority.actor import Actor, Door
from timeclock.errors import Conflict, KeyReused, NotFound
from timeclock.ledger.entry import Once
from timeclock.ledger.models import Entry, Payload
from timeclock.ledger.queries import entries, last_entry, workspace_chain_id
from timeclock.ledger.recording import demand_first_time, history_at, lock_workspace, record
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, pause

MEMBERS = {
    *("v", "workspace", "chain", "position", "kind", "at", "tz", "offset", "received", "claimed"),
    *("door", "actor", "undoes", "corrects", "before", "after", "payload", "nonce"),
}


def test_an_entry_has_the_members_of_the_design(company: Company, watch: Watch) -> None:
    watch.at("08:00:30.123456")
    eli = company.eli.through(Door.CLOCKIFY)
    clock_in(eli, clock_id=company.shop, details=ShiftDetails(note="Rolls"))
    body = json.loads(raw(company, 1).body)
    assert set(body) == MEMBERS
    assert {name: body[name] for name in ("v", "workspace", "position", "kind", "door")} == {
        "v": 1,
        "workspace": company.workspace_id,
        "position": 1,
        "kind": "shift.clocked_in",
        "door": "clockify",
    }
    assert (body["at"], body["received"]) == (
        "2026-03-02T08:00:30Z",
        "2026-03-02T08:00:30.123456Z",
    )
    assert (body["tz"], body["offset"]) == ("Europe/Berlin", 3600)
    assert body["chain"] == body["actor"] == eli.pseudonym
    assert (body["before"], body["claimed"], body["undoes"], body["corrects"]) == (None,) * 4
    assert len(bytes.fromhex(body["nonce"])) == 16
    assert len(bytes.fromhex(body["payload"])) == 32


def test_nothing_personal_is_hashed(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Ill today"))
    body = raw(company, 1).body
    for text in ("Ill today", "Eli", company.eli.email):
        assert text not in body
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.payload == {"note": "Ill today"}


def test_every_salt_and_every_nonce_is_new(company: Company) -> None:
    for person in (company.eli, company.maya):
        clock_in(person.actor, clock_id=company.shop, details=ShiftDetails(note="Same"))
    payloads = db.session.scalars(
        select(Payload).where(Payload.workspace_id == company.workspace_id)
    ).all()
    assert len({p.salt for p in payloads}) == len(payloads) >= 2
    bodies = db.session.scalars(
        select(Entry.body).where(Entry.workspace_id == company.workspace_id)
    ).all()
    assert len({json.loads(body)["nonce"] for body in bodies}) == len(bodies)


def test_positions_order_punches_of_the_same_second(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    pause(company.eli.actor)
    newest, oldest = entries(company.workspace_id, company.eli.chain_id)
    assert (oldest.position, newest.position) == (1, 2)
    assert oldest.at == newest.at


def test_a_refusal_takes_no_position(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    with pytest.raises(Conflict):
        clock_in(company.eli.actor, clock_id=company.shop)
    assert pause(company.eli.actor).position == 2


def test_each_member_and_the_workspace_have_a_chain_of_their_own(company: Company) -> None:
    chains = {p.chain_id for p in (company.olive, company.edda, company.eli)}
    assert len(chains | {workspace_chain_id(company.workspace_id)}) == 4


def test_pages_of_entries_go_on_below_a_position(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    pause(company.eli.actor)
    first = entries(company.workspace_id, company.eli.chain_id, limit=1)
    rest = entries(company.workspace_id, company.eli.chain_id, before=first[0].position)
    assert [e.position for e in (*first, *rest)] == [2, 1]


def test_another_companys_chain_is_empty(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop)
    assert entries(company.nora.workspace_id, company.eli.chain_id) == []


def test_a_secret_shown_once_is_not_shown_again(company: Company) -> None:
    once = Once.of("key-1", {"name": "a"})
    issue(company.olive.actor, once)
    with pytest.raises(Conflict) as refused:
        issue(company.olive.actor, once)
    assert refused.value.code == "already_done"
    with pytest.raises(KeyReused):
        issue(company.olive.actor, Once.of("key-1", {"name": "b"}))
    issue(company.edda.actor, once)


def test_a_workspace_that_does_not_exist_is_not_found(company: Company) -> None:
    with pytest.raises(NotFound):
        issue(Actor.operator(999_999), None)


def test_history_is_in_the_past(company: Company) -> None:
    with (
        pytest.raises(ValueError, match="past"),
        history_at(datetime.now(UTC) + timedelta(seconds=1)),
    ):
        pass


def test_history_says_when_it_was(company: Company, watch: Watch) -> None:
    moment = watch.now - timedelta(days=3)
    with history_at(moment):
        clock_in(company.eli.actor, clock_id=company.shop)
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.at == entry.received_at == moment


@transaction
def issue(tx: Transaction, actor: Actor, once: Once | None) -> None:
    """Something that can be answered only once."""
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    record(tx, head, kind="key.issued", actor=actor, once=once)


def raw(company: Company, position: int) -> Entry:
    return db.session.get_one(Entry, (company.workspace_id, company.eli.chain_id, position))
