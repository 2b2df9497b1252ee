"""Rules of time clocks, and the clock whose rules each member goes by."""

import json
from datetime import date

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Boolean, Column, Date, ForeignKeyConstraint, String

revision = "0018"
down_revision = "0017"

_HOME = sa.table(
    "home_clock",
    *(sa.column(name, BigInteger) for name in ("workspace_id", "member_id", "clock_id")),
    sa.column("first_day", Date),
)
_ENTRY = sa.table(
    "entry",
    *(sa.column(name, BigInteger) for name in ("workspace_id", "chain_id", "position")),
    *(sa.column(name, String) for name in ("kind", "body")),
)
_CHAIN = sa.table(
    "chain",
    *(sa.column(name, BigInteger) for name in ("workspace_id", "id")),
    sa.column("for_workspace", Boolean),
)


def upgrade() -> None:
    """Each member's home is the clock of the first assignment in the ledger.

    No clock has rules of its own yet, so every member goes by the company's, as before.
    """
    with op.batch_alter_table("rule_version") as table:
        table.add_column(Column("clock_id", BigInteger))
        table.create_foreign_key(
            None, "time_clock", ["workspace_id", "clock_id"], ["workspace_id", "id"]
        )
    op.create_table(
        "home_clock",
        Column("workspace_id", BigInteger, primary_key=True, autoincrement=False),
        Column("member_id", BigInteger, primary_key=True, autoincrement=False),
        Column("first_day", Date, primary_key=True),
        Column("clock_id", BigInteger, nullable=False),
        ForeignKeyConstraint(
            ["workspace_id", "clock_id"], ["time_clock.workspace_id", "time_clock.id"]
        ),
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
    )
    bind = op.get_bind()
    assigned = bind.execute(
        sa.select(_ENTRY.c.workspace_id, _ENTRY.c.body)
        .join(
            _CHAIN,
            sa.and_(
                _CHAIN.c.workspace_id == _ENTRY.c.workspace_id, _CHAIN.c.id == _ENTRY.c.chain_id
            ),
        )
        .where(_ENTRY.c.kind == "clock.assigned", _CHAIN.c.for_workspace.is_(True))
        .order_by(_ENTRY.c.workspace_id, _ENTRY.c.position)
    )
    homes: dict[tuple[int, int], int] = {}
    for row in assigned:
        facts = json.loads(row.body)["after"]
        homes.setdefault((row.workspace_id, facts["member"]), facts["clock"])
    always = date(2000, 1, 1)
    rows = [
        {"workspace_id": company, "member_id": who, "first_day": always, "clock_id": clock}
        for (company, who), clock in homes.items()
    ]
    if rows:
        bind.execute(sa.insert(_HOME), rows)


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
