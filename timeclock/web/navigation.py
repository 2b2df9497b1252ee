"""Which pages a person finds in the navigation: only those that exist and that they may open."""

from dataclasses import dataclass

from flask import request, url_for

from timeclock.authority.permissions import Permission, may
from timeclock.people.sessions import Visitor
from timeclock.web.words import gettext as _

# Areas that have no entry of their own, by the one that they lie in.
_INSIDE = {"people": ("person",), "clocks": ("clock_parts",)}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, its words and its icon. `key` is the blueprint it stands for."""

    key: str
    endpoint: str
    text: str
    icon: str
    here: bool


@dataclass(frozen=True, slots=True)
class Navigation:
    """First what the role is about, then one's own, then the company's pages."""

    board: tuple[Item, ...]
    own: tuple[Item, ...]
    company: tuple[Item, ...]

    @property
    def company_is_here(self) -> bool:
        """Whether one of the company's pages is open (phones show them behind "More")."""
        return any(item.here for item in self.company)


def navigation(visitor: Visitor) -> Navigation:
    """The entries for a member, in the order of use."""
    actor = visitor.actor()
    board = [_item("board", "board.page", _("Who is in"), icon="people")]
    own = [
        _item("clock", "clock.page", _("Clock"), icon="stopwatch"),
        _item("my_ledger", "my_ledger.page", _("My record"), icon="journal-check"),
    ]
    company = [
        (
            _item("people", "people.page", _("People"), icon="person-badge"),
            Permission.MANAGE_MEMBERS,
        ),
        (
            _item("clocks", "clocks.page", _("Time clocks"), icon="geo-alt"),
            Permission.MANAGE_CLOCKS,
        ),
        (_item("jobs", "jobs.page", _("Jobs"), icon="tags"), Permission.MANAGE_JOBS),
        (_item("keys", "keys.page", _("API keys"), icon="key"), Permission.MANAGE_KEYS),
        (
            _item("workspace", "workspace.page", _("Workspace"), icon="building"),
            Permission.CHANGE_WORKSPACE,
        ),
    ]
    return Navigation(
        tuple(board) if may(actor, Permission.SEE_BOARD) else (),
        tuple(own),
        tuple(item for item, permission in company if may(actor, permission)),
    )


def home_of(visitor: Visitor) -> str:
    """The page with the answer to a role's first question: who is in, or one's own clock."""
    runs = visitor.workspace_id is not None and may(visitor.actor(), Permission.SEE_BOARD)
    return url_for("board.page" if runs else "clock.page")


def _item(key: str, endpoint: str, text: str, icon: str) -> Item:
    return Item(key, endpoint, text, icon, request.blueprint in (key, *_INSIDE.get(key, ())))
