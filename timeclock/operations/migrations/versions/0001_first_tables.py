"""First tables."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Integer, LargeBinary, String, Text

from timeclock.ledger import guards

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table, then the guards of the ledger."""
    _accounts_and_workspaces()
    _ledger()
    _members()
    _clocks()
    _shifts()
    _api_keys()
    guards.put_up(op.get_bind())


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


def _accounts_and_workspaces() -> None:
    _numbered_table(
        "account",
        Column("email", String(254), nullable=False),
        Column("name", String(200), nullable=False),
        Column("password_hash", String(200)),
        Column("zone", String(64)),
        Column("theme", String(8)),
        _instant("created_at", nullable=False),
        _instant("password_changed_at"),
        sa.UniqueConstraint("email"),
    )
    op.create_table(
        "delay",
        Column("subject", String(80), primary_key=True),
        Column("failures", Integer, nullable=False),
        _instant("last_failed_at", nullable=False),
        _instant("blocked_until", nullable=False),
    )
    _numbered_table(
        "workspace",
        Column("name", String(200), nullable=False),
        Column("zone", String(64), nullable=False),
        Column("location_on", Boolean, nullable=False),
        Column("tolerance", Integer, nullable=False),
        Column("first_weekday", Integer, nullable=False),
        _instant("created_at", nullable=False),
    )


def _ledger() -> None:
    _tenant_table(
        "chain",
        Column("pseudonym", String(32), nullable=False),
        Column("for_workspace", Boolean, nullable=False, server_default=sa.false()),
        Column("position", BigInteger, nullable=False),
        sa.UniqueConstraint("pseudonym"),
    )
    _unique_where("uq_chain_of_workspace", "chain", ["workspace_id"], "for_workspace")
    op.create_table(
        "entry",
        *map(_key, ("workspace_id", "chain_id", "position")),
        Column("kind", String(40), nullable=False),
        _instant("at", nullable=False),
        _instant("received_at", nullable=False),
        Column("actor_id", BigInteger),
        Column("body", Text, nullable=False),
        Column("link", LargeBinary(32), nullable=False),
        Column("key", String(200)),
        Column("digest", LargeBinary(32)),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        _reference("chain_id", "chain"),
    )
    _unique_where("uq_entry_key", "entry", ["workspace_id", "actor_id", "key"], "key IS NOT NULL")
    op.create_table(
        "entry_payload",
        *map(_key, ("workspace_id", "chain_id", "position")),
        Column("salt", LargeBinary(32), nullable=False),
        Column("content", Text, nullable=False),
        sa.ForeignKeyConstraint(
            ["workspace_id", "chain_id", "position"],
            ["entry.workspace_id", "entry.chain_id", "entry.position"],
        ),
    )


