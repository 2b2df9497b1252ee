"""Tables of API keys."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.authority.actor import Scope
from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class ApiKey(OfWorkspace, Model):
    """A key, shown once; the table keeps its hash and its first characters."""

    __tablename__ = "api_key"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        ForeignKeyConstraint(
            ["workspace_id", "issued_by_id"], ["member.workspace_id", "member.id"]
        ),
    )

    member_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    scope_name: Mapped[str] = mapped_column("scope", String(8))
    start: Mapped[str] = mapped_column(String(12))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    issued_by_id: Mapped[int | None] = mapped_column(BigInteger)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    last_used_at: Mapped[datetime | None] = mapped_column(Instant)
    revoked_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def scope(self) -> Scope:
        """The scope as a value."""
        return Scope(self.scope_name)
