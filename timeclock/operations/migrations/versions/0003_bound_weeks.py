"""Locks that reach back to the beginning of their first workweek."""

from alembic import op
from sqlalchemy import Column, Date

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add from when on a lock binds; what was locked before binds its own days alone."""
    for table in ("timesheet", "closed_period"):
        op.add_column(table, Column("binds_from", Date))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
