"""A form whose answer is lost is offered again with its key, so that it counts once."""

import importlib
import re
from collections.abc import Callable
from html import unescape

import pytest
from flask import Flask
from sqlalchemy import func, select
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.hours import Hours
from timeclock.errors import Busy, Unconfirmed
from timeclock.ledger.models import Entry
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite")
KEY = {"name": "Till", "scope": "read", "seed": "s" * 22}
CLOCK = {
    "name": "Kiosk",
    "zone": "Europe/Berlin",
    "hours": "14",
    "minutes": "0",
    "break_limit_minutes": "45",
}
PERSON = {"name": "Ida Iden", "email": "ida@1.example", "role": "employee"}
FILE = {"what": "totals", "format": "csv", "first": "2026-03-02", "last": "2026-03-08"}
SHIFT = {
    "start_day": "2026-03-04",
    "start": "08:00",
    "end_day": "2026-03-04",
    "end": "16:00",
    "reason": "The tablet was off",
}
FORMS = [
    ("/admin/jobs/add", {"name": "Night"}, "timeclock.web.company.jobs", "add_job"),
    ("/admin/clocks/add", CLOCK, "timeclock.web.company.clocks", "create_clock"),
    ("/admin/people/add", PERSON, "timeclock.web.company.people", "add_member"),
    ("/my/keys/add", KEY, "timeclock.web.scripts.issuing", "issue_key"),
    ("/exports", FILE, "timeclock.web.exports.page", "order"),
    ("/timesheets/{eli}/shifts/add", SHIFT, "timeclock.web.timesheets.shift_edit", "propose"),
]


@pytest.fixture
def olive(hours: Hours, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    hours.work(cast.eli, "03-03 08:00", "16:00")
    hours.monday()
    return browser_of(cast.olive)


def entries(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Entry)) or 0


def press_again(browser: Browser, page: TestResponse) -> TestResponse:
    """Press the one button of the error page."""
    action = re.search(r'<form method="post" action="([^"]+)"', page.text)
    assert action, page.text
    fields = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page.text)
    sent = {unescape(name): unescape(value) for name, value in fields}
    return browser.client.post(unescape(action[1]), data=sent)


@pytest.mark.parametrize(("path", "values", "module", "act"), FORMS)
@pytest.mark.parametrize("recorded", [True, False], ids=["recorded", "not recorded"])
def test_pressed_again_it_counts_once(
    app: Flask,
    cast: Cast,
    olive: Browser,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    values: dict[str, str],
    module: str,
    act: str,
    recorded: bool,
) -> None:
    real = getattr(importlib.import_module(module), act)

    def lose_the_answer(*args: object, **given: object) -> None:
        if recorded:
            real(*args, **given)
            raise Unconfirmed("unconfirmed", "The connection was lost while saving.")
        raise Busy("busy", "The clock is busy.")

    before = entries(app)
    with monkeypatch.context() as broken:
        broken.setattr(f"{module}.{act}", lose_the_answer)
        lost = olive.post(path.format(eli=cast.eli.member_id), **values)
    assert lost.status_code == 503
    assert (entries(app) > before) is recorded
    after = entries(app)
    assert press_again(olive, lost).status_code < 400
    assert (entries(app) == after) is recorded
    assert entries(app) > before
