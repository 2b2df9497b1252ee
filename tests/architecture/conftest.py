"""A company in the middle of its day, put back as it was before each request."""

import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.engine import URL, make_url
from werkzeug.test import TestResponse

from tests.architecture.routing import COLUMNS, RouteExample
from tests.architecture.stage_of_hours import hours_objects
from tests.architecture.stage_of_webhooks import webhook_objects
from tests.fixtures.cast import Cast, CastMember, form_token, hire
from tests.fixtures.offline_tablet import hold_a_punch
from timeclock.authority.actor import Actor, Role, Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.clocks.queries import break_kinds
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import offer_kiosk
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import add_label
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import add_member
from timeclock.company.people.models import SignIn
from timeclock.company.people.password_resets import issue_reset
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.timesheets.rule_changes.ruling import change_rules

COOKIE = "timeclock"
MISSING = 999_999
OWN = ("member_id", "key_id", "sign_in_id")
Objects = dict[str, dict[str, object]]


@dataclass(frozen=True)
class Visit:
    """One person's cookie, the token of the forms that go with it, and what is that person's."""

    cookie: str
    csrf: str
    own: dict[str, object]


@dataclass(frozen=True)
class Stage:
    """Requests of five people, each on the same untouched company.

    `objects` are what addresses can name, by the name of their part of the address.
    """

    app: Flask
    workspace_id: int
    visits: dict[str, Visit]
    objects: Objects
    put_back: Callable[[], object]

    def send(self, route: RouteExample, names: str, who: str, **sent: str) -> TestResponse:
        """What that person gets from the address, about the objects of these names.

        `sent` takes the place of what the form would be filled in with.
        """
        return self.ask(route, self.path(route, names, who), who, **sent)

    def ask(self, route: RouteExample, path: str, who: str, **sent: str) -> TestResponse:
        """The same at any path."""
        self.put_back()
        if route.method == "GET":
            return self.visit(who).get(path)
        filled = {
            name.format_map(self.objects): value.format_map(self.objects)
            for name, value in route.form.items()
        }
        hidden = {"csrf_token": self.visits[who].csrf, "workspace": self.workspace_id}
        data = {**hidden, "once": secrets.token_hex(8), **filled, **sent}
        return self.visit(who).post(path, data=data)

    def visit(self, who: str) -> FlaskClient:
        """That person's browser, as it was when the day began."""
        client = self.app.test_client()
        client.set_cookie(COOKIE, self.visits[who].cookie)
        return client

    def path(self, route: RouteExample, names: str, who: str) -> str:
        """The address with these objects in it, in the order of their names."""
        given = iter(names.split("_"))
        own = dict.fromkeys(OWN, MISSING) | self.visits[who].own

        def fill(part: re.Match[str]) -> str:
            name = next(given)
            return str(own[part[1]] if name == "own" else self.objects[part[1]][name])

        return re.sub(r"<(?:int:)?(\w+)>", fill, route.rule)


