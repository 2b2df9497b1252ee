"""The index of decisions has those that can be undone by now: opened sheets, seen exceptions."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

_KINDS = (
    "correction.approved",
    "correction.proposed",
    "correction.refused",
    "correction.taken_back",
    "correction.undone",
    "correction.upheld",
    "exception.acknowledged",
    "exception.undone",
    "period.closed",
    "period.undone",
    "rules.undone",
    "rules.withdrawn",
    "shift.claim_refused",
    "shift.confirmation_undone",
    "shift.end_confirmed",
    "shift.refusal_undone",
    "shift.stopped",
    "shift.undone",
    "timesheet.approved",
    "timesheet.reopened",
    "timesheet.sent_back",
    "timesheet.undone",
    "timesheets.approved",
    "timesheets.undone",
)
_DECISIONS = sa.text(" OR ".join(f"kind = '{kind}'" for kind in _KINDS))


def upgrade() -> None:
    """Entries stay as they are."""
    op.drop_index("ix_entry_decision", "entry")
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
