"""Every channel through which time is ended, claimed or changed, as one call of a scene."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from flask import Flask

from tests.fixtures.cast import Browser
from tests.fixtures.company import Company, CompanyMember, Watch
from tests.fixtures.kiosks import Tablet, paired
from tests.fixtures.scripts import Script
from tests.fixtures.signed_in import open_in
from timeclock.authority.actor import Actor, Door, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.kiosks.badges import issue_badge
from timeclock.compat.ids import IdKind, hex24, uuid8
from timeclock.operations.background import one_round
from timeclock.timekeeping import utc_text
from timeclock.worktime.corrections.reading.queries import corrections_of
from timeclock.worktime.shifts.queries import last_shift, shift
from timeclock.worktime.shifts.record import ShiftRecord

NATIVE_BASE = "/api/timeclock/v1"


class TimeChannel(StrEnum):
    """Where an act arrives. The kiosk is a page of its own."""

    PAGE = "page"
    KIOSK = "kiosk"
    NATIVE = "native API"
    CLOCKIFY = "Clockify"
    CONNECTEAM = "Connecteam"
    AWORK = "awork"
    WEBWORK = "WebWork"
    TERMINAL = "terminal"
    BACKGROUND = "background"


class Who(StrEnum):
    """Who acts on the time of Eli, an employee at the shop; the values name the cast."""

    EMPLOYEE = "eli"
    MANAGER = "maya"
    MANAGER_ELSEWHERE = "yann"
    EXECUTIVE_MANAGER = "edda"
    OWNER = "olive"
    OPERATOR = "operator"
    CLOCK = "clock"


_DOORS = {
    TimeChannel.PAGE: Door.PAGE,
    TimeChannel.KIOSK: Door.KIOSK,
    TimeChannel.NATIVE: Door.NATIVE,
    TimeChannel.CLOCKIFY: Door.CLOCKIFY,
    TimeChannel.CONNECTEAM: Door.CONNECTEAM,
    TimeChannel.AWORK: Door.AWORK,
    TimeChannel.WEBWORK: Door.WEBWORK,
}


@dataclass
class TimeScene:
    """A company in which one person acts on Eli's time through one channel."""

    app: Flask
    company: Company
    watch: Watch
    channel: TimeChannel
    who: Who
    shift: int = 0
    correction: int = 0

    @property
    def eli(self) -> CompanyMember:
        return self.company.eli

    @property
    def person(self) -> CompanyMember:
        """The member who acts. Neither the operator nor the clock is one."""
        found: CompanyMember = getattr(self.company, self.who)
        return found

    @property
    def actor(self) -> Actor:
        """Who acts, as use cases see it; inside of an application context."""
        if self.who is Who.OPERATOR:
            return self.company.operator
        return self.person.through(_DOORS[self.channel])

    def record(self) -> ShiftRecord:
        """The shift that the situation is about."""
        with self.app.app_context():
            found = shift(self.company.workspace_id, self.shift)
        assert found is not None
        return found

    def newest(self) -> ShiftRecord | None:
        """Eli's newest shift."""
        with self.app.app_context():
            return last_shift(self.company.workspace_id, self.eli.member_id)

    def told(self) -> tuple[object, object]:
        """What the tables say about Eli's time: a refusal leaves it as it is."""
        with self.app.app_context():
            found = corrections_of(self.company.workspace_id, self.eli.member_id)
        return self.newest(), [(each.id, each.state) for each in found]

    def names(self) -> dict[str, object]:
        """What addresses, words and values name in braces."""
        workspace = self.company.workspace_id
        return {
            "shift": self.shift,
            "correction": self.correction,
            "member": self.eli.member_id,
            "user": self.eli.account_id,
            "workspace": workspace,
            "clock": self.company.shop,
            "lunch": self.company.lunch,
            "email": self.eli.email,
            "workspace24": hex24(IdKind.WORKSPACE, workspace),
            "user24": hex24(IdKind.USER, self.eli.account_id),
            "shift24": hex24(IdKind.SHIFT, self.shift),
            "shift8": uuid8(IdKind.SHIFT, self.shift),
        }

    def key(self) -> str:
        """A key of the person who acts, as far as their role goes."""
        with self.app.app_context():
            issued = issue_key(
                self.company.operator,
                member_id=self.person.member_id,
                name=self.who,
                scope=Scope.ADMIN,
            )
        return issued.key

    def browser(self) -> Browser:
        """A browser in which the person who acts is signed in."""
        client = self.app.test_client()
        open_in(client, self.person.account_id)
        return Browser(client, self.company.workspace_id)

    def tablet(self) -> tuple[Tablet, str]:
        """A kiosk at the shop, and Eli's badge."""
        with self.app.app_context():
            credential = paired(self.company)
            operator = self.company.maya.actor
            badge = issue_badge(operator, member_id=self.eli.member_id, name="Badge").text
        client = self.app.test_client()
        client.set_cookie(f"{self.app.config['SESSION_COOKIE_NAME']}-kiosk", credential)
        return Tablet(client), badge


