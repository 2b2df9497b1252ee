"""The secret of a webhook before the present one, which signs beside it for a day."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column, DateTime

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns; no secret was ever changed before."""
    op.add_column("webhook", Column("former_secret", sa.LargeBinary(64)))
    op.add_column("webhook", Column("rotated_at", DateTime(timezone=True)))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
