"""Signed cookies, for pages alone."""

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface

from timeclock.wire.error_formats import has_error_format


class PageSessions(SecureCookieSessionInterface):
    """Flask's own sessions; a JSON door lets in by key, so its calls open none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if has_error_format(request.path):
            return self.session_class()
        return super().open_session(app, request)
