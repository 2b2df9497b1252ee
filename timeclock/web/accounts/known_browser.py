"""The cookie of a browser in which someone has signed in before."""

from datetime import timedelta

from flask import Response, current_app, request

from timeclock.company.people.known_browsers import cookie_with
from timeclock.company.people.queries import account

_LASTS = timedelta(days=400)  # browsers keep no cookie longer


def known_cookie() -> str:
    """The cookie of this browser; empty for a stranger's."""
    return request.cookies.get(_name(), "")


def with_known_browser(response: Response, account_id: int) -> Response:
    """The response, which lets the browser be known to the account from now on."""
    found = account(account_id)
    if found is not None:
        response.set_cookie(
            _name(),
            cookie_with(known_cookie(), found),
            max_age=_LASTS,
            secure=current_app.config["SESSION_COOKIE_SECURE"],
            httponly=True,
            samesite="Strict",
        )
    return response


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-known"
