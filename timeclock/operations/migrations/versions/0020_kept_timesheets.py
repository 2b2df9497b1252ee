"""Approved timesheets as they were approved."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy import JSON, BigInteger, Boolean, Column, Date, DateTime, String, Text

revision = "0020"
down_revision = "0019"


def upgrade() -> None:
    """What was approved before is kept by the server's background work, sheet by sheet.

    Until then such days are added up as they were before.
    """
    op.add_column("closed_period", Column("begins", Text))
    is_kept = Column("is_kept", Boolean, nullable=False, server_default=sa.false())
    op.add_column("timesheet", is_kept)
    not_kept = sa.text("state = 'approved' AND is_kept IS FALSE")
    op.create_index(
        "ix_timesheet_not_kept",
        "timesheet",
        ["first_day"],
        sqlite_where=not_kept,
        postgresql_where=not_kept,
    )
    op.create_table(
        "kept_timesheet",
        Column("workspace_id", BigInteger, primary_key=True, autoincrement=False),
        Column("id", BigInteger, primary_key=True, autoincrement=False),
        Column("member_id", BigInteger, nullable=False),
        Column("first_day", Date, nullable=False),
        Column("after_day", Date, nullable=False),
        Column("in_force", Boolean, nullable=False),
        Column("at_upgrade", Boolean, nullable=False),
        Column("content", Text, nullable=False),
        Column("begins", Text, nullable=False),
        Column("compared_with", String(40)),
        Column("difference", JSON),
        Column("differs_since", DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["workspace_id"], ["workspace.id"]),
        sa.ForeignKeyConstraint(
            ["workspace_id", "member_id"], ["member.workspace_id", "member.id"]
        ),
    )
    op.create_index("ix_kept_timesheet_id", "kept_timesheet", ["id"])
    whose = ["workspace_id", "member_id", "first_day"]
    _partial("uq_kept_timesheet_in_force", whose, "in_force", unique=True)
    _partial("ix_kept_timesheet_compared", ["compared_with"], "in_force")
    _partial(
        "ix_kept_timesheet_differs",
        ["workspace_id", "differs_since"],
        "differs_since IS NOT NULL",
    )
    if op.get_bind().dialect.name == "postgresql":
        op.execute("CREATE SEQUENCE kept_timesheet_id_seq AS bigint OWNED BY kept_timesheet.id")
        op.execute(
            "ALTER TABLE kept_timesheet ALTER COLUMN id"
            " SET DEFAULT nextval('kept_timesheet_id_seq')"
        )


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")


def _partial(name: str, columns: list[str], where: str, *, unique: bool = False) -> None:
    op.create_index(
        name,
        "kept_timesheet",
        columns,
        unique=unique,
        sqlite_where=sa.text(where),
        postgresql_where=sa.text(where),
    )
