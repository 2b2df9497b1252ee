"""Tables of workspaces."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.database import Instant, Model, Numbered


class Workspace(Numbered, Model):
    """A company. `tolerance` is in seconds; `first_weekday` counts from Monday, 0."""

    __tablename__ = "workspace"

    name: Mapped[str] = mapped_column(String(200))
    zone: Mapped[str] = mapped_column(String(64))
    location_on: Mapped[bool] = mapped_column(default=False)
    tolerance: Mapped[int] = mapped_column(default=120)
    first_weekday: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant)
