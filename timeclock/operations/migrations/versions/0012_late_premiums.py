"""What a late change moves besides the worked seconds."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Column

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """What was booked stays as it is: seconds alone, without premiums and rounding."""
    op.add_column("adjustment", Column("more", sa.JSON()))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