def _members() -> None:
    _tenant_table(
        "member",
        Column("account_id", BigInteger, sa.ForeignKey("account.id"), nullable=False),
        Column("chain_id", BigInteger, nullable=False),
        Column("name", String(200), nullable=False),
        Column("role", String(20), nullable=False),
        Column("employee_number", String(40)),
        _instant("joined_at", nullable=False),
        _instant("accepted_at"),
        _instant("deactivated_at"),
        _reference("chain_id", "chain"),
        sa.UniqueConstraint("workspace_id", "account_id"),
        sa.UniqueConstraint("workspace_id", "employee_number", name="uq_member_employee_number"),
    )
    op.create_index("ix_member_account_id", "member", ["account_id"])
    _numbered_table(
        "sign_in",
        Column("token_hash", LargeBinary(32), nullable=False),
        Column("account_id", BigInteger, sa.ForeignKey("account.id"), nullable=False),
        Column("workspace_id", BigInteger, sa.ForeignKey("workspace.id")),
        Column("device", String(200), nullable=False),
        _instant("created_at", nullable=False),
        _instant("last_seen_at", nullable=False),
        _instant("ended_at"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_sign_in_account_id", "sign_in", ["account_id"])
    _numbered_table(
        "link",
        Column("token_hash", LargeBinary(32), nullable=False),
        Column("purpose", String(16), nullable=False),
        Column("workspace_id", BigInteger),
        Column("member_id", BigInteger),
        Column("account_id", BigInteger, sa.ForeignKey("account.id")),
        Column("by_operator", Boolean, nullable=False),
        _instant("created_at", nullable=False),
        _instant("expires_at", nullable=False),
        _instant("used_at"),
        _reference("member_id", "member"),
        sa.UniqueConstraint("token_hash"),
    )
    op.create_index("ix_link_member", "link", ["workspace_id", "member_id"])


def _clocks() -> None:
    _tenant_table(
        "job",
        Column("name", String(200), nullable=False),
        Column("code", String(40)),
        Column("parent_id", BigInteger),
        _instant("created_at", nullable=False),
        _instant("archived_at"),
        _reference("parent_id", "job"),
    )
    op.create_index("uq_job_code", "job", ["workspace_id", "code"], unique=True)
    _tenant_table(
        "time_clock",
        Column("name", String(200), nullable=False),
        Column("zone", String(64), nullable=False),
        Column("job_required", Boolean, nullable=False),
        Column("limit_minutes", Integer, nullable=False),
        _instant("created_at", nullable=False),
        _instant("archived_at"),
    )
    _tenant_table(
        "break_kind",
        Column("clock_id", BigInteger, nullable=False),
        Column("name", String(200), nullable=False),
        Column("paid", Boolean, nullable=False),
        Column("minutes", Integer),
        _instant("archived_at"),
        _reference("clock_id", "time_clock"),
    )
    op.create_index("ix_break_kind_clock", "break_kind", ["workspace_id", "clock_id"])
    op.create_table(
        "assignment",
        _key("workspace_id"),
        _key("member_id"),
        _key("clock_id"),
        Column("manages", Boolean, nullable=False),
        _reference("clock_id", "time_clock"),
        _reference("member_id", "member"),
    )
    op.create_index("ix_assignment_clock", "assignment", ["workspace_id", "clock_id"])


def _shifts() -> None:
    _tenant_table(
        "shift",
        Column("member_id", BigInteger, nullable=False),
        Column("clock_id", BigInteger, nullable=False),
        Column("job_id", BigInteger),
        _instant("started_at", nullable=False),
        Column("start_zone", String(64), nullable=False),
        Column("start_source", String(12), nullable=False),
        Column("start_edited", Boolean, nullable=False),
        Column("start_place", sa.JSON),
        _instant("ended_at"),
        Column("end_zone", String(64)),
        Column("end_source", String(12)),
        Column("end_edited", Boolean, nullable=False),
        Column("end_place", sa.JSON),
        Column("ended_by_id", BigInteger),
        Column("stopped", Boolean, nullable=False),
        Column("stop_reason", Text, nullable=False),
        Column("note", Text, nullable=False),
        Column("billable", Boolean, nullable=False),
        Column("scheduler_shift_id", String(200)),
        _instant("created_at", nullable=False),
        _instant("changed_at", nullable=False),
        _instant("voided_at"),
        _reference("member_id", "member"),
        _reference("clock_id", "time_clock"),
        _reference("job_id", "job"),
        _reference("ended_by_id", "member"),
    )
    op.create_index("ix_shift_member", "shift", ["workspace_id", "member_id", "started_at"])
    is_open = "ended_at IS NULL AND voided_at IS NULL"
    _unique_where("uq_shift_open", "shift", ["workspace_id", "member_id"], is_open)
    _tenant_table(
        "shift_break",
        Column("shift_id", BigInteger, nullable=False),
        Column("kind_id", BigInteger),
        Column("paid", Boolean, nullable=False),
        _instant("started_at", nullable=False),
        _instant("ended_at"),
        Column("cut", Boolean, nullable=False),
        _instant("changed_at", nullable=False),
        _instant("voided_at"),
        _reference("shift_id", "shift"),
        _reference("kind_id", "break_kind"),
    )
    op.create_index("ix_shift_break_shift", "shift_break", ["workspace_id", "shift_id"])
    _unique_where("uq_shift_break_open", "shift_break", ["workspace_id", "shift_id"], is_open)
    _tenant_table(
        "segment",
        Column("shift_id", BigInteger, nullable=False),
        Column("job_id", BigInteger),
        _instant("started_at", nullable=False),
        _instant("changed_at", nullable=False),
        _instant("voided_at"),
        _reference("shift_id", "shift"),
        _reference("job_id", "job"),
    )
    op.create_index("ix_segment_shift", "segment", ["workspace_id", "shift_id"])


def _api_keys() -> None:
    _tenant_table(
        "api_key",
        Column("member_id", BigInteger, nullable=False),
        Column("name", String(200), nullable=False),
        Column("scope", String(8), nullable=False),
        Column("start", String(12), nullable=False),
        Column("token_hash", LargeBinary(32), nullable=False),
        Column("issued_by_id", BigInteger),
        _instant("created_at", nullable=False),
        _instant("expires_at"),
        _instant("last_used_at"),
        _instant("revoked_at"),
        _reference("member_id", "member"),
        _reference("issued_by_id", "member"),
        sa.UniqueConstraint("token_hash"),
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


def _numbered_table(name: str, *items: Any) -> None:
    op.create_table(name, _key("id"), *items)
    _number(name)


def _tenant_table(name: str, *items: Any) -> None:
    company = sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"])
    op.create_table(name, _key("workspace_id"), _key("id"), *items, company)
    op.create_index(f"ix_{name}_id", name, ["id"])
    _number(name)


def _number(table: str) -> None:
    """On PostgreSQL what bigserial would have made; SQLite counts by max(id)."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(f"CREATE SEQUENCE {table}_id_seq AS bigint OWNED BY {table}.id")
        op.execute(f"ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_id_seq')")


def _unique_where(name: str, table: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.create_index(name, table, columns, unique=True, sqlite_where=where, postgresql_where=where)
