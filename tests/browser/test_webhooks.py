"""Webhooks on real screens: set up, tried and paused, with and without scripts."""

from collections.abc import Callable

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.live_server import LiveServer
from tests.fixtures.receiver import Receiver
from tests.fixtures.screens import DESK, PHONE, SIZES, Screens, violations, widths
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.queries import webhooks
from timeclock.outgoing.webhooks.rotating import rotate_secret
from timeclock.outgoing.webhooks.service import add_webhook, pause_webhook
from timeclock.worktime.shifts.punching import clock_in, clock_out

pytestmark = pytest.mark.databases("sqlite")

LONG = "Verwaltungsgemeinschaftsnebenstelle Donaudampfschifffahrt " * 2


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.fixture
def page_server(make_live_server: Callable[..., LiveServer]) -> LiveServer:
    return make_live_server(webhook_private=True)


def wait_for_word(page: Page, word: str) -> None:
    """Ask for the page until it says that, as someone without scripts does."""
    for _ in range(100):
        if page.get_by_text(word).count():
            return
        page.wait_for_timeout(250)
        page.goto(page.url)
    pytest.fail(f"the page never says {word}")


@pytest.fixture
def hooks(app: Flask, cast: Cast, receiver: Receiver) -> list[int]:
    """One that is refused, one that is paused, one whose receiver is gone and one that works."""
    receiver.answer = f"<b>{LONG}</b>".encode()
    receiver.refusing = {cast.eli.account_id}
    where = ("http://127.0.0.1:9/", receiver.url, f"{receiver.url}?{'x' * 300}", receiver.url)
    with app.app_context():
        made = [
            add_webhook(cast.olive.actor, url=url, events=EVENTS, description=name).webhook_id
            for url, name in zip(where, ("Away", LONG, "", "Payroll"), strict=True)
        ]
        pause_webhook(cast.olive.actor, webhook_id=made[1])
        rotate_secret(cast.olive.actor, webhook_id=made[1])
        for person in (cast.eli, cast.maya):
            clock_in(person.actor, clock_id=cast.shop)
            clock_out(person.actor)
    return made


@pytest.mark.parametrize("size", SIZES)
def test_every_state_is_accessible_and_fits_each_width(
    screens: Screens, cast: Cast, hooks: list[int], size: tuple[int, int]
) -> None:
    page = screens.of(cast.olive, size)
    paths = ["", "/add", *(f"/{hook}" for hook in hooks)]
    paths += [f"/{hooks[0]}/change", f"/{hooks[1]}/remove", f"/{hooks[1]}/rotate"]
    page.goto(f"/admin/webhooks/{hooks[0]}")
    wait_for_word(page, "The connection was refused.")
    for path in paths:
        page.goto(f"/admin/webhooks{path}")
        assert violations(page) == [], path
        assert widths(page) == [], path
        page.set_viewport_size({"width": size[0], "height": size[1]})


@pytest.mark.parametrize("scripts", [True, False])
@pytest.mark.parametrize("size", [PHONE, DESK])
def test_from_the_first_one_to_a_test_that_arrives(
    app: Flask,
    cast: Cast,
    screens: Screens,
    receiver: Receiver,
    size: tuple[int, int],
    scripts: bool,
) -> None:
    page = screens.of(cast.edda, size, scripts=scripts)
    page.goto("/admin/webhooks/add")
    page.get_by_label("Address").fill(receiver.url)
    page.get_by_role("button", name="Add and show the secret").click()
    secret = page.get_by_label("Secret", exact=True).input_value()
    if scripts:
        assert violations(page) == []
        assert widths(page) == []
    page.get_by_role("link", name="Send a test").click()
    page.get_by_role("button", name="Send a test").click()
    expect(page.get_by_role("table")).to_be_visible()
    if not scripts:
        wait_for_word(page, "accepted, 204")
    expect(page.get_by_text("accepted, 204")).to_be_visible()
    assert receiver.messages[0].is_signed_with(secret)
    page.get_by_role("link", name="New secret").click()
    page.get_by_role("button", name="Make a new secret").click()
    assert page.get_by_label("Secret", exact=True).input_value() != secret
    if scripts:
        assert violations(page) == []
        assert widths(page) == []
    page.get_by_role("link", name="Send a test").click()
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_role("button", name="Resume")).to_be_visible()
    page.get_by_role("link", name="Remove").click()
    page.get_by_role("button", name="Remove the webhook").click()
    expect(page.get_by_text("There are no webhooks yet.")).to_be_visible()
    with app.app_context():
        assert webhooks(cast.workspace_id) == []
