"""Closed by default: who may reach a view is marked at the view and asked before it runs."""

from collections.abc import Callable
from enum import Enum
from typing import Any, TypeVar

from flask import Response, abort, current_app, request, url_for

from timeclock.authority.permissions import Permission, may
from timeclock.company.people.sessions import touch
from timeclock.errors import Conflict
from timeclock.web.frame.answers import is_htmx, see_other
from timeclock.web.frame.kiosk import kiosk_or_none
from timeclock.web.frame.origin import demand_own_origin, path_of_own
from timeclock.web.frame.unsent import keep_unsent
from timeclock.web.frame.visitor import visitor_or_none
from timeclock.wire.error_formats import has_error_format

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "timeclock_access"
_SAFE = ("GET", "HEAD", "OPTIONS")


class Access(Enum):
    """Who reaches a view that no permission guards."""

    EVERYONE = "everyone"
    SIGNED_IN = "signed_in"
    KIOSK = "kiosk"


def open_to_everyone(view: View) -> View:
    """Mark a view that needs no sign-in."""
    return _mark(view, Access.EVERYONE)


def signed_in(view: View) -> View:
    """Mark a view that needs a sign-in and no company."""
    return _mark(view, Access.SIGNED_IN)


def at_a_kiosk(view: View) -> View:
    """Mark a view that needs the credential of a kiosk and no sign-in."""
    return _mark(view, Access.KIOSK)


def allowed(permission: Permission) -> Callable[[View], View]:
    """Mark a view that needs a member who may do this."""
    return lambda view: _mark(view, permission)


def polled(view: View) -> View:
    """Mark a view that a page asks by itself: it does not keep a session alive."""
    view.timeclock_polled = True  # type: ignore[attr-defined]
    return view


def access_of(view: Callable[..., Any]) -> Access | Permission | None:
    """The mark of a view."""
    return getattr(view, _MARK, None)


def _mark(view: View, access: Access | Permission) -> View:
    setattr(view, _MARK, access)
    return view


def ask() -> Response | None:
    """Before each request: own origin, signed in, member, allowed, same company as the page.

    A view without a mark is refused. JSON doors let in by key and are asked there, kiosks
    by their credential.
    """
    if request.endpoint is None or has_error_format(request.path):
        return None
    if request.method not in _SAFE:
        demand_own_origin()
    view = current_app.view_functions[request.endpoint]
    access = access_of(view)
    if access in {Access.EVERYONE, Access.KIOSK}:
        known = access is Access.EVERYONE or kiosk_or_none() is not None
        return None if known else go_to(url_for("kiosk.page"))
    found = visitor_or_none()
    if found is None:
        return to_sign_in()
    if not getattr(view, "timeclock_polled", False):
        touch(found)
    if access is Access.SIGNED_IN:
        return None
    if found.workspace_id is None:
        return go_to(url_for("choosing.choose"))
    _demand_same_company(found.workspace_id)
    if not isinstance(access, Permission) or not may(found.actor(), access):
        abort(403)
    return None


def _demand_same_company(workspace_id: int) -> None:
    """A form that was made for another company must not be booked on this one."""
    if request.method in _SAFE:
        return
    shown = request.form.get("workspace", "")
    if shown != str(workspace_id):
        raise Conflict(
            "other_workspace",
            "This page belongs to another company. Nothing was recorded; open it again.",
            tells_outcome=True,
        )


def needs_sign_in() -> bool:
    """Whether the address asked for takes a sign-in that is not there."""
    if request.endpoint is None or has_error_format(request.path):
        return False
    access = access_of(current_app.view_functions[request.endpoint])
    return access not in {Access.EVERYONE, Access.KIOSK} and visitor_or_none() is None


def to_sign_in() -> Response:
    """Lead to the sign-in, and from there back to the page in which the person was."""
    keep_unsent()
    if is_htmx():
        page = path_of_own(request.headers.get("HX-Current-URL"))
    elif request.method in _SAFE:
        page = request.full_path.rstrip("?")
    else:
        page = path_of_own(request.referrer)
    return go_to(url_for("signing_in.sign_in", next=page))


def go_to(url: str) -> Response:
    """Send the browser elsewhere: a poll or a button of HTMX by header, a page by redirect."""
    if is_htmx():
        return Response(status=401, headers={"HX-Redirect": url})
    return see_other(url)
