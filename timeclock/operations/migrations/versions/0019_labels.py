"""Clients of jobs, and tags of shifts."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Column, DateTime, String

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    """Jobs and shifts stay as they are: none has a client, none has a tag."""
    for table in ("client", "tag"):
        op.create_table(
            table,
            Column("workspace_id", BigInteger, primary_key=True, autoincrement=False),
            Column("id", BigInteger, primary_key=True, autoincrement=False),
            Column("name", String(200), nullable=False),
            Column("created_at", DateTime(timezone=True), nullable=False),
            Column("archived_at", DateTime(timezone=True)),
            sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        )
        op.create_index(f"ix_{table}_id", table, ["id"])
        op.create_index(f"uq_{table}_name", table, ["workspace_id", "name"], unique=True)
        if op.get_bind().dialect.name == "postgresql":
            op.execute(f"CREATE SEQUENCE {table}_id_seq AS bigint OWNED BY {table}.id")
            op.execute(f"ALTER TABLE {table} ALTER COLUMN id SET DEFAULT nextval('{table}_id_seq')")
    op.add_column("job", Column("client_id", BigInteger))
    op.add_column("shift", Column("tag_ids", sa.JSON()))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
