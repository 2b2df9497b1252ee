"""The kiosk that a request comes from, by the credential in its cookie."""

from datetime import timedelta

from flask import Response, current_app, g, request, session, url_for

from timeclock.company.kiosks.credentials import Device, Sender, find_device, find_sender

_READ = "timeclock.kiosk"
_LASTS = timedelta(days=400)  # browsers keep no cookie longer


def kiosk_or_none() -> Device | None:
    """The paired tablet, if this is one; read once in a request."""
    if _READ not in request.environ:
        token = request.cookies.get(_name(), "")
        request.environ[_READ] = find_device(token) if token else None
    found: Device | None = request.environ[_READ]
    return found


def kiosk() -> Device:
    """The paired tablet; the guard has made sure that there is one."""
    found = kiosk_or_none()
    if found is None:
        raise LookupError("a view that needs a kiosk was reached without the guard")
    return found


def sender_or_none() -> Sender | None:
    """The tablet that sends what it kept; also one that was revoked."""
    token = request.cookies.get(_name(), "")
    return find_sender(token) if token else None


def with_credential(response: Response, token: str) -> Response:
    """The response, which makes the browser a kiosk from now on."""
    response.set_cookie(
        _name(),
        token,
        max_age=_LASTS,
        secure=current_app.config["SESSION_COOKIE_SECURE"],
        httponly=True,
        samesite="Strict",
    )
    return response


def is_for_kiosks() -> bool:
    """Whether the address asked for is one of a kiosk's."""
    return request.blueprint in ("kiosk", "kiosk_offline")


def end_forms_shown_before() -> None:
    """Take no form again that this browser was shown before: its history still has the PIN in it.

    The next person could go back to that form and have the browser send it once more.
    """
    name = current_app.config["WTF_CSRF_FIELD_NAME"]
    session.pop(name, None)
    g.pop(name, None)


def until(shown: Response, seconds: int) -> Response:
    """The response, which the idle screen follows by itself, also without scripts."""
    shown.headers["Refresh"] = f"{seconds};url={url_for('kiosk.page')}"
    return shown


def _name() -> str:
    return f"{current_app.config['SESSION_COOKIE_NAME']}-kiosk"
