"""Tables of jobs."""

from datetime import datetime

from sqlalchemy import BigInteger, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class Job(OfWorkspace, Model):
    """What time is booked on; archived, never deleted once used."""

    __tablename__ = "job"
    __table_args__ = (
        ForeignKeyConstraint(["workspace_id", "parent_id"], ["job.workspace_id", "job.id"]),
        Index("uq_job_code", "workspace_id", "code", unique=True),
        Index("uq_job_external_id", "workspace_id", "external_id", unique=True),
    )

    name: Mapped[str] = mapped_column(String(200))
    code: Mapped[str | None] = mapped_column(String(40))
    parent_id: Mapped[int | None] = mapped_column(BigInteger)
    client_id: Mapped[int | None] = mapped_column(BigInteger)
    external_id: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)
