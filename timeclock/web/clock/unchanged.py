"""The poll of an open clock page while nothing is new: answered before Flask begins a request.

Each open page asks every few seconds, and nearly every answer is "nothing new". `OpenPages` reads
for all pages at once what is new. The layer answers from that, and only with 204: all else goes to
the app, as news, an ended session, an unknown host or a fault.
"""

import re
import threading
import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy.exc import DBAPIError, TimeoutError

from timeclock.company.people.accounts import token_hash
from timeclock.company.people.sessions import newest_positions
from timeclock.web.frame.headers import headers_of_pages
from timeclock.web.frame.sessions import SessionCookie

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

CHANGES = "/clock/changes"
FRESH = 0.5  # seconds; with the page's 4 s between two polls it learns of a change within 5 s
_DUE = 3.5  # seconds after its last poll in which a page asks again before long
_OPEN = 30.0  # seconds after its last poll in which a page counts as open
_MOST = 10_000  # pages; further ones are answered by the app
_LONGEST = 2_000  # characters of cookies; a page with more is answered by the app
_NAME = "timeclock_open_pages"
_SEEN = re.compile(r"seen=([0-9]{1,18})")


@dataclass(slots=True)
class _OpenPage:
    token: bytes
    asked_at: float
    read_at: float = float("-inf")
    position: int | None = None


class OpenPages:
    """Clock pages that poll this process, each with the newest entry about its person.

    One statement reads for all pages that are about to ask, so it runs at most twice a second.
    """

    def __init__(self, app: Flask) -> None:
        self._app, self._cookie = app, SessionCookie(app)
        self._pages: dict[str, _OpenPage] = {}
        self._reading = threading.Lock()

    def position(self, cookies: str) -> int | None:
        """The newest entry about the person who sends these cookies, at most `FRESH` seconds old.

        It is None at the first poll of a page, while another thread reads, and without a session.
        """
        now = time.monotonic()
        page = self._pages.get(cookies)
        if page is None:
            self._add(cookies, now)
            return None
        if now - page.read_at > FRESH:
            page.position = None
            self._read(page, now)
        page.asked_at = now
        return page.position

    def _add(self, cookies: str, now: float) -> None:
        if len(cookies) > _LONGEST or len(self._pages) >= _MOST:
            return
        token = self._cookie.token(cookies)
        if token is not None:
            self._pages[cookies] = _OpenPage(token_hash(token), now)

    def _read(self, asking: _OpenPage, now: float) -> None:
        """Read for this page and all that ask soon, unless another thread does so."""
        if not self._reading.acquire(blocking=False):
            return
        try:
            due = [asking]
            for cookies, page in list(self._pages.items()):
                if now - page.asked_at > _OPEN and page is not asking:
                    del self._pages[cookies]
                elif now - page.asked_at > _DUE:
                    due.append(page)
            with self._app.app_context():
                found = newest_positions({page.token for page in due})
            for page in due:
                page.position, page.read_at = found.get(page.token), now
        except (DBAPIError, TimeoutError):
            return  # the app meets the same fault, and has the words for it
        finally:
            self._reading.release()


def forget_pages(app: Flask) -> None:
    """Begin as a process that no page has asked."""
    app.extensions[_NAME] = OpenPages(app)


class UnchangedClock:
    """A WSGI app around another one."""

    def __init__(self, app: Flask, *, host_names: frozenset[str], https: bool) -> None:
        self._next: WSGIApplication = app.wsgi_app
        self._extensions, self._host_names = app.extensions, host_names
        forget_pages(app)
        self._headers = [*headers_of_pages(https=https).items(), ("Vary", "Cookie")]

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """204 where the page that asks shows the newest entry; otherwise the app's answer."""
        if environ["PATH_INFO"] == CHANGES and self._is_unchanged(environ):
            start_response("204 NO CONTENT", list(self._headers))
            return []
        return self._next(environ, start_response)

    def _is_unchanged(self, environ: "WSGIEnvironment") -> bool:
        pages: OpenPages = self._extensions[_NAME]
        seen = _SEEN.fullmatch(environ.get("QUERY_STRING", ""))
        return (
            seen is not None
            and environ["REQUEST_METHOD"] == "GET"
            and not environ.get("CONTENT_LENGTH")
            and environ.get("HTTP_HOST", "").lower() in self._host_names
            and pages.position(environ.get("HTTP_COOKIE", "")) == int(seen[1])
        )
