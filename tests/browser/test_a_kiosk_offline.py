"""The network is cut for a while: thirty punches are kept, and arrive in order, once, marked."""

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.browser.test_a_kiosk import tablet
from tests.fixtures.cast import Cast
from tests.fixtures.screens import Screens, violations
from timeclock.company.clocks.assigning import assign
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import revoke_kiosk
from timeclock.company.kiosks.holding import held_punches
from timeclock.company.people.membership import add_member
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.queries import every_shift

pytestmark = pytest.mark.databases("sqlite")
PEOPLE = 15
ACTS = ("Clock in", "Clock out")


@pytest.fixture
def badges(app: Flask, cast: Cast) -> dict[int, str]:
    """The badges of people at the shop, by member."""
    found = {}
    with app.app_context():
        owner = cast.olive.actor
        for number in range(PEOPLE):
            email = f"person{number}@example.com"
            member_id = add_member(owner, name=f"Person {number}", email=email).member_id
            assign(owner, clock_id=cast.shop, member_id=member_id)
            found[member_id] = issue_badge(owner, member_id=member_id, name="Badge").text
    return found


def prepared(app: Flask, cast: Cast, screens: Screens) -> Page:
    """A tablet whose page is kept and that has been in contact."""
    page = tablet(app, cast, screens)
    wait_until_ready(page)
    return page


def wait_until_ready(page: Page) -> None:
    page.evaluate(
        """async () => {
          await navigator.serviceWorker.ready;
          while (!navigator.serviceWorker.controller || !(await kioskQueue.table())) {
            await new Promise((done) => setTimeout(done, 50));
          }
        }"""
    )


def offline(page: Page) -> None:
    page.context.set_offline(True)
    page.goto("/kiosk")
    expect(page.get_by_role("heading", name="No network")).to_be_visible()


def punch(page: Page, badge: str, act: str) -> None:
    """Read a badge and press a button, as a person in a hurry does."""
    expect(page.get_by_label("Hold your badge to the reader")).to_be_focused()
    page.keyboard.type(badge)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=act, exact=True).click()
    expect(page.get_by_text("Recorded on this tablet", exact=True)).to_be_visible()
    page.get_by_role("button", name="Done").click()


def test_thirty_punches_without_a_network(
    app: Flask, cast: Cast, screens: Screens, badges: dict[int, str]
) -> None:
    page = prepared(app, cast, screens)
    offline(page)
    assert violations(page) == []
    for act in ACTS:
        for badge in badges.values():
            punch(page, badge, act)
    expect(page.get_by_text("Waiting to be sent: 30")).to_be_visible()
    # The tablet is restarted meanwhile: what is stored there is still there.
    page.goto("/kiosk")
    expect(page.get_by_text("Waiting to be sent: 30")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="No network")).to_be_hidden(timeout=60_000)
    expect(page.get_by_role("heading", name="Who are you?")).to_be_visible()
    with app.app_context():
        assert list(held_punches(cast.olive.actor)) == []
        starts = []
        for member_id in badges:
            (shift,) = every_shift(db.session.connection(), cast.workspace_id, member_id)
            line = shift.timeline
            assert line.ended_at is not None
            assert timedelta(0) <= line.ended_at - line.started_at < timedelta(minutes=5)
            assert shift.claims.given
            assert all(each.offline for each in shift.claims.given)
            assert shift.unconfirmed is None
            starts.append(line.started_at)
        assert starts == sorted(starts)


def test_an_unknown_badge_and_an_early_reload_are_no_punches(
    app: Flask, cast: Cast, screens: Screens, badges: dict[int, str]
) -> None:
    page = prepared(app, cast, screens)
    offline(page)
    page.keyboard.type("TCBAAAAAAAAAAAAAAAAAAAAA")
    page.keyboard.press("Enter")
    expect(page.get_by_text("This badge is not known here.")).to_be_visible()
    page.keyboard.type(next(iter(badges.values())))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Badge recognised")).to_be_visible()
    assert violations(page) == []
    page.goto("/kiosk")
    expect(page.get_by_text("Punches are recorded on this tablet")).to_be_visible()


def test_a_tablet_that_was_revoked_meanwhile_hands_over_what_it_has(
    app: Flask, cast: Cast, screens: Screens, badges: dict[int, str]
) -> None:
    page = prepared(app, cast, screens)
    offline(page)
    punch(page, next(iter(badges.values())), "Clock in")
    with app.app_context():
        revoke_kiosk(cast.olive.actor, kiosk_id=1)
    page.context.set_offline(False)
    expect(page.get_by_text("This tablet was taken out of use.")).to_be_visible()
    with app.app_context():
        (held,) = held_punches(cast.olive.actor)
        assert (held.reason, held.act, held.member_id) == (
            "revoked",
            "clock_in",
            next(iter(badges)),
        )


def test_what_the_tablet_keeps_gives_no_badge_and_no_pin_away(
    app: Flask, cast: Cast, screens: Screens, badges: dict[int, str]
) -> None:
    page = prepared(app, cast, screens)
    offline(page)
    badge = next(iter(badges.values()))
    punch(page, badge, "Clock in")
    stored = page.evaluate(
        """async () => {
          const open = indexedDB.open("timeclock-kiosk");
          await new Promise((done) => { open.onsuccess = done; });
          const tx = open.result.transaction(["queue", "state"]);
          const all = (name) => new Promise((done) => {
            const found = tx.objectStore(name).getAll();
            found.onsuccess = () => done(found.result);
          });
          const [queue, state] = [await all("queue"), await all("state")];
          const { privateKey } = state.find((each) => each.pair).pair;
          const given = crypto.subtle.exportKey("pkcs8", privateKey);
          const exported = await given.then(() => 1, () => 0);
          return JSON.stringify({ queue, state, exported, cookies: document.cookie });
        }"""
    )
    assert badge not in stored
    assert '"exported":0' in stored
    assert "Person" not in stored  # this clock shows no names
