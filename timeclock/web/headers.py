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
}


def hardened(*, https: bool) -> Callable[[Response], Response]:
    """What to do with each answer; over https the browser is told to stay there."""

    def harden(answer: Response) -> Response:
        for name, value in _HEADERS.items():
            answer.headers.setdefault(name, value)
        # What people see is about pay: no cache and no back button shows a state that has passed.
        answer.headers.setdefault("Cache-Control", "no-store")
        if https:
            answer.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
        return answer

    return harden
