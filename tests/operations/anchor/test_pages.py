"""What people see while entries are missing, and how an owner confirms it."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.at_the_clock import AtTheClock, words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.scripts import Bakery, Script
from tests.operations.anchor.conftest import anchored, heads, lose
from timeclock.errors import ReadOnly
from timeclock.ledger.queries import last_entry, workspace_chain_id
from timeclock.operations.anchor.accepting import accept_own_loss
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.background import one_round
from timeclock.operations.verifying.checking import verify
from timeclock.worktime.shifts.punching import clock_in, clock_out


@pytest.fixture
def lossy(app: Flask, cast: Cast, own_file: None) -> Cast:
    """Eli has been in and out; the anchor knows of three more entries. No one has looked yet."""
    with app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop)
        clock_out(cast.eli.actor)
        clock_in(cast.ned.actor, clock_id=cast.other_clock)
        keeper().compare()
        lose(keeper(), {cast.eli.chain_id: 3})
    return cast


def look(app: Flask) -> None:
    """As the server does when it starts."""
    with app.app_context():
        keeper().compare()


def test_every_write_is_refused_and_reading_goes_on(
    app: Flask, lossy: Cast, at_the_clock: Callable[[CastMember], AtTheClock]
) -> None:
    eli = at_the_clock(lossy.eli)
    look(app)
    for act in ("clock-in", "pause", "clock-out"):
        answer = eli.press(act)
        assert answer.status_code == 503
        assert answer.headers["X-Punch-Recorded"] == "no"
        assert "Nothing was recorded" in words(answer.text)
        assert eli.send(act).headers["X-Punch-Recorded"] == "no"
    assert "Nothing can be recorded at present" in words(eli.page())
    ready = eli.browser.client.get("/readyz")
    assert (ready.status_code, ready.json["ready"]) == (503, False)
    assert ready.json["cause"] == "read_only"
    assert "missing" in ready.json["detail"]
    assert eli.browser.client.get("/healthz").status_code == 200
    with app.app_context():
        with pytest.raises(ReadOnly):
            clock_in(lossy.maya.actor, clock_id=lossy.shop)
        assert one_round() == 0
        (position,) = [
            head.position
            for head in heads().values()
            if (head.workspace_id, head.chain_id) == (lossy.workspace_id, lossy.eli.chain_id)
        ]
        assert position == 2


def test_an_owner_signs_in_reads_what_is_missing_and_confirms(
    app: Flask,
    lossy: Cast,
    client_of: Callable[[CastMember], FlaskClient],
    caplog: pytest.LogCaptureFixture,
) -> None:
    look(app)
    assert f"member {lossy.eli.member_id}: 3 missing" in caplog.text
    assert "Eli" not in caplog.text
    olive = Browser(client_of(lossy.olive), lossy.workspace_id)
    assert "See what is missing" in olive.client.get("/").text
    page = words(olive.client.get("/admin/loss").text)
    assert "3 entries are missing from the database" in page
    assert "Eli Engel: 3 entries" in page
    assert olive.post("/admin/loss").status_code == 303
    assert "Nothing is missing" in words(olive.client.get("/admin/loss").text)
    with app.app_context():
        chain = workspace_chain_id(lossy.workspace_id)
        assert chain is not None
        entry = last_entry(lossy.workspace_id, chain)
        assert entry is not None
    assert (entry.kind, entry.actor_id) == ("loss.accepted", lossy.olive.member_id)
    assert entry.after is not None
    assert entry.after["entries"] == 3
    ((kept, lost),) = [(each["kept"], each["lost"]) for each in entry.after["chains"]]
    assert (kept, lost) == (2, 5)
    with app.app_context():
        clock_in(lossy.eli.actor, clock_id=lossy.shop)
        keeper().round()
        assert anchored(keeper()) == heads()
        assert verify().problems == ()
    assert "Nothing can be recorded" not in olive.client.get("/").text
    assert olive.post("/admin/loss").status_code == 409


def test_an_owner_sees_only_the_own_company(
    app: Flask, lossy: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    look(app)
    nora = client_of(lossy.nora)
    assert "Eli" not in nora.get("/admin/loss").text
    assert "other companies" in words(nora.get("/admin/loss").text)
    with app.app_context():
        accept_own_loss(lossy.olive.actor)
    assert "Nothing is missing." in words(nora.get("/admin/loss").text)


DOORS = {
    "ours": ("/api/timeclock/v1/clock-in", "Authorization", "clock_id"),
    "connecteam": ("/time-clock/v1/time-clocks/{shop}/clock-in", "X-API-KEY", "userId"),
    "awork": ("/api/v1/me/timetracking/pause", "Authorization", None),
    "webwork": ("/time-tracking/stop", "Authorization", "workspace"),
}


@pytest.mark.parametrize("door", DOORS)
def test_scripts_read_that_nothing_was_recorded(
    app: Flask, bakery: Bakery, lossy: Cast, script: Script, door: str
) -> None:
    path, name, field = DOORS[door]
    bodies: dict[str | None, dict[str, object] | None] = {
        "clock_id": {"clock_id": bakery.shop},
        "userId": {"userId": bakery.eli.user_id},
        "workspace": {"workspace_id": bakery.workspace_id, "user_id": bakery.eli.user_id},
        None: None,
    }
    key = bakery.edda.key if door == "webwork" else bakery.eli.key
    headers = {name: key if name == "X-API-KEY" else f"Bearer {key}"}
    look(app)
    answer = script.send("POST", path.format(shop=bakery.shop), bodies[field], headers)
    assert answer.status_code == 503, answer.text
    assert answer.headers["X-Punch-Recorded"] == "no"
    assert int(answer.headers["Retry-After"]) > 0
    reading = {"Authorization": f"Bearer {bakery.eli.read_key}"}
    assert script.send("GET", "/api/timeclock/v1/shifts", None, reading).status_code == 200
