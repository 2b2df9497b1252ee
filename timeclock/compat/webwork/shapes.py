"""Answers as WebWork writes them. Pure."""

from collections.abc import Mapping
from datetime import datetime

from timeclock.timekeeping import utc_text

Shape = dict[str, object]


def meta(now: datetime) -> Shape:
    """What every answer ends with."""
    return {"api_version": "2.0.0", "timestamp": utc_text(now)}


def success(data: Mapping[str, object], now: datetime) -> Shape:
    """An answer to a call that did what it was asked for."""
    return {"success": True, "data": dict(data), "meta": meta(now)}


def stopped(ended_at: datetime) -> Shape:
    """What a stop says."""
    return {
        "message": "Time tracking stopped successfully",
        "stopped_at": utc_text(ended_at).removesuffix("Z") + "+00:00",
    }


def failure(message: str, now: datetime) -> Shape:
    """An answer to a call that could not be done."""
    return {"success": False, "message": message, "error": None, "meta": meta(now)}


def invalid(errors: Mapping[str, list[str]], now: datetime) -> Shape:
    """An answer to a call whose fields are wrong, with sentences for each."""
    return {
        "success": False,
        "message": "Validation failed",
        "errors": dict(errors),
        "meta": meta(now),
    }
