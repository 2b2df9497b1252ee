"""Indexes by which no statement reads the whole history of a company."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Only indexes change; no row does."""
    op.drop_index("ix_shift_member", "shift")
    op.create_index("ix_shift_member", "shift", ["workspace_id", "member_id", "started_at", "id"])
    if op.get_bind().dialect.name == "sqlite":
        # SQLite takes a partial index where the statement spells the condition as the index does.
        op.drop_index("uq_chain_of_workspace", "chain")
        op.create_index(
            "uq_chain_of_workspace",
            "chain",
            ["workspace_id"],
            unique=True,
            sqlite_where=sa.text("for_workspace = 1"),
        )
    submitted = sa.text("state = 'submitted'")
    op.create_index(
        "ix_timesheet_submitted",
        "timesheet",
        ["workspace_id", "member_id", "after_day"],
        sqlite_where=submitted,
        postgresql_where=submitted,
    )
    op.create_index(
        "ix_timesheet_decided", "timesheet", ["workspace_id", "member_id", "decided_at"]
    )
    op.create_index(
        "ix_correction_decided", "correction", ["workspace_id", "member_id", "decided_at"]
    )
    op.create_index(
        "ix_correction_decider", "correction", ["workspace_id", "decided_by_id", "decided_at"]
    )
    waiting = sa.text(
        "state = 'asked' OR state = 'proposed' OR state = 'applied' OR state = 'disputed'"
    )
    op.create_index(
        "ix_correction_open",
        "correction",
        ["workspace_id", "member_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )
    op.create_index("ix_adjustment_correction", "adjustment", ["workspace_id", "correction_id"])
    op.create_index("ix_adjustment_shift", "adjustment", ["workspace_id", "shift_id"])
    op.create_index("ix_link_expires", "link", ["workspace_id", "expires_at"])


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
