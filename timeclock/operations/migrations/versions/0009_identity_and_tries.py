"""One account for one address however it is written; counters of tries in whole milliseconds."""

import unicodedata

import sqlalchemy as sa
from alembic import op
from sqlalchemy import BigInteger, Column, String

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Give each account the key of its address; wrong tries before this are forgotten.

    No account is removed. Where several have the same address in other forms, one has the key: the
    one whose address is the key, or else the oldest. Each other one keeps its own spelling as its
    key, so all of them still sign in with what they were registered with.
    """
    op.drop_table("delay")
    op.create_table(
        "delay",
        Column("subject", String(80), primary_key=True),
        Column("forgotten_at", BigInteger, nullable=False),
        Column("blocked_until", BigInteger, nullable=False),
    )
    op.create_index("ix_delay_forgotten_at", "delay", ["forgotten_at"])
    op.add_column("account", Column("email_key", String(254), nullable=False, server_default=""))
    _fill()
    op.create_index("ix_account_email_key", "account", ["email_key"], unique=True)


def _fill() -> None:
    account = sa.table(
        "account",
        sa.column("id", BigInteger),
        sa.column("email", String),
        sa.column("email_key", String),
    )
    connection = op.get_bind()
    rows = connection.execute(sa.select(account.c.id, account.c.email).order_by(account.c.id)).all()
    holders: dict[str, int] = {}
    for row in rows:
        folded = _folded(row.email)
        if folded not in holders or folded == row.email:
            holders[folded] = row.id
    for row in rows:
        folded = _folded(row.email)
        key = folded if holders[folded] == row.id and len(folded) <= 254 else row.email
        connection.execute(account.update().where(account.c.id == row.id).values(email_key=key))


def _folded(email: str) -> str:
    local, _, domain = email.rpartition("@")
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", local).casefold())
    return f"{folded}@{domain}"


def downgrade() -> None:
    """There is no way back but a backup."""
    raise RuntimeError("Restore a backup that the older version made.")
