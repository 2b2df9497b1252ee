"""What is around every answer, and the answers to calls that could not be done. Pure."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Generic, Literal, TypeVar

from typing_extensions import TypedDict

from timeclock.paging import Window
from timeclock.timekeeping import utc_text
from timeclock.wire.formats import DateTimeText

T = TypeVar("T")


class WebworkMeta(TypedDict):
    """What every answer ends with; the moment is UTC."""

    api_version: str
    timestamp: DateTimeText


class Pagination(TypedDict):
    """Which page of a list it is, from 1."""

    current_page: int
    per_page: int
    total: int
    last_page: int


class PagedMeta(TypedDict):
    """What every list ends with."""

    api_version: str
    timestamp: DateTimeText
    pagination: Pagination


class WebworkAnswered(TypedDict, Generic[T]):
    """An answer to a call that did what it was asked for."""

    success: Literal[True]
    data: T
    meta: WebworkMeta


class WebworkListed(TypedDict, Generic[T]):
    """A page of a list."""

    success: Literal[True]
    data: list[T]
    meta: PagedMeta


class Failure(TypedDict):
    """An answer to a call that could not be done."""

    success: Literal[False]
    message: str
    error: str | None
    meta: WebworkMeta


class InvalidFields(TypedDict):
    """An answer to a call whose fields are wrong, with sentences for each."""

    success: Literal[False]
    message: str
    errors: dict[str, list[str]]
    meta: WebworkMeta


def meta(now: datetime) -> WebworkMeta:
    """What every answer ends with."""
    return {"api_version": "2.0.0", "timestamp": utc_text(now)}


def answered(data: T, now: datetime) -> WebworkAnswered[T]:
    """An answer with what was asked for."""
    return {"success": True, "data": data, "meta": meta(now)}


def listed(items: Sequence[T], window: Window, total: int, now: datetime) -> WebworkListed[T]:
    """A page of a list that has `total` items; one without any has one page all the same."""
    pagination: Pagination = {
        "current_page": window.offset // window.limit + 1,
        "per_page": window.limit,
        "total": total,
        "last_page": max(1, -(-total // window.limit)),
    }
    return {"success": True, "data": list(items), "meta": {**meta(now), "pagination": pagination}}


def failure(message: str, now: datetime) -> Failure:
    """An answer to a call that could not be done."""
    return {"success": False, "message": message, "error": None, "meta": meta(now)}


def invalid(errors: Mapping[str, list[str]], now: datetime) -> InvalidFields:
    """An answer to a call whose fields are wrong."""
    return {
        "success": False,
        "message": "Validation failed",
        "errors": dict(errors),
        "meta": meta(now),
    }
