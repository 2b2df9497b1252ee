"""Hours: dated rules, corrections, approvals, exports."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, Integer, String, Text

revision = "0002"
down_revision = "0001"

_FIRST_RULES = {
    "first_weekday": 0,
    "period": "weekly",
    "anchor": "2024-01-01",
    "split": False,
    "day_begins": 0,
    "rounding": 0,
    "overtime": "none",
    "meal_after": None,
    "meal_minutes": None,
    "late_changes": "refuse",
    "edits": "at_once",
    "own_daily_after": None,
    "own_daily_percent": 150,
    "own_daily_again_after": None,
    "own_daily_again_percent": 200,
    "own_weekly_after": None,
    "own_weekly_percent": 150,
    "own_longest_day": None,
    "own_shortest_rest": None,
    "own_break_after": None,
    "own_break_minutes": 30,
}


def upgrade() -> None:
    """Add what turns punches into paid hours; no table of punches is copied."""
    _rules()
    _clocks_and_shifts()
    _corrections()
    _approvals()
    _exports()


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


def _rules() -> None:
    _tenant_table(
        "rule_version",
        Column("first_day", Date, nullable=False),
        Column("rules", JSON, nullable=False),
        Column("set_by_id", BigInteger),
        _instant("created_at", nullable=False),
        _instant("withdrawn_at"),
    )
    op.create_index("ix_rule_version_first_day", "rule_version", ["workspace_id", "first_day"])
    _keep_first_weekdays()
    op.drop_column("workspace", "first_weekday")


def _keep_first_weekdays() -> None:
    """What was a setting without a date is the first version of the rules."""
    connection = op.get_bind()
    found = connection.execute(
        sa.text("SELECT id, first_weekday, created_at FROM workspace WHERE first_weekday <> 0")
    )
    for row in found.all():
        connection.execute(
            sa.text(
                "INSERT INTO rule_version (workspace_id, id, first_day, rules, created_at)"
                " SELECT :workspace, coalesce(max(id), 0) + 1, '2000-01-01', :rules, :created"
                " FROM rule_version"
            ),
            {
                "workspace": row.id,
                "rules": json.dumps(_FIRST_RULES | {"first_weekday": row.first_weekday}),
                "created": row.created_at,
            },
        )
    if connection.dialect.name == "postgresql":
        op.execute(
            "SELECT setval('rule_version_id_seq', (SELECT coalesce(max(id), 0) + 1"
            " FROM rule_version), false)"
        )


def _clocks_and_shifts() -> None:
    closes = Column("closes_forgotten", Boolean, nullable=False, server_default=sa.false())
    op.add_column("time_clock", closes)
    op.create_table(
        "former_zone",
        *map(_key, ("workspace_id", "clock_id")),
        Column("until", sa.DateTime(timezone=True), primary_key=True),
        Column("zone", String(64), nullable=False),
        _reference("clock_id", "time_clock"),
    )
    through = Column("worked_through", Boolean, nullable=False, server_default=sa.false())
    op.add_column("shift", through)
    op.add_column("shift", Column("unconfirmed", String(12)))
    op.add_column("shift", Column("proposed_by_id", BigInteger))
    op.add_column("shift", Column("original", JSON))
    waits = sa.text("unconfirmed IS NOT NULL AND voided_at IS NULL")
    op.create_index(
        "ix_shift_unconfirmed",
        "shift",
        ["workspace_id", "member_id"],
        sqlite_where=waits,
        postgresql_where=waits,
    )


def _corrections() -> None:
    _tenant_table(
        "correction",
        Column("member_id", BigInteger, nullable=False),
        Column("clock_id", BigInteger, nullable=False),
        Column("shift_id", BigInteger),
        Column("kind", String(12), nullable=False),
        Column("state", String(12), nullable=False),
        Column("drafts", JSON, nullable=False),
        Column("before", JSON),
        Column("reason", Text, nullable=False),
        Column("asked_by_id", BigInteger),
        _instant("asked_at", nullable=False),
        Column("decided_by_id", BigInteger),
        _instant("decided_at"),
        Column("decision", Text, nullable=False),
        _instant("applied_at"),
        Column("shift_ids", JSON, nullable=False),
        Column("replaces_id", BigInteger),
        Column("position", BigInteger, nullable=False),
        _reference("member_id", "member"),
        _reference("clock_id", "time_clock"),
        _reference("shift_id", "shift"),
    )
    op.create_index("ix_correction_member", "correction", ["workspace_id", "member_id", "id"])
    op.create_index("ix_correction_shift", "correction", ["workspace_id", "shift_id"])
    op.create_index("ix_correction_state", "correction", ["workspace_id", "state"])
    _tenant_table(
        "adjustment",
        Column("member_id", BigInteger, nullable=False),
        Column("correction_id", BigInteger, nullable=False),
        Column("shift_id", BigInteger),
        Column("day", Date, nullable=False),
        Column("for_day", Date, nullable=False),
        Column("seconds", BigInteger, nullable=False),
        _instant("created_at", nullable=False),
        _reference("member_id", "member"),
        _reference("correction_id", "correction"),
        _reference("shift_id", "shift"),
    )
    op.create_index("ix_adjustment_day", "adjustment", ["workspace_id", "day", "member_id"])


def _approvals() -> None:
    _tenant_table(
        "timesheet",
        Column("member_id", BigInteger, nullable=False),
        Column("first_day", Date, nullable=False),
        Column("after_day", Date, nullable=False),
        Column("state", String(12), nullable=False),
        Column("totals", JSON),
        _instant("submitted_at"),
        Column("submitted_by_id", BigInteger),
        _instant("decided_at"),
        Column("decided_by_id", BigInteger),
        Column("reason", Text, nullable=False),
        _reference("member_id", "member"),
    )
    period = ["workspace_id", "member_id", "first_day"]
    op.create_index("uq_timesheet_period", "timesheet", period, unique=True)
    op.create_index("ix_timesheet_days", "timesheet", ["workspace_id", "first_day"])
    _tenant_table(
        "closed_period",
        Column("first_day", Date, nullable=False),
        Column("after_day", Date, nullable=False),
        _instant("closed_at", nullable=False),
        Column("closed_by_id", BigInteger),
        _instant("reopened_at"),
        Column("reopened_by_id", BigInteger),
    )
    closed = sa.text("reopened_at IS NULL")
    op.create_index(
        "uq_closed_period_first_day",
        "closed_period",
        ["workspace_id", "first_day"],
        unique=True,
        sqlite_where=closed,
        postgresql_where=closed,
    )
    _tenant_table(
        "acknowledgement",
        Column("member_id", BigInteger, nullable=False),
        Column("kind", String(24), nullable=False),
        Column("day", Date, nullable=False),
        Column("shift_id", BigInteger),
        Column("measured", BigInteger, nullable=False),
        Column("seen_by_id", BigInteger),
        _instant("seen_at", nullable=False),
        Column("note", Text, nullable=False),
        _reference("member_id", "member"),
    )
    day = ["workspace_id", "day", "member_id"]
    op.create_index("ix_acknowledgement_day", "acknowledgement", day)


def _exports() -> None:
    _tenant_table(
        "export",
        Column("asked_by_id", BigInteger),
        _instant("asked_at", nullable=False),
        Column("question", JSON, nullable=False),
        Column("heads", String(64), nullable=False),
        Column("done", Integer, nullable=False),
        Column("total", Integer, nullable=False),
        _instant("finished_at"),
    )


def _key(name: str) -> "Column[int]":
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _instant(name: str, *, nullable: bool = True) -> "Column[Any]":
    return Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _reference(column: str, table: str) -> sa.ForeignKeyConstraint:
    """To a row of the same company."""
    return sa.ForeignKeyConstraint(
        ["workspace_id", column], [f"{table}.workspace_id", f"{table}.id"]
    )


def _tenant_table(name: str, *items: Any) -> None:
    company = sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"])
    op.create_table(name, _key("workspace_id"), _key("id"), *items, company)
    op.create_index(f"ix_{name}_id", name, ["id"])
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE SEQUENCE {name}_id_seq AS bigint OWNED BY {name}.id")
        op.execute(f"ALTER TABLE {name} ALTER COLUMN id SET DEFAULT nextval('{name}_id_seq')")
