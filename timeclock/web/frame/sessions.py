"""Signed cookies, for pages alone."""

from typing import Any

from flask import Flask, Request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from itsdangerous import BadSignature

from timeclock.wire.error_formats import has_error_format


class PageSessions(SecureCookieSessionInterface):
    """Flask's own sessions; a JSON door lets in by key, so its calls open none."""

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        if has_error_format(request.path):
            return self.session_class()
        return super().open_session(app, request)


class SessionCookie:
    """Reads the token of a session from a request's cookies, as Flask and Flask-Login do."""

    def __init__(self, app: Flask) -> None:
        self._prefix = f"{app.config['SESSION_COOKIE_NAME']}="
        self._longest = int(app.permanent_session_lifetime.total_seconds())
        self._serializer: Any = PageSessions().get_signing_serializer(app)

    def token(self, cookies: str) -> str | None:
        """The token of the value of a Cookie header; None where there is none that is valid."""
        for each in cookies.split(";"):
            name = each.strip()
            if name.startswith(self._prefix):
                return self._token_of(name.removeprefix(self._prefix))
        return None

    def _token_of(self, value: str) -> str | None:
        try:
            found = self._serializer.loads(value, max_age=self._longest)
        except BadSignature:
            return None
        token = found.get("_user_id")
        return token if isinstance(token, str) else None
