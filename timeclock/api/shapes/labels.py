"""Clients and tags of the API, instant_text from the facts that the ledger keeps of them. Pure."""

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from typing_extensions import TypedDict

from timeclock.api.shapes.people import as_told, instant_text
from timeclock.api.shapes.sources import From, from_facts
from timeclock.company.labels.models import LabelKind
from timeclock.wire.formats import DateTimeText


class ClientJson(TypedDict):
    """Whom jobs are done for."""

    id: Annotated[int, From("client")]
    name: str
    created_at: Annotated[DateTimeText, From("created", as_told)]
    archived_at: Annotated[DateTimeText | None, From("archived", instant_text)]


class TagJson(TypedDict):
    """A word that shifts are marked with."""

    id: Annotated[int, From("tag")]
    name: str
    created_at: Annotated[DateTimeText, From("created", as_told)]
    archived_at: Annotated[DateTimeText | None, From("archived", instant_text)]


class OneClient(TypedDict):
    """A client."""

    client: ClientJson


class OneTag(TypedDict):
    """A tag."""

    tag: TagJson


class Clients(TypedDict):
    """A page of clients by age; `next_cursor` is the `cursor` of the next one, null on the last."""

    clients: list[ClientJson]
    next_cursor: str | None


class Tags(TypedDict):
    """A page of tags by age; `next_cursor` is the `cursor` of the next one, null on the last."""

    tags: list[TagJson]
    next_cursor: str | None


LABELS: Mapping[LabelKind, Callable[[Mapping[str, Any]], Any]] = {
    LabelKind.CLIENT: from_facts(ClientJson),
    LabelKind.TAG: from_facts(TagJson),
}
