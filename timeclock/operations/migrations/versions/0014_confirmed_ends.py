"""Finding the confirmations of ends without reading whole chains."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """An index of these entries alone: no punch writes to it."""
    confirmed = sa.text("kind = 'shift.end_confirmed'")
    op.create_index(
        "ix_entry_end_confirmed",
        "entry",
        ["workspace_id", "chain_id"],
        sqlite_where=confirmed,
        postgresql_where=confirmed,
    )


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
