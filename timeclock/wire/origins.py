"""Which pages of other origins may call the JSON doors from a browser: none unless they are named.

A page sends its key itself. No cookie counts here, so no answer allows credentials.
"""

from collections.abc import Collection

from flask import Flask, Response, request

from timeclock.wire.error_formats import has_error_format

_HEADERS = (
    "Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Api-Key, X-Request-Id"
)
_REMEMBERED = 600  # seconds


def prepare(app: Flask, origins: Collection[str]) -> None:
    """Let browsers of these origins read the answers of the JSON doors."""
    if not origins:
        return

    def allow(answer: Response) -> Response:
        if not has_error_format(request.path):
            return answer
        answer.vary.add("Origin")
        origin = request.headers.get("Origin")
        if origin in origins:
            answer.headers["Access-Control-Allow-Origin"] = origin
            answer.headers["Access-Control-Expose-Headers"] = "*"
            if request.method == "OPTIONS" and "Access-Control-Request-Method" in request.headers:
                answer.headers["Access-Control-Allow-Methods"] = answer.headers.get("Allow", "")
                answer.headers["Access-Control-Allow-Headers"] = _HEADERS
                answer.headers["Access-Control-Max-Age"] = str(_REMEMBERED)
        return answer

    app.after_request(allow)
