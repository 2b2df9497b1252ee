"""What happens beyond the planned length of a break."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import Boolean, Column, Integer

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Breaks that have begun stay as they are; the rule holds for those that begin from now on.

    A break without a value in `pays_beyond` is paid as a whole or not at all, so no total changes.
    """
    beyond = Column("pays_beyond", Boolean, nullable=False, server_default=sa.false())
    op.add_column("break_kind", beyond)
    op.add_column("shift_break", Column("planned_minutes", Integer))
    op.add_column("shift_break", Column("pays_beyond", Boolean))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
