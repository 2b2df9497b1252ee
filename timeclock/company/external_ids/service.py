"""Giving people, jobs and time clocks the ids that they have in another system."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.facts import clock_facts
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.service import find_clock
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.service import find_job, job_facts
from timeclock.company.people.facts import all_facts, called, member_facts
from timeclock.company.people.membership import manageable_member
from timeclock.company.people.models import Member
from timeclock.errors import Invalid
from timeclock.ledger.editing import Expected, demand_version
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, record
from timeclock.storage.transactions import Transaction, db, transaction
from timeclock.wording import NAME, clean


class ExternalKind(StrEnum):
    """What has an id elsewhere."""

    MEMBER = "member"
    JOB = "job"
    CLOCK = "clock"


Named = Member | Job | TimeClock


@dataclass(frozen=True, slots=True)
class _Kind:
    model: type[Named]
    permission: Permission
    find: Callable[[Transaction, Actor, int], Named]
    facts: Callable[[Any], Mapping[str, Json]]


_KINDS: Mapping[ExternalKind, _Kind] = {
    ExternalKind.MEMBER: _Kind(
        Member,
        Permission.MANAGE_MEMBERS,
        lambda tx, actor, each: manageable_member(tx.session, actor, each),
        all_facts,
    ),
    ExternalKind.JOB: _Kind(
        Job,
        Permission.MANAGE_JOBS,
        lambda tx, actor, each: find_job(tx, actor.workspace_id, each),
        job_facts,
    ),
    ExternalKind.CLOCK: _Kind(
        TimeClock,
        Permission.MANAGE_CLOCKS,
        lambda tx, actor, each: find_clock(tx, actor.workspace_id, each),
        clock_facts,
    ),
}


@transaction
def set_external_id(
    tx: Transaction,
    actor: Actor,
    *,
    kind: ExternalKind,
    subject_id: int,
    external_id: str | None,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Keep the id that one of them has elsewhere; None or nothing forgets it.

    It is kept as it is sent, and no other of its kind in the company has it. Raises Invalid
    `external_id_taken`, Outdated for a version that is not expected, and Conflict `already_done`
    when it comes a second time.
    """
    its = _KINDS[kind]
    demand(actor, its.permission)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    found = its.find(tx, actor, subject_id)
    demand_version(expected, its.facts(found))
    before = dict(its.facts(found))
    said = called(found) if isinstance(found, Member) else None
    found.external_id = _free(tx.session, its.model, found, external_id)
    after = dict(its.facts(found))
    if after == before:
        return tx.discard()
    tx.session.flush()
    if isinstance(found, Member):
        # An id of a person is personal: it can be erased, as the name can.
        facts, payload = member_facts(found), {"before": said, "after": called(found)}
        record(
            tx, head, kind="member.changed", actor=actor, after=facts, payload=payload, once=once
        )
    else:
        kind_told = f"{kind.value}.changed"
        record(tx, head, kind=kind_told, actor=actor, before=before, after=after, once=once)


def demand_may_name(actor: Actor, kind: ExternalKind) -> None:
    """Raise NotAllowed unless the actor may give ids to these at all."""
    demand(actor, _KINDS[kind].permission)


def named(workspace_id: int, kind: ExternalKind, external_id: str) -> int:
    """Which one has that id; 0 where none has."""
    model = _KINDS[kind].model
    found: int | None = db.session.scalar(
        select(model.id).where(model.workspace_id == workspace_id, model.external_id == external_id)
    )
    return found or 0


def _free(session: Session, model: type[Named], own: Named, external_id: str | None) -> str | None:
    tidy = clean(external_id or "", limit=NAME, field="external_id") or None
    if tidy is None:
        return None
    holder = session.scalar(
        select(model.id).where(
            model.workspace_id == own.workspace_id,
            model.external_id == tidy,
            model.id != own.id,
        )
    )
    if holder is not None:
        raise Invalid(
            "external_id_taken",
            "Another one in this company has this external id.",
            field="external_id",
        )
    return tidy
