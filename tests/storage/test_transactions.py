"""One use case, one transaction: all of it is durable, or none of it happened."""

import threading
from collections.abc import Callable

import psycopg
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError, OperationalError

from tests.fixtures.company import Company
from tests.worktime.shifts.races.at_once import at_once, refusals
from timeclock.company.clocks.models import BreakKind
from timeclock.company.jobs.models import Job
from timeclock.errors import Busy, Conflict
from timeclock.ledger.recording import lock_member
from timeclock.storage.transactions import Transaction, db, snapshot, transaction


@transaction
def rename(tx: Transaction, company: Company, name: str, *, then: Callable[[], None]) -> None:
    """Write something, then do what the test wants to happen before the commit."""
    job = tx.session.get_one(Job, (company.workspace_id, company.baking))
    job.name = name
    tx.session.flush()
    then()


def name_of(company: Company) -> str:
    with snapshot() as session:
        return session.get_one(Job, (company.workspace_id, company.baking)).name


def nothing() -> None:
    pass


def test_it_commits_when_the_use_case_returns(company: Company) -> None:
    rename(company, "Rolls", then=nothing)
    assert name_of(company) == "Rolls"


def test_any_exception_takes_everything_back(company: Company) -> None:
    for fault in (Conflict("x", "y"), ValueError("z"), KeyboardInterrupt()):

        def fail(fault: BaseException = fault) -> None:
            raise fault

        with pytest.raises(type(fault)):
            rename(company, "Rolls", then=fail)
        assert name_of(company) == "Baking"
    rename(company, "Rolls", then=nothing)  # and the lock is free again


def test_what_is_discarded_leaves_nothing(company: Company) -> None:
    @transaction
    def change_of_mind(tx: Transaction) -> str:
        tx.session.get_one(Job, (company.workspace_id, company.baking)).name = "Rolls"
        tx.session.flush()
        tx.discard()
        return "nothing to do"

    assert change_of_mind() == "nothing to do"
    assert name_of(company) == "Baking"


def test_it_refuses_to_nest(company: Company) -> None:
    with pytest.raises(RuntimeError, match="rename was called inside another transaction"):
        rename(company, "Rolls", then=lambda: rename(company, "Cakes", then=nothing))
    assert name_of(company) == "Baking"
    rename(company, "Rolls", then=nothing)


def test_a_thread_begins_one_of_its_own(company_app: Flask, company: Company) -> None:
    outcomes = at_once(
        company_app, [lambda n=n: rename(company, f"Rolls {n}", then=nothing) for n in range(8)]
    )
    assert refusals(outcomes) == []
    assert name_of(company).startswith("Rolls")


def test_a_read_left_open_does_not_hide_what_is_written(company: Company) -> None:
    assert db.session.get_one(Job, (company.workspace_id, company.baking)).name == "Baking"
    rename(company, "Rolls", then=nothing)
    assert db.session.get_one(Job, (company.workspace_id, company.baking)).name == "Rolls"


def test_a_snapshot_goes_on_seeing_what_was(company: Company) -> None:
    count = select(func.count()).select_from(Job).where(Job.workspace_id == company.workspace_id)
    with snapshot() as session:
        assert session.scalar(count) == 3
        rename(company, "Rolls", then=nothing)
        names = session.scalars(
            select(Job.name).where(Job.workspace_id == company.workspace_id)
        ).all()
    assert sorted(names) == ["Baking", "Cleaning", "Delivering"]


def test_several_rows_of_one_flush_get_ids_of_their_own(company: Company) -> None:
    @transaction
    def add(tx: Transaction) -> list[int]:
        kinds = [
            BreakKind(
                workspace_id=company.workspace_id, clock_id=company.shop, name=str(n), paid=False
            )
            for n in range(5)
        ]
        tx.session.add_all(kinds)
        tx.session.flush()
        return [kind.id for kind in kinds]

    ids = add()
    assert len(set(ids)) == 5
    assert all(0 < number < 2**53 for number in ids)


class TestLostRaces:
    """A serialization failure, a deadlock, a unique index that someone else met first."""

    @pytest.mark.parametrize("state", ["40001", "40P01"])
    def test_they_run_again_a_bounded_number_of_times(self, company: Company, state: str) -> None:
        tries = []

        def lose(times: int) -> Callable[[], None]:
            def then() -> None:
                tries.append(1)
                if len(tries) <= times:
                    raise OperationalError("UPDATE", {}, psycopg_error(state))

            return then

        rename(company, "Rolls", then=lose(3))
        assert (len(tries), name_of(company)) == (4, "Rolls")
        tries.clear()
        with pytest.raises(Busy):
            rename(company, "Cakes", then=lose(100))
        assert (len(tries), name_of(company)) == (4, "Rolls")

    def test_a_unique_index_lets_the_use_case_look_again(self, company: Company) -> None:
        tries = []

        def lose() -> None:
            tries.append(1)
            raise IntegrityError("INSERT", {}, Exception("unique"))

        with pytest.raises(IntegrityError):
            rename(company, "Rolls", then=lose)
        assert len(tries) == 4

    def test_anything_else_is_not_tried_again(self, company: Company) -> None:
        tries = []

        def fail() -> None:
            tries.append(1)
            raise OperationalError("UPDATE", {}, psycopg_error("57014"))

        with pytest.raises(Busy):
            rename(company, "Rolls", then=fail)
        assert len(tries) == 1

    @pytest.mark.databases("postgresql")
    def test_two_that_lock_crosswise_both_succeed(
        self, company_app: Flask, company: Company
    ) -> None:
        pair = [company.eli.member_id, company.maya.member_id]
        both_hold_one = threading.Barrier(2)
        first_try = {0: True, 1: True}

        @transaction
        def lock_both(tx: Transaction, number: int, order: list[int]) -> None:
            lock_member(tx, company.workspace_id, order[0])
            if first_try[number]:
                first_try[number] = False
                both_hold_one.wait(20)
            lock_member(tx, company.workspace_id, order[1])

        outcomes = at_once(
            company_app, [lambda: lock_both(0, pair), lambda: lock_both(1, pair[::-1])]
        )
        assert refusals(outcomes) == []


def psycopg_error(state: str) -> Exception:
    return psycopg.errors.lookup(state)("as the server says it")
