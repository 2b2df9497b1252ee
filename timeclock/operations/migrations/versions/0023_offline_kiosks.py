"""Keys of kiosks, and the punches that they kept and a person decides about."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, LargeBinary, String

revision = "0023"
down_revision = "0022"

_INSTANT = DateTime(timezone=True)
_WAITS = sa.text("decided_at IS NULL")


def upgrade() -> None:
    """Add the tables; no tablet has sent its key yet."""
    _keys()
    _held()
    if op.get_bind().dialect.name == "postgresql":
        for table in ("kiosk_key", "held_punch"):
            op.execute(f"CREATE SEQUENCE {table}_id_seq AS bigint OWNED BY {table}.id")
            op.execute(f"ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_id_seq')")


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


def _keys() -> None:
    op.create_table(
        "kiosk_key",
        _key("workspace_id"),
        _key("id"),
        Column("kiosk_id", BigInteger, nullable=False),
        Column("public", LargeBinary(65), nullable=False),
        Column("registered_at", _INSTANT, nullable=False),
        Column("replaced_at", _INSTANT),
        *(Column(name, BigInteger, nullable=False) for name in ("taken", "used", "waiting")),
        Column("waiting_since", _INSTANT),
        Column("empty_at", _INSTANT),
        Column("last_moment_at", _INSTANT),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        _of("kiosk_id", "kiosk"),
    )
    op.create_index("ix_kiosk_key_id", "kiosk_key", ["id"])
    op.create_index(
        "ix_kiosk_key_kiosk", "kiosk_key", ["workspace_id", "kiosk_id", "public"], unique=True
    )


def _held() -> None:
    op.create_table(
        "held_punch",
        _key("workspace_id"),
        _key("id"),
        *(
            Column(name, BigInteger, nullable=False)
            for name in ("kiosk_id", "key_id", "number", "last_number", "clock_id")
        ),
        Column("member_id", BigInteger),
        Column("act", String(12)),
        Column("moment_at", _INSTANT),
        Column("job_id", BigInteger),
        Column("kind_id", BigInteger),
        Column("reason", String(40), nullable=False),
        Column("received_at", _INSTANT, nullable=False),
        Column("decision", String(12)),
        Column("decided_at", _INSTANT),
        Column("decided_by_id", BigInteger),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        _of("kiosk_id", "kiosk"),
        _of("key_id", "kiosk_key"),
        _of("clock_id", "time_clock"),
        _of("member_id", "member"),
        _of("decided_by_id", "member"),
    )
    op.create_index("ix_held_punch_id", "held_punch", ["id"])
    op.create_index("ix_held_punch_number", "held_punch", ["workspace_id", "key_id", "number"])
    op.create_index(
        "ix_held_punch_waits",
        "held_punch",
        ["workspace_id", "clock_id"],
        sqlite_where=_WAITS,
        postgresql_where=_WAITS,
    )


def _key(name: str) -> Column[int]:
    return Column(name, BigInteger, primary_key=True, autoincrement=False)


def _of(column: str, table: str) -> sa.ForeignKeyConstraint:
    target = [f"{table}.workspace_id", f"{table}.id"]
    return sa.ForeignKeyConstraint(["workspace_id", column], target)
