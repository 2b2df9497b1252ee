"""What is around every answer. Pure."""

import hashlib
import uuid
from typing import Generic, TypeVar

from typing_extensions import TypedDict

from timeclock.ledger.entry import Once
from timeclock.paging import Window
from timeclock.wire.formats import UuidText

T = TypeVar("T")


class ConnecteamPaging(TypedDict):
    """Where the next page of a list begins, and how many items all pages have."""

    offset: int
    total: int


class ConnecteamAnswered(TypedDict, Generic[T]):
    """An answer; `requestId` is another one for every request."""

    requestId: UuidText
    data: T


class ConnecteamListed(TypedDict, Generic[T]):
    """A page of a list."""

    requestId: UuidText
    data: T
    paging: ConnecteamPaging


def answered(data: T, keyed: Once | None = None) -> ConnecteamAnswered[T]:
    """An answer; one to a call that is repeated with its key has the same id again."""
    return {"requestId": _request_id(keyed), "data": data}


def listed(data: T, window: Window, count: int, total: int) -> ConnecteamListed[T]:
    """A page on which there are `count` items of a list that has `total`."""
    return {
        "requestId": _request_id(None),
        "data": data,
        "paging": {"offset": window.offset + count, "total": total},
    }


def _request_id(keyed: Once | None) -> str:
    if keyed is None:
        return str(uuid.uuid4())
    digest = hashlib.sha256(keyed.key.encode() + keyed.digest).digest()
    return str(uuid.UUID(bytes=digest[:16], version=4))
