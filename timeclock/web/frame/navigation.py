"""Which pages a person finds in the navigation: only those that exist and that they may open."""

from dataclasses import dataclass, replace

from flask import g, request, url_for

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, may
from timeclock.company.people.sessions import Visitor
from timeclock.web.moment import now
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.reading.queries import waiting_for
from timeclock.worktime.timesheets.inbox.waiting import waiting_count

# Areas that have no entry of their own, by the one that they lie in.
_INSIDE = {
    "my_week": ("my_day", "my_timesheet"),
    "people": ("person", "people_list"),
    "clocks": ("clock_parts",),
    "jobs": ("labels",),
    "inbox": ("held",),
    "timesheets": ("timesheet", "shift_edit"),
    "webhooks": ("webhook",),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry: where it leads, its words and its icon. `key` is the blueprint it means.

    `waiting` is how many things there want the person's word. A phone has `desk` ones under "More".
    """

    key: str
    endpoint: str
    text: str
    icon: str
    here: bool
    desk: bool = False
    waiting: int = 0


@dataclass(frozen=True, slots=True)
class NavigationGroup:
    """Entries under one heading."""

    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Navigation:
    """The groups that a person may open, in the order of use. No group is empty."""

    groups: tuple[NavigationGroup, ...]

    @property
    def rest(self) -> tuple[NavigationGroup, ...]:
        """What phones show behind "More"."""
        found = (
            NavigationGroup(group.heading, tuple(item for item in group.items if item.desk))
            for group in self.groups
        )
        return tuple(group for group in found if group.items)

    @property
    def rest_is_here(self) -> bool:
        """Whether one of those is open."""
        return any(item.here for group in self.rest for item in group.items)


def navigation(visitor: Visitor) -> Navigation:
    """The entries for a member, in the order of use; asked for once on a page."""
    if "navigation" not in g:
        g.navigation = _navigation(visitor.actor())
    found: Navigation = g.navigation
    return found


def _navigation(actor: Actor) -> Navigation:
    groups = (
        NavigationGroup(_("Today"), tuple(_today(actor))),
        NavigationGroup(_("Hours"), tuple(_hours(actor))),
        NavigationGroup(_("You"), tuple(_own(actor))),
        NavigationGroup(_("Company"), tuple(_company(actor))),
        NavigationGroup(_("Developers"), tuple(_developers(actor))),
    )
    return Navigation(tuple(group for group in groups if group.items))


def _today(actor: Actor) -> list[Item]:
    if not may(actor, Permission.SEE_BOARD):
        return []
    items = [_item("board", "board.page", _("Who is in"), icon="people")]
    if may(actor, Permission.SEE_TIMESHEETS):
        waiting = waiting_count(actor, now())
        items.append(_item("inbox", "inbox.page", _("Inbox"), icon="inbox", waiting=waiting))
    return items


def _hours(actor: Actor) -> list[Item]:
    items = []
    if may(actor, Permission.SEE_TIMESHEETS):
        items.append(_item("timesheets", "timesheets.page", _("Timesheets"), icon="card-checklist"))
    return items + _allowed(
        actor,
        (_item("close", "close.page", _("Close period"), icon="lock"), Permission.CLOSE_PERIODS),
        (_item("exports", "exports.page", _("Export"), icon="download"), Permission.EXPORT_HOURS),
    )


def _own(actor: Actor) -> list[Item]:
    runs = may(actor, Permission.SEE_BOARD)
    waiting = waiting_for(actor.workspace_id, actor.member_id or 0)
    return [
        _item("clock", "clock.page", _("Clock"), icon="stopwatch"),
        _item("my_week", "my_week.page", _("My week"), icon="calendar-week", desk=runs),
        _item(
            "my_requests",
            "my_requests.page",
            _("Requests"),
            icon="chat-square-text",
            desk=runs,
            waiting=waiting,
        ),
        _item("my_ledger", "my_ledger.page", _("My record"), icon="journal-check", desk=runs),
    ]


def _company(actor: Actor) -> list[Item]:
    return _allowed(
        actor,
        (
            _item("people", "people.page", _("People"), icon="person-badge"),
            Permission.MANAGE_MEMBERS,
        ),
        (
            _item("clocks", "clocks.page", _("Time clocks"), icon="geo-alt"),
            Permission.MANAGE_CLOCKS,
        ),
        (_item("kiosks", "kiosks.page", _("Kiosks"), icon="tablet"), Permission.MANAGE_KIOSKS),
        (_item("jobs", "jobs.page", _("Jobs"), icon="tags"), Permission.MANAGE_JOBS),
        (_item("rules", "rules.page", _("Rules"), icon="sliders"), Permission.CHANGE_RULES),
        (
            _item("record", "record.page", _("Check the record"), icon="shield-check"),
            Permission.SEE_EVERYONE,
        ),
        (
            _item("workspace", "workspace.page", _("Company"), icon="building"),
            Permission.CHANGE_WORKSPACE,
        ),
    )


def _developers(actor: Actor) -> list[Item]:
    return _allowed(
        actor,
        (_item("keys", "keys.page", _("API keys"), icon="key"), Permission.MANAGE_KEYS),
        (
            _item("integrations", "integrations.page", _("Integrations"), icon="plug"),
            Permission.MANAGE_KEYS,
        ),
        (
            _item("webhooks", "webhooks.page", _("Webhooks"), icon="broadcast"),
            Permission.MANAGE_WEBHOOKS,
        ),
    )


def _allowed(actor: Actor, *offered: tuple[Item, Permission]) -> list[Item]:
    """Those that the actor may open. Phones have them under "More"."""
    return [replace(item, desk=True) for item, permission in offered if may(actor, permission)]


def home_of(visitor: Visitor) -> str:
    """The page with the answer to a role's first question: who is in, or one's own clock."""
    runs = visitor.workspace_id is not None and may(visitor.actor(), Permission.SEE_BOARD)
    return url_for("board.page" if runs else "clock.page")


def _item(
    key: str, endpoint: str, text: str, *, icon: str, desk: bool = False, waiting: int = 0
) -> Item:
    here = request.blueprint in (key, *_INSIDE.get(key, ()))
    return Item(key, endpoint, text, icon, here, desk, waiting)


def initials(name: str) -> str:
    """First letters of the first and the last name."""
    words = name.split()
    return "".join(word[0] for word in dict.fromkeys(words[:1] + words[-1:])).upper()
