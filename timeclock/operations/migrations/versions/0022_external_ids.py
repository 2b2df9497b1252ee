"""The ids that people, jobs and time clocks have in another system."""

from alembic import op
from sqlalchemy import Column, String

revision = "0022"
down_revision = "0021"
TABLES = ("member", "job", "time_clock")


def upgrade() -> None:
    """No one has one yet."""
    for table in TABLES:
        op.add_column(table, Column("external_id", String(200)))
        columns = ["workspace_id", "external_id"]
        op.create_index(f"uq_{table}_external_id", table, columns, unique=True)


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