@pytest.fixture
def stage(
    app: Flask, database_url: str, cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> Iterator[Stage]:
    """Eli and Otto are on the clock, Ida is invited, Greta is gone; Petra is a second Edda."""
    people: dict[str, CastMember | None] = {name: getattr(cast, name, None) for name in COLUMNS}
    cookies = {name: _visit(client_of(who), "/choose") for name, who in people.items() if who}
    cookies["nobody"] = _visit(app.test_client(), "/sign-in")
    with app.app_context():
        objects = _objects(cast)
        owns = {name: _own(who) if who else {} for name, who in people.items()}
    visits = {name: Visit(*cookies[name], owns[name]) for name in COLUMNS}
    with _kept(database_url) as put_back, time_machine.travel(datetime.now(UTC), tick=False):
        yield Stage(app, cast.workspace_id, visits, objects, put_back)


@contextmanager
def _kept(database_url: str) -> Iterator[Callable[[], object]]:
    """Brings the database back to what it is now; PostgreSQL's goes on as it has become."""
    url = make_url(database_url)
    if url.get_backend_name() != "sqlite":
        yield lambda: None
        return
    with closing(sqlite3.connect(":memory:")) as kept, closing(_open(url)) as live:
        live.backup(kept)
        yield lambda: kept.backup(live)


def _open(url: URL) -> sqlite3.Connection:
    connection = sqlite3.connect(url.database or "")
    connection.execute("PRAGMA synchronous = OFF")
    return connection


def _visit(client: FlaskClient, page_with_form: str) -> tuple[str, str]:
    csrf = form_token(client.get(page_with_form).text)
    cookie = client.get_cookie(COOKIE)
    assert cookie
    return cookie.value, csrf


def _objects(cast: Cast) -> Objects:
    operator, others = Actor.operator(cast.workspace_id), Actor.operator(cast.other_workspace_id)
    ida = add_member(cast.olive.actor, email="ida@1.example", name="Ida Iden").member_id
    greta = add_member(operator, email="greta@1.example", name="Greta Gone").member_id
    petra = hire(cast.workspace_id, "Petra Paul", Role.EXECUTIVE_MANAGER).member_id
    deactivate_member(operator, member_id=greta)
    hours, told = hours_objects(cast), webhook_objects(cast)
    clock_in(cast.eli.actor, clock_id=cast.shop)
    clock_in(cast.otto.actor, clock_id=cast.yard)
    kinds = break_kinds(cast.workspace_id, cast.shop)
    foreign_kinds = break_kinds(cast.other_workspace_id, cast.other_clock)
    found: Objects = {
        "member_id": {
            "eli": cast.eli.member_id,
            "otto": cast.otto.member_id,
            "edda": cast.edda.member_id,
            "olive": cast.olive.member_id,
            "peer": petra,
            "invited": ida,
            "gone": greta,
            "foreign": cast.nora.member_id,
        },
        "workspace": {"foreign": cast.other_workspace_id},
        "clock_id": {"shop": cast.shop, "yard": cast.yard, "foreign": cast.other_clock},
        "kind_id": {"rest": kinds[0].id, "foreign": foreign_kinds[0].id},
        "job_id": {"counter": cast.job, "foreign": cast.other_job},
        "label_id": {"fair": _labels(operator), "foreign": _labels(others)},
        "key_id": {
            "eli": _key(operator, cast.eli),
            "olive": _key(operator, cast.olive),
            "foreign": _key(others, cast.nora),
        },
        "kiosk_id": {
            "shop": _kiosk(operator, cast.shop),
            "yard": _kiosk(operator, cast.yard),
            "foreign": _kiosk(others, cast.other_clock),
        },
        "punch_id": {
            "shop": _held(cast.eli, operator, cast.shop),
            "yard": _held(cast.otto, operator, cast.yard),
            "foreign": _held(cast.nora, others, cast.other_clock),
        },
        "badge_id": {
            "eli": _badge(operator, cast.eli),
            "otto": _badge(operator, cast.otto),
            "foreign": _badge(others, cast.nora),
        },
        "version_id": {"later": _rules(cast.olive), "foreign": _rules(cast.nora)},
        "export_id": {"asked": _export(cast.olive), "foreign": _export(cast.nora)},
        "name": {"door": "clockify"},
        "sign_in_id": {"other": _sign_in(cast.eli), "foreign": _sign_in(cast.nora)},
        "token": {
            "invitation": invite(operator, member_id=ida),
            "reset": issue_reset(operator, member_id=cast.otto.member_id),
        },
    }
    return {part: {**named, "missing": MISSING} for part, named in (found | hours | told).items()}


def _labels(operator: Actor) -> int:
    """A client and a tag of the same number."""
    client, tag = (add_label(operator, kind=kind, name="Fair") for kind in LabelKind)
    assert client == tag
    return client


def _own(who: CastMember) -> dict[str, object]:
    operator = Actor.operator(who.workspace_id)
    own = (who.member_id, _key(operator, who), _sign_in(who))
    return dict(zip(OWN, own, strict=True))


def _key(operator: Actor, who: CastMember) -> int:
    return issue_key(operator, member_id=who.member_id, name="Script", scope=Scope.PUNCH).key_id


def _kiosk(operator: Actor, clock_id: int) -> int:
    return offer_kiosk(operator, clock_id=clock_id, name="Side gate").kiosk_id


def _held(who: CastMember, operator: Actor, clock_id: int) -> int:
    kiosk_id = _kiosk(operator, clock_id)
    return hold_a_punch(who.workspace_id, kiosk_id, clock_id, who.member_id)


def _badge(operator: Actor, who: CastMember) -> int:
    return issue_badge(operator, member_id=who.member_id, name="Lanyard").badge_id


def _rules(who: CastMember) -> int:
    """A version that begins far away, so that it changes nothing of what is tested."""
    rules = PayRules(rounding=15)
    return change_rules(who.actor, first_day=date(2091, 1, 1), rules=rules)


def _export(who: CastMember) -> int:
    """Of days in which no one worked."""
    day = date(2020, 1, 1)
    return order(who.actor, ExportQuestion(What.TOTALS, day, day, FileFormat.CSV))


def _sign_in(who: CastMember) -> int:
    found = db.session.scalars(select(SignIn.id).where(SignIn.account_id == who.account_id))
    return found.first() or MISSING
