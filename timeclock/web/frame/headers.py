"""Headers that every answer of the pages carries."""

from collections.abc import Callable

from flask import Response

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
    " font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    # What people see is about pay: no cache and no back button shows a state that has passed.
    "Cache-Control": "no-store",
}


def headers_of_pages(*, https: bool) -> dict[str, str]:
    """Each header with its value; over https the browser is told to stay there."""
    return _HEADERS | ({"Strict-Transport-Security": "max-age=31536000"} if https else {})


def hardened(*, https: bool) -> Callable[[Response], Response]:
    """What to do with each answer."""

    wanted = headers_of_pages(https=https)

    def harden(answer: Response) -> Response:
        there = {name.lower() for name, _ in answer.headers}
        # Added at once: each setdefault would go through all that are there.
        answer.headers.extend([each for each in wanted.items() if each[0].lower() not in there])
        return answer

    return harden
