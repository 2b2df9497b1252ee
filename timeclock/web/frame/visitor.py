"""Who is looking at a page."""

from flask import g
from flask_login import UserMixin, current_user

from timeclock.authority.actor import Actor
from timeclock.company.people.sessions import Visitor, find_visitor
from timeclock.extensions import login_manager


class BrowserSession(UserMixin):
    """What Flask-Login keeps in the signed cookie: the token of a session on the server."""

    def __init__(self, visitor: Visitor) -> None:
        self.visitor = visitor

    def get_id(self) -> str:
        """The token; the server decides at every request whether it still means anyone."""
        return self.visitor.token


@login_manager.user_loader
def load(token: str) -> BrowserSession | None:
    """The session behind a cookie, in one statement."""
    if "nobody" in g:
        return None
    visitor = find_visitor(token)
    return BrowserSession(visitor) if visitor else None


def visitor_or_none() -> Visitor | None:
    """The person signed in, if anyone is."""
    user = current_user._get_current_object()
    return user.visitor if isinstance(user, BrowserSession) else None


def forget_visitor() -> None:
    """Show the rest of this request as to a stranger: the database may be what has failed."""
    g.nobody = True


def visitor() -> Visitor:
    """The person signed in; the guard has seen to it that there is one."""
    found = visitor_or_none()
    if found is None:
        raise LookupError("a view that needs a visitor was reached without the guard")
    return found


def visitor_zone(me: Visitor | None = None) -> str:
    """The zone in which the visitor reads times: their own, otherwise the company's."""
    me = me or visitor()
    return me.zone or workspace_zone(me)


def workspace_zone(me: Visitor | None = None) -> str:
    """The zone of the chosen company; UTC where none is chosen."""
    return (me or visitor()).workspace_zone or "UTC"


def actor() -> Actor:
    """The person signed in as a member of the chosen company."""
    return visitor().actor()
