"""Errors on pages, in the same dress as the rest; JSON paths say them in their own words."""

import logging
from http import HTTPStatus

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from timeclock.errors import ProductError
from timeclock.web.answers import headers_for, is_htmx, status_for
from timeclock.web.words import gettext as _
from timeclock.wire.dress import dressed

_log = logging.getLogger(__name__)


def attach(app: Flask) -> None:
    """Answer every error of the app."""
    app.register_error_handler(ProductError, _product_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(Exception, _unexpected)


def _product_error(error: ProductError) -> Response:
    worded = dressed(error)
    if worded is not None:
        return worded
    shown = _page(status_for(error), error.sentence)
    shown.headers.update(headers_for(error))
    return shown


def _http_error(error: HTTPException) -> Response:
    worded = dressed(error)
    if worded is not None:
        return worded
    if isinstance(error, CSRFError):
        return _page(400, _("This form is out of date. Nothing was recorded; open the page again."))
    status = error.code or 500
    shown = _page(status, _sentence(status))
    kept = {"Allow", "Retry-After"}
    shown.headers.update({name: v for name, v in error.get_headers() if name in kept})
    return shown


def _unexpected(error: Exception) -> Response:
    _log.exception("unexpected error", exc_info=error)
    worded = dressed(error)
    return worded if worded is not None else _page(500, _sentence(500))


def _page(status: int, sentence: str) -> Response:
    title = HTTPStatus(status).phrase
    shown = make_response(
        render_template("errors/page.html", title=title, status=status, sentence=sentence), status
    )
    if is_htmx():
        # A button's error takes the place of the page; a poll's must not, it is asked again soon.
        shown.headers["HX-Retarget"] = shown.headers["HX-Reselect"] = "#main"
        shown.headers["HX-Reswap"] = "outerHTML" if request.method == "POST" else "none"
    return shown


def _sentence(status: int) -> str:
    sentences = {
        400: _("The server could not read that request."),
        403: _("You may not see or do this."),
        404: _("There is nothing here, or nothing that you may see."),
        405: _("This address does not take that kind of request."),
        413: _("That is more than the clock takes at once."),
        429: _("Too many requests. Please wait a moment and try again."),
        503: _("The clock is busy. Nothing was recorded; please try again."),
    }
    return sentences.get(status) or _("Something went wrong here. Nothing was recorded.")
