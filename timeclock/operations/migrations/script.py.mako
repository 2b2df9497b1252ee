"""${message}."""

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
    """Change the tables; a copy of `entry` on SQLite has to put up the ledger's guards again."""
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
