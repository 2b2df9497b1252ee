"""A company in the middle of its day, put back as it was before each request."""

import re
import secrets
import sqlite3
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.engine import make_url
from werkzeug.test import TestResponse

from tests.architecture.routes import COLUMNS, Route
from tests.fixtures.cast import Cast, Person, form_token
from timeclock.api_keys.service import issue_key
from timeclock.authority.actor import Actor, Scope
from timeclock.clocks.queries import break_kinds
from timeclock.database import db
from timeclock.people.links import invite, issue_reset
from timeclock.people.membership import add_member
from timeclock.people.models import SignIn
from timeclock.shifts.leaving import deactivate_member
from timeclock.shifts.punching import clock_in

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
    put_back: Callable[[], None]

    def send(self, route: Route, names: str, who: str) -> TestResponse:
        """What that person gets from the address, about the objects of these names."""
        self.put_back()
        visit, path = self.visits[who], self.path(route, names, who)
        client = self.app.test_client()
        client.set_cookie(COOKIE, visit.cookie)
        if route.method == "GET":
            return client.get(path)
        filled = {
            name.format_map(self.objects): value.format_map(self.objects)
            for name, value in route.form.items()
        }
        hidden = {"csrf_token": visit.csrf, "workspace": self.workspace_id}
        return client.post(path, data={**hidden, "once": secrets.token_hex(8), **filled})

    def path(self, route: Route, names: str, who: str) -> str:
        """The address with these objects in it, in the order of their names."""
        given = iter(names.split("_"))
        own = dict.fromkeys(OWN, MISSING) | self.visits[who].own

        def fill(part: re.Match[str]) -> str:
            name = next(given)
            return str(own[part[1]] if name == "own" else self.objects[part[1]][name])

        return re.sub(r"<(?:int:)?(\w+)>", fill, route.rule)


@pytest.fixture
def stage(
    app: Flask, database_url: str, cast: Cast, client_of: Callable[[Person], FlaskClient]
) -> Iterator[Stage]:
    """Eli and Otto are on the clock, Ida is invited, Greta is gone."""
    people: dict[str, Person | None] = {name: getattr(cast, name, None) for name in COLUMNS}
    cookies = {name: _visit(client_of(who), "/choose") for name, who in people.items() if who}
    cookies["nobody"] = _visit(app.test_client(), "/sign-in")
    with app.app_context():
        objects = _objects(cast)
        owns = {name: _own(who) if who else {} for name, who in people.items()}
    visits = {name: Visit(*cookies[name], owns[name]) for name in COLUMNS}
    original, live = sqlite3.connect(":memory:"), sqlite3.connect(_path(database_url))
    live.execute("PRAGMA synchronous = OFF")
    live.backup(original)
    with time_machine.travel(datetime.now(UTC), tick=False):  # running times would differ
        yield Stage(app, cast.workspace_id, visits, objects, lambda: original.backup(live))
    original.close()
    live.close()


def _visit(client: FlaskClient, page_with_form: str) -> tuple[str, str]:
    csrf = form_token(client.get(page_with_form).text)
    cookie = client.get_cookie(COOKIE)
    assert cookie
    return cookie.value, csrf


def _path(database_url: str) -> Path:
    return Path(make_url(database_url).database or "")


def _objects(cast: Cast) -> Objects:
    operator, others = Actor.operator(cast.workspace_id), Actor.operator(cast.other_workspace_id)
    ida = add_member(cast.olive.actor, email="ida@1.example", name="Ida Iden").member_id
    greta = add_member(operator, email="greta@1.example", name="Greta Gone").member_id
    deactivate_member(operator, member_id=greta)
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
            "invited": ida,
            "gone": greta,
            "foreign": cast.nora.member_id,
        },
        "workspace": {"foreign": cast.other_workspace_id},
        "clock_id": {"shop": cast.shop, "yard": cast.yard, "foreign": cast.other_clock},
        "kind_id": {"rest": kinds[0].id, "foreign": foreign_kinds[0].id},
        "job_id": {"counter": cast.job, "foreign": cast.other_job},
        "key_id": {
            "eli": _key(operator, cast.eli),
            "olive": _key(operator, cast.olive),
            "foreign": _key(others, cast.nora),
        },
        "sign_in_id": {"other": _sign_in(cast.eli), "foreign": _sign_in(cast.nora)},
        "token": {
            "invitation": invite(operator, member_id=ida),
            "reset": issue_reset(operator, member_id=cast.otto.member_id),
        },
    }
    return {part: {**named, "missing": MISSING} for part, named in found.items()}


def _own(who: Person) -> dict[str, object]:
    operator = Actor.operator(who.workspace_id)
    own = (who.member_id, _key(operator, who), _sign_in(who))
    return dict(zip(OWN, own, strict=True))


def _key(operator: Actor, who: Person) -> int:
    return issue_key(operator, member_id=who.member_id, name="Script", scope=Scope.PUNCH).key_id


def _sign_in(who: Person) -> int:
    found = db.session.scalars(select(SignIn.id).where(SignIn.account_id == who.account_id))
    return found.first() or MISSING
