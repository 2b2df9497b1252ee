"""Webhooks, how far each of them is, and what was sent; and shifts of a company by their start."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, Integer, String

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the tables and the index."""
    _webhook()
    _cursor()
    _attempt()
    op.create_index("ix_shift_started", "shift", ["workspace_id", "started_at", "id"])
    if op.get_bind().dialect.name == "postgresql":
        for table in ("webhook", "webhook_attempt"):
            op.execute(f"CREATE SEQUENCE {table}_id_seq AS bigint OWNED BY {table}.id")
            op.execute(f"ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_id_seq')")


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


def _webhook() -> None:
    op.create_table(
        "webhook",
        _key("workspace_id"),
        _key("id"),
        Column("url", String(500), nullable=False),
        Column("description", String(200), nullable=False),
        Column("events", sa.JSON, nullable=False),
        Column("secret", sa.LargeBinary(64), nullable=False),
        Column("created_by_id", BigInteger),
        Column("created_at", _INSTANT, nullable=False),
        Column("paused_at", _INSTANT),
        Column("paused_for", String(12)),
        Column("silences", Integer, nullable=False),
        Column("rests_until", _INSTANT),
        Column("removed_at", _INSTANT),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(
            ["workspace_id", "created_by_id"], ["member.workspace_id", "member.id"]
        ),
    )
    op.create_index("ix_webhook_id", "webhook", ["id"])


def _cursor() -> None:
    op.create_table(
        "webhook_cursor",
        _key("workspace_id"),
        _key("webhook_id"),
        _key("chain_id"),
        Column("position", BigInteger, nullable=False),
        Column("tries", Integer, nullable=False),
        Column("failing_since", _INSTANT),
        Column("due_at", _INSTANT),
        Column("lease", String(32)),
        Column("leased_until", _INSTANT),
        _of_webhook(),
        sa.ForeignKeyConstraint(["workspace_id", "chain_id"], ["chain.workspace_id", "chain.id"]),
    )


def _attempt() -> None:
    op.create_table(
        "webhook_attempt",
        _key("workspace_id"),
        _key("id"),
        Column("webhook_id", BigInteger, nullable=False),
        Column("purpose", String(8), nullable=False),
        Column("kind", String(40), nullable=False),
        Column("message_id", String(80), nullable=False),
        Column("chain_id", BigInteger),
        Column("position", BigInteger),
        Column("asked_at", _INSTANT, nullable=False),
        Column("sent_at", _INSTANT),
        Column("milliseconds", Integer),
        Column("status", Integer),
        Column("fault", String(200)),
        Column("answer", String(300), nullable=False),
        Column("lease", String(32)),
        Column("leased_until", _INSTANT),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        _of_webhook(),
        sa.ForeignKeyConstraint(
            ["workspace_id", "chain_id", "position"],
            ["entry.workspace_id", "entry.chain_id", "entry.position"],
        ),
    )
    whose = ["workspace_id", "webhook_id"]
    op.create_index("ix_webhook_attempt_id", "webhook_attempt", ["id"])
    op.create_index("ix_webhook_attempt_log", "webhook_attempt", [*whose, "id"])
    waiting = sa.text("sent_at IS NULL")
    op.create_index(
        "ix_webhook_attempt_waiting",
        "webhook_attempt",
        whose,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


_INSTANT = DateTime(timezone=True)


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _of_webhook() -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["workspace_id", "webhook_id"], ["webhook.workspace_id", "webhook.id"]
    )
