"""What a door says about itself, and which documents an app has. Pure but for the app's map."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Flask

from timeclock.authority.actor import Role, Scope

_KEY = "timeclock_documents"


@dataclass(frozen=True, slots=True)
class Refusals:
    """How a door refuses: the type of the answer by status, and which calls may say which.

    `each` may come from every call, `bodies` from those that take a body, `queries` from those that
    read a query, `objects` from those whose address names something, `writes` from those that
    change something; a call's own `refuses` comes on top. `media` is the type of all of them.
    """

    shapes: Mapping[int, Any]
    each: tuple[int, ...]
    bodies: tuple[int, ...] = ()
    queries: tuple[int, ...] = ()
    objects: tuple[int, ...] = ()
    writes: tuple[int, ...] = ()
    media: str = "application/json"


@dataclass(frozen=True, slots=True)
class Right:
    """The least role of a key's owner, and the least scope of the key."""

    role: Role
    scope: Scope


@dataclass(frozen=True, slots=True)
class Topic:
    """A part of what holds for all calls of a door: its anchor, its heading and its paragraphs."""

    key: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One door: `name` is that of its blueprint, and that of the document in addresses.

    `keys` are OpenAPI's security schemes, of which any one lets in. `places` are the schemas of
    what addresses name, by name, with an example each. `problems` are the codes of refusals with
    their meaning by status, and `guide` what holds for all calls. `conditional` says that each GET
    of JSON has an `ETag` and honours `If-None-Match`. `rights` are the least that each operation
    asks for, by its key; `webhooks` the types of the messages that are sent, by event.
    """

    name: str
    title: str
    description: str
    keys: Mapping[str, Mapping[str, str]]
    refusals: Refusals
    places: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    version: str = "1.0.0"
    conditional: bool = False
    rights: Mapping[str, Right] = field(default_factory=dict)
    webhooks: Mapping[str, Any] = field(default_factory=dict)
    problems: Mapping[int, Mapping[str, str]] = field(default_factory=dict)
    guide: tuple[Topic, ...] = ()


# Two ways in which every door takes keys.
IN_HEADER: Mapping[str, str] = {"type": "apiKey", "in": "header", "name": "X-API-KEY"}
AS_BEARER: Mapping[str, str] = {"type": "http", "scheme": "bearer"}


def put_up(app: Flask, document: Document) -> None:
    """Add the document of a door."""
    app.extensions.setdefault(_KEY, {})[document.name] = document


def documents(app: Flask) -> Mapping[str, Document]:
    """The app's documents by name."""
    found: Mapping[str, Document] = app.extensions.get(_KEY, {})
    return found
