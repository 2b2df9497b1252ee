"""Tables of people."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    ForeignKey,
    ForeignKeyConstraint,
    Index,
    LargeBinary,
    String,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.authority.actor import Role
from timeclock.storage.columns import Instant, Numbered, OfWorkspace
from timeclock.storage.transactions import Model


class Account(Numbered, Model):
    """A person who can sign in, over all companies; its id is `user_id` on every wire."""

    __tablename__ = "account"

    email: Mapped[str] = mapped_column(String(254), unique=True)
    email_key: Mapped[str] = mapped_column(String(254), unique=True, index=True)
    name: Mapped[str] = mapped_column(String(200))
    password_hash: Mapped[str | None] = mapped_column(String(200))
    zone: Mapped[str | None] = mapped_column(String(64))
    theme: Mapped[str | None] = mapped_column(String(8))
    created_at: Mapped[datetime] = mapped_column(Instant)
    password_changed_at: Mapped[datetime | None] = mapped_column(Instant)


class Member(OfWorkspace, Model):
    """A person in one workspace; `accepted_at` is empty while an invitation waits."""

    __tablename__ = "member"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "chain_id"], ["chain.workspace_id", "chain.id"]),
        UniqueConstraint("workspace_id", "account_id"),
        UniqueConstraint("workspace_id", "employee_number", name="uq_member_employee_number"),
        Index("uq_member_external_id", "workspace_id", "external_id", unique=True),
    )

    account_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("account.id"), index=True)
    chain_id: Mapped[int] = mapped_column(BigInteger)
    name: Mapped[str] = mapped_column(String(200))
    role_name: Mapped[str] = mapped_column("role", String(20))
    employee_number: Mapped[str | None] = mapped_column(String(40))
    external_id: Mapped[str | None] = mapped_column(String(200))
    joined_at: Mapped[datetime] = mapped_column(Instant)
    accepted_at: Mapped[datetime | None] = mapped_column(Instant)
    deactivated_at: Mapped[datetime | None] = mapped_column(Instant)

    @property
    def role(self) -> Role:
        """The role as a value."""
        return Role(self.role_name)

    @role.setter
    def role(self, role: Role) -> None:
        self.role_name = role.value

    def zone_of(self, account: Account) -> str | None:
        """The person's own zone; unknown until they are here, or it would tell of an account."""
        return account.zone if self.accepted_at is not None else None

    @property
    def is_active(self) -> bool:
        """Whether the person may still act here."""
        return self.deactivated_at is None


class SignIn(Numbered, Model):
    """A session on the server; the browser holds the token, the table only its hash."""

    __tablename__ = "sign_in"

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    account_id: Mapped[int] = mapped_column(BigInteger, ForeignKey("account.id"), index=True)
    workspace_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("workspace.id"))
    device: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    last_seen_at: Mapped[datetime] = mapped_column(Instant)
    ended_at: Mapped[datetime | None] = mapped_column(Instant)


class Link(Numbered, Model):
    """A one-time link: the setup of a server, an invitation, a password reset.

    `by_operator` says that it came from the terminal, which may do more than one company may.
    """

    __tablename__ = "link"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "member_id"], ["member.workspace_id", "member.id"]),
        Index("ix_link_expires", "workspace_id", "expires_at"),
        Index("ix_link_member", "workspace_id", "member_id"),
    )

    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    purpose: Mapped[str] = mapped_column(String(16))
    workspace_id: Mapped[int | None] = mapped_column(BigInteger)
    member_id: Mapped[int | None] = mapped_column(BigInteger)
    account_id: Mapped[int | None] = mapped_column(BigInteger, ForeignKey("account.id"))
    by_operator: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(Instant)
    expires_at: Mapped[datetime] = mapped_column(Instant)
    used_at: Mapped[datetime | None] = mapped_column(Instant)


class Delay(Model):
    """A counter of tries: when it is empty again and until when the next try has to wait.

    Both are milliseconds since 1970, so that one statement can count on either database.
    """

    __tablename__ = "delay"

    subject: Mapped[str] = mapped_column(String(80), primary_key=True)
    forgotten_at: Mapped[int] = mapped_column(BigInteger, index=True)
    blocked_until: Mapped[int] = mapped_column(BigInteger)
