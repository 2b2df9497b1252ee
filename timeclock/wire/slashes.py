"""Paths in which a client has put two slashes where one belongs, as `BASE + "/" + PATH` does."""

import re
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_SEVERAL = re.compile("/{2,}")


class SingleSlashes:
    """Reads several slashes as one in the paths that `matches` names, and leaves all others."""

    def __init__(self, app: "WSGIApplication", matches: Callable[[str], bool]) -> None:
        self._app, self._matches = app, matches

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Answer as the application does."""
        path = environ.get("PATH_INFO", "")
        if "//" in path:
            single = _SEVERAL.sub("/", path)
            if self._matches(single):
                environ["PATH_INFO"] = single
        return self._app(environ, start_response)
