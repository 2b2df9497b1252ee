"""A proxy that is not trusted: logged once, and shown to owners who came through it."""

import logging

from flask import Flask, current_app, request

_HEADER = "HTTP_X_FORWARDED_FOR"
_NAME = "timeclock_forwarded"
_log = logging.getLogger(__name__)


def attach(app: Flask, trusted_proxies: int) -> None:
    """Watch for the header where no proxy is trusted; behind a trusted one it has been used."""
    app.extensions[_NAME] = {"watched": not trusted_proxies, "logged": False}
    app.jinja_env.globals["untrusted_proxy"] = untrusted_proxy
    if not trusted_proxies:
        app.before_request(_log_once)


def untrusted_proxy() -> str | None:
    """The address of the proxy that this request came through, where none is trusted.

    Only the request itself counts: a stranger who sends the header shows nothing to an owner.
    """
    if current_app.extensions[_NAME]["watched"] and _HEADER in request.environ:
        return request.remote_addr or ""
    return None


def _log_once() -> None:
    if _HEADER not in request.environ:
        return
    state = current_app.extensions[_NAME]
    if not state["logged"]:
        state["logged"] = True
        _log.warning(
            "A request from %s carries X-Forwarded-For, which is ignored. If that is your reverse"
            " proxy, set TIMECLOCK_TRUSTED_PROXIES to the number of proxies and start again.",
            request.remote_addr,
        )
