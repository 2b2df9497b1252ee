"""Tables of labels."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from timeclock.storage.columns import Instant, OfWorkspace
from timeclock.storage.transactions import Model


class LabelKind(StrEnum):
    """What a label is put on: a client belongs to jobs, a tag to shifts."""

    CLIENT = "client"
    TAG = "tag"


class Client(OfWorkspace, Model):
    """Whom jobs are done for; archived, never deleted. Each name is unique."""

    __tablename__ = "client"
    __table_args__ = (Index("uq_client_name", "workspace_id", "name", unique=True),)

    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


class Tag(OfWorkspace, Model):
    """A word that shifts are marked with; archived, never deleted. Each name is unique."""

    __tablename__ = "tag"
    __table_args__ = (Index("uq_tag_name", "workspace_id", "name", unique=True),)

    name: Mapped[str] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(Instant)
    archived_at: Mapped[datetime | None] = mapped_column(Instant)


Label = Client | Tag
MODELS: dict[LabelKind, type[Client] | type[Tag]] = {
    LabelKind.CLIENT: Client,
    LabelKind.TAG: Tag,
}
