"""Without a script a double click shows the second answer, which has to show the first one's."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.outgoing.webhooks.events import GROUPS
from timeclock.outgoing.webhooks.queries import webhooks
from timeclock.outgoing.webhooks.rotating import rotate_secret
from timeclock.outgoing.webhooks.service import remove_webhook

pytestmark = pytest.mark.databases("sqlite", "postgresql")

ALL = "/admin/webhooks"
ADDED_ALREADY = "That webhook was already added. Its secret is shown once."
MADE_ALREADY = "That secret was already made. A secret is shown once."


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


def filled(browser: Browser, path: str) -> dict[str, object]:
    """The form of a page as a browser sends it: twice the same by a double click."""
    page = browser.client.get(path).text
    hidden = dict(re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page))
    return {"url": "https://example.com/hook", "punches": list(GROUPS["punches"])} | hidden


def secret_on(page: str) -> str | None:
    found = re.search(r'value="(whsec_[^"]+)"', page)
    return found[1] if found else None


@pytest.fixture
def hook(app: Flask, cast: Cast, edda: Browser) -> int:
    """A webhook, added without looking."""
    edda.client.post(f"{ALL}/add", data=filled(edda, f"{ALL}/add"))
    return only_one(app, cast)


def only_one(app: Flask, cast: Cast) -> int:
    with app.app_context():
        (found,) = webhooks(cast.workspace_id)
        return found.webhook.id


def test_a_webhook_is_added_once_and_its_secret_is_shown_twice(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    sent = filled(edda, f"{ALL}/add")
    first, second = (edda.client.post(f"{ALL}/add", data=sent) for _ in range(2))
    assert secret_on(first.text) is not None
    assert (second.status_code, secret_on(second.text)) == (200, secret_on(first.text))
    assert "Events from now on are sent to https://example.com/hook." in second.text
    assert second.headers["Cache-Control"] == "no-store"
    only_one(app, cast)


def test_a_secret_is_made_once_and_shown_twice(edda: Browser, hook: int) -> None:
    page = f"{ALL}/{hook}/rotate"
    sent = filled(edda, page)
    first, second = (edda.client.post(page, data=sent) for _ in range(2))
    assert secret_on(first.text) is not None
    assert (second.status_code, secret_on(second.text)) == (200, secret_on(first.text))
    third = edda.client.post(page, data=filled(edda, page))
    assert secret_on(third.text) not in {None, secret_on(first.text)}


def test_minutes_later_nothing_is_shown_again(edda: Browser) -> None:
    add = filled(edda, f"{ALL}/add")
    edda.client.post(f"{ALL}/add", data=add)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        late = edda.client.post(f"{ALL}/add", data=add)
        assert (late.status_code, late.location) == (303, ALL)
        assert ADDED_ALREADY in edda.client.get(ALL).text


def test_minutes_after_it_was_made_a_secret_is_not_shown_again(edda: Browser, hook: int) -> None:
    page = f"{ALL}/{hook}/rotate"
    sent = filled(edda, page)
    edda.client.post(page, data=sent)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        late = edda.client.post(page, data=sent)
        assert (late.status_code, late.location) == (303, f"{ALL}/{hook}")
        assert MADE_ALREADY in edda.client.get(f"{ALL}/{hook}").text


def test_a_secret_that_someone_else_made_meanwhile_is_not_shown(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    add = filled(edda, f"{ALL}/add")
    edda.client.post(f"{ALL}/add", data=add)
    hook = only_one(app, cast)
    rotate = filled(edda, f"{ALL}/{hook}/rotate")
    edda.client.post(f"{ALL}/{hook}/rotate", data=rotate)
    with app.app_context():
        theirs = rotate_secret(cast.olive.actor, webhook_id=hook).secret
    for path, sent in ((f"{ALL}/add", add), (f"{ALL}/{hook}/rotate", rotate)):
        late = edda.client.post(path, data=sent)
        assert late.status_code == 303
        assert theirs not in edda.client.get(late.location).text


def test_someone_elses_form_shows_nothing(
    cast: Cast, edda: Browser, hook: int, browser_of: Callable[[CastMember], Browser]
) -> None:
    """A form counts for anyone who sent it; Olive's with the same key is another one."""
    page = f"{ALL}/{hook}/rotate"
    sent = filled(edda, page)
    shown = secret_on(edda.client.post(page, data=sent).text)
    olive = browser_of(cast.olive)
    hers = filled(olive, page) | {"once": sent["once"], "version": sent["version"]}
    answer = olive.client.post(page, data=hers)
    assert answer.status_code == 303
    assert str(shown) not in olive.client.get(answer.location).text


def test_of_a_webhook_that_is_removed_nothing_is_shown(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    add = filled(edda, f"{ALL}/add")
    edda.client.post(f"{ALL}/add", data=add)
    with app.app_context():
        remove_webhook(cast.olive.actor, webhook_id=only_one(app, cast))
    late = edda.client.post(f"{ALL}/add", data=add)
    assert (late.status_code, late.location) == (303, ALL)


def test_both_clicks_at_once_show_the_same_secret(
    app: Flask, cast: Cast, edda: Browser, hook: int, browser_of: Callable[[CastMember], Browser]
) -> None:
    other = browser_of(cast.edda)
    for page in (f"{ALL}/add", f"{ALL}/{hook}/rotate"):
        sent = filled(edda, page)
        hers = sent | {"csrf_token": filled(other, page)["csrf_token"]}
        with ThreadPoolExecutor(2) as pool:
            clicks = [
                pool.submit(browser.client.post, page, data=data)
                for browser, data in ((edda, sent), (other, hers))
            ]
            first, second = (secret_on(click.result().text) for click in clicks)
        assert first == second is not None
    with app.app_context():
        assert len(webhooks(cast.workspace_id)) == 2
