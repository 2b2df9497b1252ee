"""Time that late changes of closed days gave to shifts, where punches can see it."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import JSON, BigInteger, Column, DateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Add the table, with the spans of every late change that counts."""
    _create()
    found = _late_changes()
    rows = [
        {"id": number, **span}
        for number, span in enumerate((span for late in found for span in _spans(late)), start=1)
    ]
    if rows:
        op.bulk_insert(_table(), rows)
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"SELECT setval('late_span_id_seq', {len(rows) + 1}, false)")


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


def _create() -> None:
    op.create_table(
        "late_span",
        Column("workspace_id", BigInteger, primary_key=True, autoincrement=False),
        Column("id", BigInteger, primary_key=True, autoincrement=False),
        Column("member_id", BigInteger, nullable=False),
        Column("correction_id", BigInteger, nullable=False),
        Column("shift_id", BigInteger),
        Column("started_at", DateTime(timezone=True), nullable=False),
        Column("ended_at", DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        *map(_reference, ("member", "correction", "shift")),
    )
    op.create_index("ix_late_span_id", "late_span", ["id"])
    whose = ["workspace_id", "member_id", "ended_at"]
    op.create_index("ix_late_span_member", "late_span", whose)
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE late_span_id_seq AS bigint OWNED BY late_span.id")
        op.execute("ALTER TABLE late_span ALTER COLUMN id SET DEFAULT nextval('late_span_id_seq')")


def _reference(table: str) -> sa.ForeignKeyConstraint:
    """To a row of the same company."""
    return sa.ForeignKeyConstraint(
        ["workspace_id", f"{table}_id"], [f"{table}.workspace_id", f"{table}.id"]
    )


def _late_changes() -> list[Any]:
    """The newest late change of each shift that its rows do not show, and each shift added so."""
    query = sa.text(
        "SELECT c.workspace_id, c.id, c.member_id, c.shift_id, c.drafts, c.shift_ids"
        " FROM correction c WHERE c.state <> 'taken_back' AND EXISTS (SELECT 1 FROM adjustment a"
        " WHERE a.workspace_id = c.workspace_id AND a.correction_id = c.id)"
        " ORDER BY c.applied_at, c.id"
    ).columns(drafts=JSON, shift_ids=JSON)
    newest: dict[tuple[int, int | None, int], Any] = {}
    for row in op.get_bind().execute(query):
        newest[row.workspace_id, row.shift_id, 0 if row.shift_id else row.id] = row
    return [row for row in newest.values() if not row.shift_ids]


def _spans(late: Any) -> list[dict[str, Any]]:
    return [
        {
            "workspace_id": late.workspace_id,
            "member_id": late.member_id,
            "correction_id": late.id,
            "shift_id": late.shift_id,
            "started_at": _moment(draft["start"]),
            "ended_at": _moment(draft["end"]),
        }
        for draft in late.drafts
    ]


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text).astimezone(UTC)
    return moment.replace(tzinfo=None) if op.get_bind().dialect.name == "sqlite" else moment


def _table() -> sa.TableClause:
    names = ("workspace_id", "id", "member_id", "correction_id", "shift_id")
    ends = (sa.column(name, DateTime(timezone=True)) for name in ("started_at", "ended_at"))
    return sa.table("late_span", *map(sa.column, names), *ends)
