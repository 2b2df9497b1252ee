"""Times that are given afterwards."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Shifts that were punched stay as they are: what was paid is paid, and marked as edited.

    The rule holds for times that are given from now on.
    """
    op.add_column("shift", Column("claims", sa.JSON()))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
