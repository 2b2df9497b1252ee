"""Answering a button: the part of the page to HTMX, a redirect to the page otherwise."""

from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, flash, make_response, redirect, render_template, request

from timeclock.errors import (
    Busy,
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    ProductError,
    Unconfirmed,
)
from timeclock.web.frame.once import was_done

T = TypeVar("T")
_STATUSES: dict[type[ProductError], int] = {
    Busy: 503,
    Unconfirmed: 503,
    Conflict: 409,
    Invalid: 422,
    NotAllowed: 403,
    NotFound: 404,
}


def is_htmx() -> bool:
    """Whether HTMX asks for a part; a page restored from its history is a page."""
    return (
        request.headers.get("HX-Request") == "true"
        and request.headers.get("HX-History-Restore-Request") != "true"
    )


def status_for(error: ProductError) -> int:
    """The status of a refusal on a page."""
    return next((status for kind, status in _STATUSES.items() if isinstance(error, kind)), 400)


def answer(partial: str, url: str, *, event: str | None = None, **context: Any) -> Response:
    """What a button gets: the partial for HTMX (with an event for other panels), else 303."""
    if not is_htmx():
        return see_other(url)
    shown = make_response(render_template(partial, **context))
    if event:
        shown.headers["HX-Trigger"] = event
    return shown


def refuse(error: ProductError, partial: str, page: str, **context: Any) -> Response:
    """A refusal inside the panel for HTMX, inside the whole page otherwise, with its status."""
    template = partial if is_htmx() else page
    shown = make_response(render_template(template, error=error, **context), status_for(error))
    shown.headers.update(headers_for(error))
    return shown


def headers_for(error: ProductError) -> dict[str, str]:
    """What a refusal says to machines: whether a punch was recorded, and when to try again."""
    if isinstance(error, Busy):
        wait = error.details.get("retry_after", 2)
        return {"Retry-After": str(wait), "X-Punch-Recorded": "no"}
    if isinstance(error, Unconfirmed):
        return {"Retry-After": "2", "X-Punch-Recorded": "unknown"}
    seconds = error.details.get("seconds")
    return {"Retry-After": str(seconds)} if seconds is not None else {}


def show(
    template: str, *, refusal: ProductError | None = None, status: int = 200, **context: Any
) -> Response:
    """A whole page; a refusal on it brings its own status and headers."""
    shown = make_response(render_template(template, refusal=refusal, **context), status)
    if refusal is not None:
        shown.status_code = status_for(refusal)
        shown.headers.update(headers_for(refusal))
    return shown


def see_other(url: str, said: str | None = None) -> Response:
    """On to another page, by GET, which shows what is `said`."""
    if said:
        flash(said)
    return make_response(redirect(url, 303))


def attempt(
    act: Callable[[], T],
    *,
    done: Callable[[T], Response],
    refused: Callable[[ProductError], Response],
    repeated: Callable[[], Response] | None = None,
) -> Response:
    """Act, then answer with `done`; a refusal is answered with `refused`.

    A form that was sent before is answered with `repeated`, where that is given. Raises Busy and
    Unconfirmed: the error page offers the same form with its key, so that it still counts once.
    """
    try:
        result = act()
    except (Busy, Unconfirmed):
        raise
    except ProductError as refusal:
        if repeated is not None and was_done(refusal):
            return repeated()
        return refused(refusal)
    return done(result)


def attempt_and_go(
    act: Callable[[], object],
    *,
    url: str,
    said: str | None = None,
    refused: Callable[[ProductError], Response],
) -> Response:
    """`attempt`, then on to another page; a form that was sent before goes there, too."""
    return attempt(
        act,
        done=lambda _result: see_other(url, said),
        refused=refused,
        repeated=lambda: see_other(url, said),
    )
