"""Entries that the anchor knows are missing: nothing is recorded until that is confirmed."""

import pytest

from tests.fixtures.cast import Cast
from tests.operations.anchor.conftest import anchored, heads, lose
from timeclock.errors import Conflict, NotAllowed, ReadOnly
from timeclock.ledger.heads import ChainHead
from timeclock.operations.anchor.accepting import accept_loss, accept_own_loss
from timeclock.operations.anchor.comparing import loss
from timeclock.operations.anchor.keeping import Keeper
from timeclock.operations.anchor.wording import named_lines, numbered_lines, owners
from timeclock.operations.background import anchor_round
from timeclock.operations.verifying.checking import verify
from timeclock.storage.transactions import snapshot
from timeclock.worktime.shifts.punching import clock_in, clock_out


@pytest.fixture
def punched(anchor: Keeper, cast: Cast) -> Cast:
    """Eli has been in and out, Maya and Ned are in; the anchor knows that."""
    clock_in(cast.eli.actor, clock_id=cast.shop)
    clock_out(cast.eli.actor)
    clock_in(cast.maya.actor, clock_id=cast.shop)
    clock_in(cast.ned.actor, clock_id=cast.other_clock)
    anchor.round()
    return cast


def test_shorter_chains_are_found_with_numbers_and_names(anchor: Keeper, punched: Cast) -> None:
    lose(anchor, {punched.eli.chain_id: 3, punched.maya.chain_id: 1})
    found = anchor.compare()
    assert found is not None
    assert [(each.head.chain_id, each.count) for each in found.missing] == sorted(
        [(punched.eli.chain_id, 3), (punched.maya.chain_id, 1)]
    )
    assert found.entries == 4
    with snapshot() as session:
        whose = owners(session, found.missing)
    assert set(map(str, named_lines(found, whose))) == {
        f"Lindner Bakery, Eli Engel (member {punched.eli.member_id}): 3 missing, entries 3 to 5",
        f"Lindner Bakery, Maya Meyer (member {punched.maya.member_id}): 1 missing, entry 2",
    }
    assert "Eli" not in "".join(map(str, numbered_lines(found, whose)))


def test_since_is_the_newest_that_is_there_where_the_end_is_missing(
    anchor: Keeper, punched: Cast
) -> None:
    present = heads()
    newest = max(head.received_at for head in present.values())
    later = newest.replace(year=newest.year + 1)
    eli = next(h for h in present.values() if h.chain_id == punched.eli.chain_id)
    known = eli._replace(position=eli.position + 2, link=bytes(32), received_at=later)
    with snapshot() as session:
        found = loss(session, [known], present)
    assert found is not None
    assert (found.since, found.until) == (newest, later)


@pytest.mark.parametrize("back", [0, 1])
def test_another_entry_at_the_place_of_the_anchor_is_found(
    anchor: Keeper, punched: Cast, back: int
) -> None:
    """The history was written anew, as after a restore that no one has told the anchor of."""

    def other(head: ChainHead) -> ChainHead:
        if head.chain_id != punched.eli.chain_id or head.workspace_id != punched.workspace_id:
            return head
        return head._replace(position=head.position - back, link=b"\x07" * 32)

    anchor.file.replace([other(head) for head in heads().values()])
    found = anchor.compare()
    assert found is not None
    ((chain, replaced),) = [(each.head.chain_id, each.replaced) for each in found.missing]
    assert (chain, replaced) == (punched.eli.chain_id, True)
    accept_loss()
    assert anchor.compare() is None


def test_a_person_who_is_not_in_the_database_is_missing_whole(
    anchor: Keeper, punched: Cast
) -> None:
    known = next(iter(heads().values()))
    new = ChainHead(punched.workspace_id, 77, "f" * 32, 4, bytes(32), known.received_at)
    anchor.file.replace([*heads().values(), new])
    found = anchor.compare()
    assert found is not None
    assert found.entries == 4
    with snapshot() as session:
        (line,) = named_lines(found, owners(session, found.missing))
    assert "someone who is not in the database (chain 77)" in str(line)
    accept_loss()
    assert anchored(anchor) == heads()


def test_an_empty_database_beside_an_anchor_is_a_loss_that_the_operator_confirms(
    anchor: Keeper, punched: Cast
) -> None:
    with snapshot() as session:
        found = loss(session, heads().values(), {})
    assert found is not None
    assert found.entries == sum(head.position for head in heads().values())
    missing = found.missing[0].head._replace(workspace_id=99, pseudonym="e" * 32)
    anchor.file.replace([*heads().values(), missing])
    assert anchor.compare() is not None
    accept_loss()  # company 99 has no record to write in
    assert anchor.compare() is None
    assert anchored(anchor) == heads()


def test_only_owners_confirm(anchor: Keeper, punched: Cast) -> None:
    lose(anchor, {punched.eli.chain_id: 3})
    for person in (punched.eli, punched.maya, punched.edda):
        with pytest.raises(NotAllowed):
            accept_own_loss(person.actor)
    assert anchor.compare() is not None


def test_each_company_confirms_its_own(anchor: Keeper, punched: Cast) -> None:
    lose(anchor, {punched.eli.chain_id: 3, punched.ned.chain_id: 2})
    found = anchor.compare()
    assert found is not None
    companies = {each.head.workspace_id for each in found.missing}
    assert companies == {punched.workspace_id, punched.other_workspace_id}
    accept_own_loss(punched.olive.actor)
    left = anchor.compare()
    assert left is not None
    assert {each.head.workspace_id for each in left.missing} == {punched.other_workspace_id}
    with pytest.raises(Conflict, match="Nothing is missing"):
        accept_own_loss(punched.olive.actor)
    with pytest.raises(ReadOnly):
        clock_in(punched.eli.actor, clock_id=punched.shop)
    accept_own_loss(punched.nora.actor)
    clock_in(punched.eli.actor, clock_id=punched.shop)
    assert verify().problems == ()


def test_another_machine_reads_in_the_ledger_that_a_loss_was_confirmed(
    anchor: Keeper, punched: Cast
) -> None:
    """Its own anchor knows less of the lost entries; entries that follow take their places."""
    lose(anchor, {punched.eli.chain_id: 3})
    known_there = list(anchored(anchor).values())
    accept_loss()
    for _ in range(2):
        clock_in(punched.eli.actor, clock_id=punched.shop)
        clock_out(punched.eli.actor)
    for back in (0, 1, 2):
        elsewhere = [
            head._replace(position=head.position - back)
            if head.chain_id == punched.eli.chain_id and head.workspace_id == punched.workspace_id
            else head
            for head in known_there
        ]
        anchor.file.replace(elsewhere)
        assert anchor.compare() is None
        assert anchored(anchor) == heads()


def test_a_database_that_goes_back_under_the_server_is_found_with_the_next_punch(
    anchor: Keeper, punched: Cast
) -> None:
    """PostgreSQL comes back from an older copy: what follows has places that were taken."""
    lose(anchor, {punched.eli.chain_id: 3})
    # The process has written these heads itself.
    content = anchor.file.read()
    assert content is not None
    anchor._generation, anchor._written = content.generation, dict(content.heads)
    clock_in(punched.eli.actor, clock_id=punched.shop)
    anchor_round()
    assert anchor.loss is not None
    with pytest.raises(ReadOnly):
        clock_out(punched.eli.actor)
