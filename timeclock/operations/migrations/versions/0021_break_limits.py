"""How long a break without a planned length may be, by time clock."""

from alembic import op
from sqlalchemy import Column, Integer

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    """Clocks that are there keep the 60 minutes that held for all of them."""
    limit = Column("break_limit_minutes", Integer, nullable=False, server_default="60")
    op.add_column("time_clock", limit)


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
