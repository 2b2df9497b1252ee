"""Kiosks, and the PINs and badges that people use there."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, DateTime, LargeBinary, String

revision = "0016"
down_revision = "0015"

_MEMBER = ["member.workspace_id", "member.id"]
_CLOCK = ["time_clock.workspace_id", "time_clock.id"]
_INSTANT = DateTime(timezone=True)


def upgrade() -> None:
    """Add the tables; no company has a kiosk, a PIN or a badge yet."""
    _kiosk()
    _ways()
    _pin()
    _badge()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("kiosk", "badge"):
            op.execute(f"CREATE SEQUENCE {table}_id_seq AS bigint OWNED BY {table}.id")
            op.execute(f"ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_id_seq')")


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


def _kiosk() -> None:
    op.create_table(
        "kiosk",
        _key("workspace_id"),
        _key("id"),
        Column("clock_id", BigInteger, nullable=False),
        Column("name", String(200), nullable=False),
        Column("code_hash", LargeBinary(32), unique=True),
        Column("token_hash", LargeBinary(32), unique=True),
        Column("offered_by_id", BigInteger),
        Column("offered_at", _INSTANT, nullable=False),
        Column("paired_at", _INSTANT),
        Column("last_seen_at", _INSTANT),
        Column("locked_at", _INSTANT),
        Column("revoked_at", _INSTANT),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        _of("clock_id", _CLOCK),
        _of("offered_by_id", _MEMBER),
    )
    op.create_index("ix_kiosk_id", "kiosk", ["id"])
    op.create_index("ix_kiosk_clock", "kiosk", ["workspace_id", "clock_id"])


def _ways() -> None:
    op.create_table(
        "kiosk_ways",
        _key("workspace_id"),
        _key("clock_id"),
        Column("badges", Boolean, nullable=False, server_default=sa.true()),
        Column("numbers", Boolean, nullable=False, server_default=sa.true()),
        Column("names", Boolean, nullable=False),
        _of("clock_id", _CLOCK),
    )


def _pin() -> None:
    op.create_table(
        "pin",
        _key("workspace_id"),
        _key("member_id"),
        Column("pin_hash", String(200), nullable=False),
        Column("set_at", _INSTANT, nullable=False),
        Column("set_by_id", BigInteger),
        _of("member_id", _MEMBER),
    )


def _badge() -> None:
    op.create_table(
        "badge",
        _key("workspace_id"),
        _key("id"),
        Column("member_id", BigInteger, nullable=False),
        Column("name", String(200), nullable=False),
        Column("text_hash", LargeBinary(32), nullable=False),
        Column("issued_by_id", BigInteger),
        Column("issued_at", _INSTANT, nullable=False),
        Column("revoked_at", _INSTANT),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        _of("member_id", _MEMBER),
        _of("issued_by_id", _MEMBER),
    )
    works = sa.text("revoked_at IS NULL")
    op.create_index("ix_badge_id", "badge", ["id"])
    op.create_index("ix_badge_member", "badge", ["workspace_id", "member_id"])
    op.create_index(
        "ix_badge_text",
        "badge",
        ["workspace_id", "text_hash"],
        unique=True,
        sqlite_where=works,
        postgresql_where=works,
    )


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _of(column: str, target: list[str]) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["workspace_id", column], target)