Values = Callable[[TimeScene], Mapping[str, object]]


def nothing(scene: TimeScene) -> Mapping[str, object]:
    """No values at all."""
    return {}


@dataclass(frozen=True)
class ChannelCall:
    """One call of a channel: a method and an address, or the words of a command.

    `values` are the fields of the body or form. `asks` is the page that fills the form.
    """

    path: str
    values: Values = nothing
    method: str = "POST"
    ok: int = 200
    asks: str = ""
    fields: Mapping[str, object] = field(default_factory=dict)

    def send(self, scene: TimeScene) -> int:
        """The status of the answer, or the exit code."""
        values = {**self.fields, **self.values(scene)}
        path = self.path.format(**scene.names())
        match scene.channel:
            case TimeChannel.PAGE:
                return self._on_page(scene, path, values)
            case TimeChannel.KIOSK:
                tablet, badge = scene.tablet()
                buttons = tablet.send("badge", badge=badge)
                return tablet.send(path.removeprefix("/kiosk/"), on=buttons, **values).status_code
            case TimeChannel.TERMINAL:
                return self._at_the_terminal(scene, path, values)
            case TimeChannel.BACKGROUND:
                with scene.app.app_context():
                    return one_round()
            case channel:
                return self._by_script(scene, channel, path, values)

    def _on_page(self, scene: TimeScene, path: str, values: dict[str, object]) -> int:
        browser = scene.browser()
        if self.asks:
            form = browser.client.get(self.asks.format(**scene.names()))
            if form.status_code == 200:
                values = filled(form.text) | values
        return browser.post(path, **values).status_code

    def _at_the_terminal(self, scene: TimeScene, path: str, values: dict[str, object]) -> int:
        words = [*path.split(), "--workspace", str(scene.company.workspace_id)]
        for name, value in values.items():
            words += [f"--{name}"] if value is True else [f"--{name}", str(value)]
        return scene.app.test_cli_runner().invoke(args=words).exit_code

    def _by_script(
        self, scene: TimeScene, channel: TimeChannel, path: str, values: dict[str, object]
    ) -> int:
        key = scene.key()
        header = {
            TimeChannel.NATIVE: {"X-API-KEY": key},
            TimeChannel.CLOCKIFY: {"X-Api-Key": key},
            TimeChannel.CONNECTEAM: {"X-API-KEY": key},
            TimeChannel.AWORK: {"Authorization": f"Bearer {key}"},
            TimeChannel.WEBWORK: {"Authorization": f"Bearer {key}"},
        }[channel]
        body = None if self.method == "DELETE" else values
        return Script(scene.app).send(self.method, path, body, header).status_code


def filled(page: str) -> dict[str, object]:
    """The fields of a form as its page shows them."""
    inputs = re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', page)
    hidden = {"csrf_token", "workspace", "once", "remove"}
    return {name: value for name, value in inputs if name not in hidden}


def unix(moment: datetime) -> int:
    """Seconds since 1970, as Connecteam sends a time."""
    return int(moment.timestamp())


def text(moment: datetime) -> str:
    """A time in UTC, as scripts send it."""
    return utc_text(moment)
