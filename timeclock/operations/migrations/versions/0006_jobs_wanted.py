"""Since when a time clock has asked for a job, so that earlier shifts are not held against it."""

from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, DateTime

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Add the column; where a job is asked for already, it counts from now on."""
    op.add_column("time_clock", Column("job_required_since", DateTime(timezone=True)))
    clock = sa.table(
        "time_clock",
        sa.column("workspace_id", BigInteger),
        sa.column("job_required", Boolean),
        sa.column("job_required_since", DateTime(timezone=True)),
    )
    moment = datetime.now(UTC)
    if op.get_bind().dialect.name == "sqlite":
        moment = moment.replace(tzinfo=None)
    op.execute(clock.update().where(clock.c.job_required).values(job_required_since=moment))


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
