"""The poll of a clock page: cheap while nothing is new, and what is new is known in time."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import HTMX
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.company import Watch
from tests.fixtures.statements import Counting
from timeclock.company.people.sessions import sign_out_everywhere
from timeclock.config import ROOT
from timeclock.web.clock import unchanged
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.stopping import stop

EVERY = 4.0


@dataclass
class SteadyTime:
    """What the layer reads instead of `time.monotonic`."""

    now: float = 1000.0

    def monotonic(self) -> float:
        return self.now


@dataclass
class ClockPage:
    """A page that stays open in one browser."""

    browser: Browser
    time: SteadyTime
    seen: str = field(default="", init=False)

    def open(self) -> "ClockPage":
        """Load it, and poll twice, so that its process knows it."""
        found = re.search(r"/clock/changes\?seen=(\d+)", self.browser.client.get("/").text)
        assert found
        self.seen = found[1]
        for _ in range(2):
            assert self.ask().status_code == 204
            self.time.now += EVERY
        return self

    def ask(self, **headers: str) -> TestResponse:
        path = f"/clock/changes?seen={self.seen}"
        return self.browser.client.get(path, headers=HTMX | headers)


Opening = Callable[[CastMember], ClockPage]


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> SteadyTime:
    steady = SteadyTime()
    monkeypatch.setattr(unchanged, "time", steady)
    return steady


@pytest.fixture
def opened(browser_of: Callable[[CastMember], Browser], time: SteadyTime) -> Opening:
    return lambda who: ClockPage(browser_of(who), time).open()


def test_one_statement_answers_all_pages_of_half_a_second(
    cast: Cast, opened: Opening, time: SteadyTime, counting: Counting
) -> None:
    pages = [opened(who) for who in (cast.eli, cast.maya, cast.olive)]
    for _ in range(3):
        time.now += EVERY
        with counting() as seen:
            for page in pages:
                assert page.ask().status_code == 204
                time.now += 0.1
        assert len(seen) == 1


def test_the_answer_is_that_of_the_app(cast: Cast, opened: Opening, time: SteadyTime) -> None:
    page = opened(cast.eli)
    by_layer = page.ask()
    by_app = page.browser.client.get("/clock/changes", query_string=f"seen={page.seen}&x=1")
    assert by_layer.status == by_app.status == "204 NO CONTENT"
    assert by_layer.data == by_app.data == b""
    of_a_body = ("Content-Type", "Content-Length")
    wanted = {name: value for name, value in by_app.headers if name not in of_a_body}
    assert dict(by_layer.headers) == wanted


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("process", ["the same", "another"])
def test_a_change_is_known_within_five_seconds(
    app: Flask,
    make_app: Callable[..., Flask],
    cast: Cast,
    opened: Opening,
    time: SteadyTime,
    process: str,
) -> None:
    with app.app_context():
        clock_in(cast.eli.actor)
    page, other = opened(cast.eli), opened(cast.maya)
    time.now += EVERY - 0.01
    assert other.ask().status_code == 204  # reads for Eli's page too
    began = time.now
    with (app if process == "the same" else make_app()).app_context():
        stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Power cut")
    time.now += 0.01
    while (answer := page.ask()).status_code == 204:
        time.now += EVERY
    assert answer.status_code == 200
    assert "Power cut" in answer.text
    assert time.now - began < 5


def test_the_longest_wait_is_less_than_five_seconds() -> None:
    script = (ROOT / "static" / "timeclock.js").read_text()
    (every,) = re.findall(r"setInterval\(watch, (\d+)\)", script)
    assert int(every) / 1000 == EVERY
    assert EVERY + unchanged.FRESH < 5


def test_pages_with_long_cookies_are_not_kept(
    app: Flask, cast: Cast, opened: Opening, time: SteadyTime
) -> None:
    page = opened(cast.eli)
    kept = app.extensions["timeclock_open_pages"]
    session = page.browser.client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert session is not None
    own, before = f"{session.key}={session.value}", set(kept._pages)
    without = app.test_client(use_cookies=False)
    for padding, more in (("x" * 10_000, 0), ("x", 1)):
        cookies = f"{own}; other={padding}"
        path = f"/clock/changes?seen={page.seen}"
        assert without.get(path, headers={"Cookie": cookies}).status_code == 204
        assert len(set(kept._pages) - before) == more


ENDINGS: dict[str, Callable[[Cast], None]] = {
    "signed out everywhere": lambda cast: sign_out_everywhere(cast.eli.account_id),
    "deactivated": lambda cast: deactivate_member(cast.olive.actor, member_id=cast.eli.member_id),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_a_session_that_has_ended_leads_to_the_sign_in(
    app: Flask, cast: Cast, opened: Opening, time: SteadyTime, ending: str
) -> None:
    page = opened(cast.eli)
    assert page.ask().status_code == 204
    with app.app_context():
        ENDINGS[ending](cast)
    time.now += EVERY
    answer = page.ask()
    assert (answer.status_code, answer.headers["HX-Redirect"]) == (401, "/sign-in")


def test_a_session_runs_out_beside_an_open_page(
    cast: Cast, opened: Opening, time: SteadyTime, watch: Watch
) -> None:
    page = opened(cast.eli)
    watch.later(days=6)
    time.now += EVERY
    assert page.ask().status_code == 204
    watch.later(days=2)
    time.now += EVERY
    assert page.ask().status_code == 401


def test_it_is_for_the_person_of_the_session(
    app: Flask, cast: Cast, opened: Opening, time: SteadyTime
) -> None:
    page, other = opened(cast.eli), opened(cast.maya)
    with app.app_context():
        clock_in(cast.eli.actor)
    time.now += EVERY
    assert other.ask().status_code == 204
    assert page.ask().status_code == 200


def test_only_the_app_answers_anything_else(cast: Cast, opened: Opening) -> None:
    page = opened(cast.eli)
    client = page.browser.client
    path = f"/clock/changes?seen={page.seen}"
    assert page.ask(Host="elsewhere.example").status_code == 400
    assert client.post(path, headers=HTMX).status_code == 405
    assert client.get(f"/clock/changes?seen={int(page.seen) + 1}").status_code == 200
    stranger = client.application.test_client()
    assert stranger.get(path, headers=HTMX).status_code == 401
    cookie = client.get_cookie("timeclock")
    assert cookie
    content, _, signature = cookie.value.rpartition(".")
    forged = ("A" if signature[0] != "A" else "B") + signature[1:]
    stranger.set_cookie("timeclock", f"{content}.{forged}")
    for _ in range(2):
        assert stranger.get(path, headers=HTMX).status_code == 401


@pytest.mark.databases("sqlite")
def test_a_fault_of_the_database_is_the_apps_to_tell(
    cast: Cast, opened: Opening, time: SteadyTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = opened(cast.eli)

    def fail(tokens: object) -> None:
        raise OperationalError("SELECT", {}, Exception("gone"))

    with monkeypatch.context() as patched:
        patched.setattr(unchanged, "newest_positions", fail)
        time.now += EVERY
        assert page.ask().status_code == 204  # by the app, whose database is there
    time.now += EVERY
    assert page.ask().status_code == 204


@pytest.mark.databases("sqlite")
def test_pages_that_are_closed_are_forgotten(
    app: Flask, cast: Cast, opened: Opening, time: SteadyTime, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = app.extensions["timeclock_open_pages"]._pages
    opened(cast.maya)
    time.now += 31
    opened(cast.eli)
    assert len(known) == 1
    monkeypatch.setattr(unchanged, "_MOST", 1)
    opened(cast.olive)
    assert len(known) == 1
