"""Without a script a double click shows the second answer: it has to show the key of the first."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.web.scripts.keys.conftest import ADD, MY_ADD, form, key_on
from timeclock.company.api_keys.queries import keys
from timeclock.company.api_keys.service import revoke_key
from timeclock.ledger.models import Entry
from timeclock.storage.transactions import db

pytestmark = pytest.mark.databases("sqlite", "postgresql")

INTEGRATIONS = "/admin/integrations"
Call = Callable[[str], TestResponse]


def filled(browser: Browser, path: str, **values: object) -> dict[str, object]:
    """The form of a page as a browser sends it: twice the same by a double click."""
    page = browser.client.get(path).text
    return form(**values) | dict(
        re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    )


def issued(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return len(keys(cast.workspace_id))


@pytest.mark.parametrize("path", [ADD, INTEGRATIONS])
def test_a_key_is_issued_once_and_shown_twice(
    app: Flask, cast: Cast, edda: Browser, call: Call, path: str
) -> None:
    sent = filled(edda, path, member=cast.eli.member_id)
    first, second = (edda.client.post(path, data=sent) for _ in range(2))
    assert (second.status_code, key_on(second.text)) == (200, key_on(first.text))
    assert issued(app, cast) == 1
    assert call(key_on(second.text)).get_json()["name"] == "Eli Engel"


def test_ones_own_key_is_issued_once_and_shown_twice(
    app: Flask, cast: Cast, eli: Browser, call: Call
) -> None:
    sent = filled(eli, MY_ADD)
    first, second = (eli.client.post(MY_ADD, data=sent) for _ in range(2))
    assert (second.status_code, key_on(second.text)) == (200, key_on(first.text))
    assert issued(app, cast) == 1
    assert call(key_on(second.text)).status_code == 200


def test_each_form_has_a_key_of_its_own(app: Flask, cast: Cast, eli: Browser) -> None:
    """Also where someone sends another form with the same seed."""
    sent = filled(eli, MY_ADD)
    shown = {
        key_on(eli.client.post(MY_ADD, data=sent | changes).text)
        for changes in ({}, {"once": "another"}, filled(eli, MY_ADD))
    }
    assert len(shown) == issued(app, cast) == 3


def test_the_same_form_of_someone_else_issues_another_key(
    cast: Cast, edda: Browser, browser_of: Callable[[CastMember], Browser]
) -> None:
    """Be it in another company: a form that someone has seen leads to no one's key."""
    sent = filled(edda, ADD)
    same = {name: sent[name] for name in ("once", "seed")}
    shown = set()
    for who in (cast.edda, cast.olive, cast.nora):
        browser = browser_of(who)
        hers = filled(browser, ADD, member=who.member_id) | same
        shown.add(key_on(browser.client.post(ADD, data=hers).text))
    assert len(shown) == 3


def test_the_answer_to_a_changed_form_is_about_the_key_that_was_issued(
    cast: Cast, edda: Browser, call: Call
) -> None:
    sent = filled(edda, ADD, member=cast.eli.member_id)
    first = edda.client.post(ADD, data=sent)
    second = edda.client.post(ADD, data=sent | {"member": cast.edda.member_id})
    assert key_on(second.text) == key_on(first.text)
    assert "It acts as Eli Engel." in second.text


@pytest.mark.parametrize("path", [ADD, INTEGRATIONS])
def test_minutes_later_it_is_not_shown_again(
    app: Flask, cast: Cast, edda: Browser, path: str
) -> None:
    sent = filled(edda, path, member=cast.eli.member_id)
    key = key_on(edda.client.post(path, data=sent).text)
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=6)):
        late = edda.client.post(path, data=sent)
        assert late.status_code == 303
        page = edda.client.get(late.location).text
    assert "That key was already issued. A key is shown once." in page
    assert key not in page
    assert issued(app, cast) == 1


def test_another_seed_shows_nothing(cast: Cast, edda: Browser) -> None:
    sent = filled(edda, ADD, member=cast.eli.member_id)
    edda.client.post(ADD, data=sent)
    assert edda.client.post(ADD, data=sent | {"seed": "x" * 22}).status_code == 303


def test_a_revoked_key_is_not_shown_again(app: Flask, cast: Cast, edda: Browser) -> None:
    sent = filled(edda, ADD, member=cast.eli.member_id)
    edda.client.post(ADD, data=sent)
    with app.app_context():
        revoke_key(cast.olive.actor, key_id=keys(cast.workspace_id)[0][0].id)
    assert edda.client.post(ADD, data=sent).status_code == 303


def test_what_the_key_was_made_of_is_kept_nowhere(app: Flask, cast: Cast, edda: Browser) -> None:
    sent = filled(edda, ADD, member=cast.eli.member_id)
    key = key_on(edda.client.post(ADD, data=sent).text)
    with app.app_context():
        kept = "".join(
            f"{entry.key} {entry.body} {entry.digest!r}" for entry in db.session.query(Entry)
        )
    assert str(sent["once"]) in kept
    assert str(sent["seed"]) not in kept
    assert key not in kept


def test_both_clicks_at_once_show_the_same_key(
    app: Flask, cast: Cast, edda: Browser, browser_of: Callable[[CastMember], Browser]
) -> None:
    sent, other = filled(edda, ADD, member=cast.eli.member_id), browser_of(cast.edda)
    hers = sent | {"csrf_token": filled(other, ADD)["csrf_token"]}
    with ThreadPoolExecutor(2) as pool:
        clicks = [
            pool.submit(browser.client.post, ADD, data=data)
            for browser, data in ((edda, sent), (other, hers))
        ]
        shown = {key_on(click.result().text) for click in clicks}
    assert len(shown) == issued(app, cast) == 1
