"""What a kiosk confirmed without a network is on the server once, whatever happens on its way."""

import http.client
import json
import os
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from flask import Flask

from tests.faults.crew import demand_sound
from tests.fixtures.cast import Cast
from tests.fixtures.live_server import LiveServer
from tests.fixtures.offline_tablet import signed_by
from timeclock.authority.actor import Door
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import offer_kiosk, pair
from timeclock.company.kiosks.holding import held_punches
from timeclock.company.kiosks.sealing import bound_to, decoded, encoded, point_of, sealed_for
from timeclock.ledger.queries import entries
from timeclock.storage.transactions import db

pytestmark = pytest.mark.timeout(400)
PUNCHES, BATCH, PATIENCE = 60, 20, 60
ACTS = ("clock_in", "pause", "resume", "clock_out")
KINDS = ("shift.clocked_in", "shift.paused", "shift.resumed", "shift.clocked_out")


@dataclass
class HttpTablet:
    """A tablet over HTTP. `queue` is what its disk holds; a restart loses nothing else."""

    server: LiveServer
    token: str
    key: ec.EllipticCurvePrivateKey = field(
        default_factory=lambda: ec.generate_private_key(ec.SECP256R1())
    )
    queue: list[dict[str, Any]] = field(default_factory=list)
    table: dict[str, Any] = field(default_factory=dict)

    def contact(self) -> None:
        said = self.send("contact", self.told)
        self.table = said["table"] or self.table

    @property
    def public(self) -> str:
        return encoded(point_of(self.key.public_key()))

    @property
    def told(self) -> dict[str, Any]:
        return {
            "key": self.public,
            "used": max((each["number"] for each in self.queue), default=0),
            "waiting": len(self.queue),
            "since": _now() if self.queue else None,
            "former": None,
            "former_used": 0,
        }

    def keep(self, act: str, badge: str) -> None:
        number = len(self.queue) + 1
        facts = {
            "kiosk": self.table["kiosk"],
            "number": number,
            "act": act,
            "at": _now(),
            "skew": 0,
            "job": None,
            "kind": None,
        }
        bound = bound_to(decoded(self.public), *facts.values())
        to, said = decoded(self.table["seal"]), {"badge": badge}
        text = json.dumps(facts | {"sealed": sealed_for(to, said, os.urandom(12), bound)})
        signature = signed_by(self.key, text)
        self.queue.append({"number": number, "text": text, "signature": signature})

    def deliver(self, *, hang_up: Callable[[], object] | None = None) -> None:
        """Send a batch, and let go of what is taken; with `hang_up`, leave without the answer."""
        batch = {"key": self.public, "sent": _now(), "items": self.queue[:BATCH]}
        said = self.send("queue", batch, hang_up=hang_up)
        self.queue = [each for each in self.queue if each["number"] > said["taken"]]

    def send(
        self, path: str, body: dict[str, Any], *, hang_up: Callable[[], object] | None = None
    ) -> Any:
        """Raises OSError, HTTPException and ValueError where no answer came."""
        line = http.client.HTTPConnection(urlsplit(self.server.url).netloc, timeout=PATIENCE)
        try:
            headers = {
                "Content-Type": "application/json",
                "Cookie": f"timeclock-kiosk={self.token}",
            }
            line.request("POST", f"/kiosk/{path}", json.dumps(body), headers)
            if hang_up is not None:
                hang_up()
                raise OSError("the line is cut")
            answer = line.getresponse()
            said = answer.read()
            if answer.status == 503:  # another delivery holds what it needs
                raise OSError("busy, to be tried again")
            if answer.status != 200:
                raise ValueError(said)
            return json.loads(said)
        finally:
            line.close()


@pytest.fixture
def tablet(live_server: LiveServer, app: Flask, cast: Cast) -> HttpTablet:
    """Eli punched all day without a network."""
    with app.app_context():
        token = pair(offer_kiosk(cast.maya.actor, clock_id=cast.shop, name="Back door").code)
        badge = issue_badge(cast.maya.actor, member_id=cast.eli.member_id, name="Badge").text
    tablet = HttpTablet(live_server, token)
    tablet.contact()
    for number in range(PUNCHES):
        tablet.keep(ACTS[number % len(ACTS)], badge)
    return tablet


def demand_each_once(app: Flask, cast: Cast) -> None:
    """Every punch is in the ledger once, in order, marked; nothing else is."""
    with app.app_context():
        db.engine.dispose()
        found = entries(cast.workspace_id, cast.eli.chain_id, limit=PUNCHES + 10)
        punches = [each for each in reversed(found) if each.kind in KINDS]
        assert [each.kind for each in punches] == [
            KINDS[number % len(KINDS)] for number in range(PUNCHES)
        ]
        assert {each.door for each in punches} == {Door.KIOSK_OFFLINE.value}
        assert list(held_punches(cast.olive.actor)) == []
    demand_sound(app)


def test_the_server_is_killed_in_the_middle_of_the_delivery(
    tablet: HttpTablet, app: Flask, cast: Cast, live_server: LiveServer, thorough: bool
) -> None:
    tries = 0
    while tablet.queue:
        killer = threading.Timer(0.05 + 0.03 * tries, live_server.kill)
        if tries < (12 if thorough else 4):
            killer.start()
        try:
            tablet.deliver()
        except (OSError, http.client.HTTPException, ValueError):
            assert tries < PATIENCE
        killer.join() if killer.ident else killer.cancel()
        if live_server.process is None:
            live_server.start()
        tries += 1
    assert tries > PUNCHES // BATCH
    demand_each_once(app, cast)


def test_the_answer_is_lost_and_the_tablet_restarted(
    tablet: HttpTablet, app: Flask, cast: Cast
) -> None:
    for number in range(12):
        if not tablet.queue:
            break
        with pytest.raises(OSError, match="cut"):
            tablet.deliver(hang_up=lambda n=number: time.sleep(n / 200))
        # The restarted tablet has what its disk has, and sends all of it again at the same time.
        again = HttpTablet(
            tablet.server, tablet.token, tablet.key, list(tablet.queue), tablet.table
        )
        if number % 3 == 2:
            with suppress(OSError):
                again.contact()
                again.deliver()
        tablet = again
    tries = 0
    while tablet.queue:
        with suppress(OSError):
            tablet.deliver()
        tries += 1
        assert tries < PATIENCE
    demand_each_once(app, cast)


def _now() -> int:
    return time.time_ns() // 1_000_000
