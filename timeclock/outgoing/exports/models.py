"""Tables of exports."""

from datetime import datetime

from sqlalchemy import JSON, BigInteger, String
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class Export(OfWorkspace, Model):
    """A file that was asked for: the question, the state of the ledger, and how far it has come.

    `done` of `total` people are written; `heads` is one hash over the heads of their chains.
    """

    __tablename__ = "export"

    asked_by_id: Mapped[int | None] = mapped_column(BigInteger)
    asked_at: Mapped[datetime] = mapped_column(Instant)
    question: Mapped[dict[str, object]] = mapped_column(JSON)
    heads: Mapped[str] = mapped_column(String(64))
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    finished_at: Mapped[datetime | None] = mapped_column(Instant)
