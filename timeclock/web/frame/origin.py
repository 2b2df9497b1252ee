"""Forms from other sites are refused by what the browser itself says of them."""

from urllib.parse import urlsplit

from flask import abort, current_app, request


def demand_own_origin() -> None:
    """Abort with 403 when the browser names another origin; one that names none is let pass.

    The form's token is asked besides: this also covers sign-in, where a token of the attacker's own
    session would do.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") not in ("same-origin", "none"):
        abort(403)
    origin = request.headers.get("Origin")
    if origin is not None and not _is_own(origin):
        abort(403)


def _is_own(origin: str) -> bool:
    # The scheme is the base URL's: behind a proxy that ends TLS the request itself says http.
    return origin == f"{current_app.config['PREFERRED_URL_SCHEME']}://{request.host}"


def path_of_own(url: str | None) -> str | None:
    """Path and query of a page of this host, as HTMX or a form name the one they are on."""
    if not url:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    if parts.netloc != request.host:
        return None
    return f"{parts.path}?{parts.query}" if parts.query else parts.path


def safe_next(target: str | None, fallback: str) -> str:
    """Where to go after signing in: a path of this host, or the fallback."""
    if not target or not target.startswith("/") or target.startswith(("//", "/\\")):
        return fallback
    parts = urlsplit(target)
    harmless = not parts.scheme and not parts.netloc and "\\" not in target
    return target if harmless and target.isprintable() else fallback
