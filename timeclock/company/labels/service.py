"""Adding, renaming and archiving labels."""

from datetime import datetime
from typing import cast

from sqlalchemy import select

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.labels.models import MODELS, Label, LabelKind
from timeclock.errors import Invalid, NotFound
from timeclock.ledger.editing import Expected, demand_version
from timeclock.ledger.entry import Json, Once
from timeclock.ledger.recording import demand_first_time, lock_workspace, present, record
from timeclock.messages import N_
from timeclock.storage.transactions import Transaction, transaction
from timeclock.timekeeping import utc_text
from timeclock.wording import required

_TAKEN = {
    LabelKind.CLIENT: N_("Another client has this name."),
    LabelKind.TAG: N_("Another tag has this name."),
}
_NOT_FOUND = {
    LabelKind.CLIENT: N_("This client does not exist."),
    LabelKind.TAG: N_("This tag does not exist."),
}


@transaction
def add_label(
    tx: Transaction, actor: Actor, *, kind: LabelKind, name: str, once: Once | None = None
) -> int:
    """Add a client or a tag and return its id.

    Raises Invalid `name_taken`, and Conflict `already_done` when it comes a second time.
    """
    demand(actor, Permission.MANAGE_JOBS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    label = MODELS[kind](
        workspace_id=actor.workspace_id,
        name=_free_name(tx, actor.workspace_id, kind, name),
        created_at=present(),
    )
    tx.session.add(label)
    tx.session.flush()
    facts = label_facts(kind, label)
    record(tx, head, kind=f"{kind}.added", actor=actor, after=facts, once=once)
    return label.id


@transaction
def rename_label(
    tx: Transaction,
    actor: Actor,
    *,
    kind: LabelKind,
    label_id: int,
    name: str,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Call a label otherwise, also where it is in use.

    Raises Invalid `name_taken`, Outdated for a version that is not expected, and Conflict
    `already_done` when it comes a second time.
    """
    demand(actor, Permission.MANAGE_JOBS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    label = find_label(tx, actor.workspace_id, kind, label_id)
    before = label_facts(kind, label)
    demand_version(expected, before)
    label.name = _free_name(tx, actor.workspace_id, kind, name, except_id=label_id)
    after = label_facts(kind, label)
    if after == before:
        return tx.discard()
    record(tx, head, kind=f"{kind}.changed", actor=actor, before=before, after=after, once=once)


@transaction
def archive_label(
    tx: Transaction,
    actor: Actor,
    *,
    kind: LabelKind,
    label_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Offer a label no longer; what has it keeps it."""
    _set_archived(tx, actor, kind, label_id, present(), expected, once)


@transaction
def restore_label(
    tx: Transaction,
    actor: Actor,
    *,
    kind: LabelKind,
    label_id: int,
    expected: Expected = None,
    once: Once | None = None,
) -> None:
    """Offer an archived label again."""
    _set_archived(tx, actor, kind, label_id, None, expected, once)


def _set_archived(
    tx: Transaction,
    actor: Actor,
    kind: LabelKind,
    label_id: int,
    moment: datetime | None,
    expected: Expected,
    once: Once | None,
) -> None:
    demand(actor, Permission.MANAGE_JOBS)
    head = lock_workspace(tx, actor.workspace_id)
    demand_first_time(tx, actor, once)
    label = find_label(tx, actor.workspace_id, kind, label_id)
    demand_version(expected, label_facts(kind, label))
    if (label.archived_at is None) == (moment is None):
        return tx.discard()
    label.archived_at = moment
    act = f"{kind}.archived" if moment else f"{kind}.restored"
    record(tx, head, kind=act, actor=actor, after=label_facts(kind, label), once=once)


def find_label(tx: Transaction, workspace_id: int, kind: LabelKind, label_id: int) -> Label:
    """A label of the workspace. Raises NotFound, for another company's as for none."""
    found = cast(Label | None, tx.session.get(MODELS[kind], (workspace_id, label_id)))
    if found is None:
        raise label_not_found(kind)
    return found


def label_not_found(kind: LabelKind) -> NotFound:
    """The same words for a missing label, an archived one and another company's."""
    return NotFound(f"{kind}_not_found", _NOT_FOUND[kind], field=f"{kind}_id")


def _free_name(
    tx: Transaction,
    workspace_id: int,
    kind: LabelKind,
    name: str,
    *,
    except_id: int | None = None,
) -> str:
    tidy, model = required(name, field="name"), MODELS[kind]
    holder = tx.session.scalar(
        select(model.id).where(model.workspace_id == workspace_id, model.name == tidy)
    )
    if holder is not None and holder != except_id:
        raise Invalid("name_taken", _TAKEN[kind], field="name")
    return tidy


def label_facts(kind: LabelKind, label: Label) -> dict[str, Json]:
    """A label as the ledger tells of it; its version is that of these."""
    return {
        kind.value: label.id,
        "name": label.name,
        "created": utc_text(label.created_at),
        "archived": utc_text(label.archived_at) if label.archived_at else None,
    }
