"""Looking labels up."""

from collections.abc import Collection, Sequence
from typing import cast

from sqlalchemy import Connection, select

from timeclock.company.labels.models import MODELS, Label, LabelKind, Tag
from timeclock.names import by_name
from timeclock.storage.transactions import db


def label(workspace_id: int, kind: LabelKind, label_id: int) -> Label | None:
    """A label of the workspace."""
    return cast(Label | None, db.session.get(MODELS[kind], (workspace_id, label_id)))


def labels(
    workspace_id: int, kind: LabelKind, *, include_archived: bool = False
) -> Sequence[Label]:
    """The workspace's labels of a kind by name."""
    model = MODELS[kind]
    query = select(model).where(model.workspace_id == workspace_id).order_by(model.id)
    if not include_archived:
        query = query.where(model.archived_at.is_(None))
    found = cast(Sequence[Label], db.session.scalars(query).all())
    return by_name(found, lambda each: each.name)


def labels_after(
    workspace_id: int, kind: LabelKind, after_id: int, limit: int, *, archived: bool = False
) -> Sequence[Label]:
    """Labels on offer, or archived ones, by id behind one of them."""
    model = MODELS[kind]
    query = (
        select(model)
        .where(
            model.workspace_id == workspace_id,
            model.id > after_id,
            model.archived_at.is_not(None) == archived,
        )
        .order_by(model.id)
        .limit(limit)
    )
    return cast(Sequence[Label], db.session.scalars(query).all())


def label_names(workspace_id: int, kind: LabelKind) -> dict[int, str]:
    """What labels of a kind are called, archived ones too, by id."""
    return read_label_names(db.session.connection(), workspace_id, kind)


def read_label_names(connection: Connection, workspace_id: int, kind: LabelKind) -> dict[int, str]:
    """`label_names` on a given connection."""
    model = MODELS[kind]
    rows = connection.execute(
        select(model.id, model.name).where(model.workspace_id == workspace_id)
    )
    return {row.id: row.name for row in rows}


def tags_on_offer(
    connection: Connection, workspace_id: int, tag_ids: Collection[int]
) -> frozenset[int]:
    """Those of these tags that exist and are not archived."""
    rows = connection.execute(
        select(Tag.id).where(
            Tag.workspace_id == workspace_id,
            Tag.id.in_(sorted(tag_ids)),
            Tag.archived_at.is_(None),
        )
    )
    return frozenset(row.id for row in rows)
