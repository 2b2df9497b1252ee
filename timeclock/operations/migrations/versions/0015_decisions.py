"""An index of decisions: what a person has decided lately, and what of it they can undo."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"

_KINDS = (
    "correction.approved",
    "correction.proposed",
    "correction.refused",
    "correction.taken_back",
    "correction.undone",
    "correction.upheld",
    "exception.acknowledged",
    "period.closed",
    "period.undone",
    "rules.undone",
    "rules.withdrawn",
    "shift.confirmation_undone",
    "shift.end_confirmed",
    "shift.stopped",
    "shift.undone",
    "timesheet.approved",
    "timesheet.undone",
    "timesheets.approved",
    "timesheets.undone",
)
_DECISIONS = sa.text(" OR ".join(f"kind = '{kind}'" for kind in _KINDS))


def upgrade() -> None:
    """Entries stay as they are; punches, which are none of these, do not pay for the index."""
    op.create_index(
        "ix_entry_decision",
        "entry",
        ["workspace_id", "actor_id", "received_at"],
        sqlite_where=_DECISIONS,
        postgresql_where=_DECISIONS,
    )


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
