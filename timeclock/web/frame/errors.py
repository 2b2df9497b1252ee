"""Errors on pages, in the same layout as the rest; JSON paths have formats of their own."""

import logging
from collections.abc import Sequence

from flask import Flask, Response, make_response, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from sqlalchemy import exc
from werkzeug.exceptions import HTTPException

from timeclock.errors import Busy, ProductError, Unconfirmed
from timeclock.messages import Sentence
from timeclock.storage.causes import UNREACHABLE, cause_of
from timeclock.web.frame.answers import headers_for, is_htmx, status_for
from timeclock.web.frame.guard import go_to, needs_sign_in, to_sign_in
from timeclock.web.frame.kiosk import is_for_kiosks, until
from timeclock.web.frame.unsent import form_to_send_again
from timeclock.web.frame.visitor import forget_visitor
from timeclock.web.wording.translation import gettext as _
from timeclock.wire.error_formats import format_error
from timeclock.wire.request_ids import request_id

# Seconds after which a kiosk shows its idle screen to the next person.
_TO_READ, _TO_TRY_AGAIN = 5, 20
_log = logging.getLogger(__name__)


def attach(app: Flask) -> None:
    """Answer every error of the app."""
    app.register_error_handler(ProductError, _product_error)
    app.register_error_handler(HTTPException, _http_error)
    for failure in (exc.DatabaseError, exc.InterfaceError, exc.TimeoutError):
        app.register_error_handler(failure, _no_database)
    app.register_error_handler(Exception, _unexpected)


def _product_error(error: ProductError) -> Response:
    worded = format_error(error)
    if worded is not None:
        return worded
    again = form_to_send_again() if isinstance(error, Busy | Unconfirmed) else ()
    shown = _page(status_for(error), error.sentence, again)
    shown.headers.update(headers_for(error))
    return shown


def _http_error(error: HTTPException) -> Response:
    worded = format_error(error)
    if worded is not None:
        return worded
    if isinstance(error, CSRFError):
        return _out_of_date()
    status = error.code or 500
    shown = _page(status, _sentence(status))
    kept = {"Allow", "Retry-After"}
    shown.headers.update({name: v for name, v in error.get_headers() if name in kept})
    return shown


def _out_of_date() -> Response:
    if is_for_kiosks():
        return go_to(url_for("kiosk.page"))
    # Anyone who was signed out in another window would otherwise read about forms and tokens.
    if needs_sign_in():
        return to_sign_in()
    return _page(400, _("This form is out of date. Nothing was recorded. Open the page again."))


def _no_database(error: Exception) -> Response:
    """Where a read failed: whether a punch before it was recorded is not known here."""
    cause = cause_of(error)
    if cause is None:
        if not isinstance(error, exc.OperationalError | exc.InterfaceError | exc.TimeoutError):
            return _unexpected(error)
        cause = UNREACHABLE
    _log.error("request %s: the database could not be read. %s (%s)", request_id(), cause, error)
    return _product_error(
        Unconfirmed(
            "unconfirmed",
            "%(fact)s Try again: it will not count twice.",
            fact=Sentence(cause.fact),
        )
    )


def _unexpected(error: Exception) -> Response:
    _log.exception("request %s: unexpected error", request_id(), exc_info=error)
    worded = format_error(error)
    return worded if worded is not None else _page(500, _sentence(500))


def _page(status: int, sentence: str, again: Sequence[tuple[str, str]] = ()) -> Response:
    if status >= 500:
        forget_visitor()
    shown = make_response(
        render_template(
            "errors/page.html",
            title=_title(status),
            status=status,
            sentence=sentence,
            again=again,
            address=request.full_path.rstrip("?"),
            home=url_for("kiosk.page") if is_for_kiosks() else "/",
        ),
        status,
    )
    if is_for_kiosks():
        until(shown, _TO_TRY_AGAIN if again else _TO_READ)
    if is_htmx():
        # A refusal takes the place of the page. A poll's must not, it is asked again soon; nor must
        # a failure: the form that is pressed again has to be the one with the same key.
        replaces = request.method == "POST" and status < 500
        shown.headers["HX-Retarget"] = shown.headers["HX-Reselect"] = "#main"
        shown.headers["HX-Reswap"] = "outerHTML" if replaces else "none"
    return shown


def _title(status: int) -> str:
    titles = {
        403: _("No access"),
        404: _("Page not found"),
        409: _("Not possible now"),
        413: _("Too much at once"),
        429: _("Too many requests"),
        503: _("Please try again"),
    }
    return titles.get(status) or (
        _("Something went wrong") if status >= 500 else _("Not understood")
    )


def _sentence(status: int) -> str:
    sentences = {
        400: _("The server could not read that request."),
        403: _("You do not have the right to see or do this."),
        404: _("There is no page at this address, or you do not have the right to see it."),
        405: _("This address does not accept that kind of request."),
        413: _("That is more than the clock accepts at once."),
        429: _("Too many requests. Please wait a moment and try again."),
        503: _("The clock is busy. Nothing was recorded; please try again."),
    }
    return sentences.get(status) or _(
        "What you pressed may or may not have counted: open the page again to see."
    )
