"""Fills an empty database with the invented company, through the same use cases as everyone."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from timeclock.authority.actor import Actor, Door, Role
from timeclock.company.clocks import assigning
from timeclock.company.clocks import queries as clock_queries
from timeclock.company.clocks import service as clocks
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.jobs import service as jobs
from timeclock.company.people import membership
from timeclock.company.people import queries as people_queries
from timeclock.company.workspaces import queries as workspace_queries
from timeclock.company.workspaces import service as workspaces
from timeclock.errors import Conflict
from timeclock.ledger.models import Chain
from timeclock.ledger.recording import history_at
from timeclock.operations.demo import company
from timeclock.operations.demo.acts import DemoAct
from timeclock.operations.demo.company import PEOPLE, PLACES, DemoClock, DemoPerson
from timeclock.operations.demo.history import DAYS, history
from timeclock.operations.demo.playing import DemoCast, play
from timeclock.operations.demo.present import present
from timeclock.storage.transactions import db

# No letter or digit that can be taken for another one: people type these from the screen.
_LEGIBLE = "abcdefghijkmnpqrstuvwxyz23456789"


@dataclass(frozen=True, slots=True)
class DemoAccess:
    """How to sign in as one of the people; the password is kept nowhere else."""

    name: str
    email: str
    role: Role
    password: str


@dataclass(frozen=True, slots=True)
class Filled:
    """The company that was made."""

    workspace_id: int
    people: tuple[DemoAccess, ...]


def fill() -> Filled:
    """Make the company and play two weeks up to now. Raises Conflict for a database in use."""
    if workspace_queries.any_workspace():
        raise Conflict(
            "not_empty", "This database has a company already; the demo fills an empty one only."
        )
    now = datetime.now(UTC)
    with history_at(now - timedelta(days=DAYS + 1)):
        filled = _hire()
        cast = _furnish(filled.workspace_id)
    for act in _in_order(now):
        play(act, cast)
    return filled


def _in_order(now: datetime) -> Sequence[DemoAct]:
    return sorted((*history(now), *present(now)), key=lambda act: act.at)


def _hire() -> Filled:
    people = tuple(DemoAccess(one.name, one.email, one.role, _password()) for one in PEOPLE)
    owner, *others = people
    created = workspaces.create_workspace(
        name=company.NAME,
        zone=company.ZONE,
        owner_email=owner.email,
        owner_name=owner.name,
        owner_password=owner.password,
    )
    operator = Actor.operator(created.workspace_id)
    for number, one in enumerate(others, start=2):
        membership.add_member(
            operator,
            email=one.email,
            name=one.name,
            role=one.role,
            employee_number=f"{100 + number}",
            password=one.password,
        )
    return Filled(created.workspace_id, people)


def _furnish(workspace_id: int) -> DemoCast:
    operator = Actor.operator(workspace_id)
    job_ids = {
        name: jobs.add_job(operator, name=name, code=code) for name, code in company.JOBS.items()
    }
    clock_ids = {place.name: _open(operator, place) for place in PLACES}
    actors = {person.first: _actor(workspace_id, person) for person in PEOPLE}
    for person in PEOPLE:
        for place_name in person.places:
            assigning.assign(
                operator,
                clock_id=clock_ids[place_name],
                member_id=actors[person.first].member_id or 0,
                manages=person.manages == place_name,
            )
    kinds = {
        (name, kind.name): kind.id
        for name, clock_id in clock_ids.items()
        for kind in clock_queries.break_kinds(workspace_id, clock_id)
    }
    return DemoCast(actors, clock_ids, job_ids, kinds)


def _open(operator: Actor, place: DemoClock) -> int:
    clock_id = clocks.create_clock(
        operator, name=place.name, zone=place.zone, job_required=place.job_required
    )
    add_break_kind(operator, clock_id=clock_id, name="Coffee", paid=True, minutes=15)
    return clock_id


def _actor(workspace_id: int, person: DemoPerson) -> Actor:
    member = people_queries.member_by_email(workspace_id, person.email)
    if member is None:
        raise AssertionError(f"{person.name} was not hired")
    chain = db.session.get_one(Chain, (workspace_id, member.chain_id))
    return Actor(
        workspace_id, member.id, member.account_id, person.role, Door.PAGE, chain.pseudonym
    )


def _password() -> str:
    return "-".join("".join(secrets.choice(_LEGIBLE) for _ in range(4)) for _ in range(3))
