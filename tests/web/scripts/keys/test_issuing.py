"""Issuing a key for someone."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.web.scripts.keys.conftest import ADD, form, key_on
from timeclock.company.api_keys.queries import keys

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[[str], TestResponse]


def issued(app: Flask, cast: Cast) -> int:
    """How many keys the company has."""
    with app.app_context():
        return len(keys(cast.workspace_id))


def test_the_answer_shows_a_key_that_works_at_once(cast: Cast, edda: Browser, call: Call) -> None:
    answer = edda.post(ADD, **form(member=cast.eli.member_id))
    assert answer.status_code == 200
    who = call(key_on(answer.text))
    assert who.status_code == 200
    assert who.get_json()["name"] == "Eli Engel"


def test_no_one_keeps_the_page_with_the_key(cast: Cast, edda: Browser) -> None:
    answer = edda.post(ADD, **form(member=cast.eli.member_id))
    assert answer.headers["Cache-Control"] == "no-store"
    assert key_on(answer.text) not in str(answer.headers)


def test_the_page_has_what_a_script_needs(cast: Cast, edda: Browser) -> None:
    page = edda.post(ADD, **form(member=cast.eli.member_id)).text
    key = key_on(page)
    for line in (
        "http://localhost",
        "http://localhost/api/v1",
        "http://localhost/api/v2",
        "http://localhost/api/timeclock/v1",
        f"X-API-KEY: {key}",
        f"X-Api-Key: {key}",
        f"Authorization: Bearer {key}",
    ):
        assert f">{line}</code>" in page
    assert f'curl -H "X-Api-Key: {key}" http://localhost/api/v1/user' in page


def test_the_list_shows_its_beginning_only(cast: Cast, edda: Browser) -> None:
    key = key_on(edda.post(ADD, **form(member=cast.eli.member_id)).text)
    page = edda.client.get("/admin/keys").text
    assert "Badge reader" in page
    assert f"{key[:10]}…" in page
    assert key not in page


def test_a_form_without_a_seed_sent_again_issues_nothing(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    filled = edda.fill(**form(member=cast.eli.member_id))
    edda.client.post(ADD, data=filled)
    again = edda.client.post(ADD, data=filled)
    assert (again.status_code, again.location) == (303, "/admin/keys")
    assert "That key was already issued." in edda.client.get("/admin/keys").text
    assert issued(app, cast) == 1


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter what it is for."),
        ("scope", "everything", "Not a valid choice."),
        ("expires_at", "2020-01-01", "Enter a time in the future."),
        ("expires_at", "9999-12-31", "Enter a day of these years, or none."),
        ("expires_at", "0001-01-01", "Enter a day of these years, or none."),
        ("expires_at", "soon", "Not a valid date value."),
        ("member", "", "Not a valid choice."),
        ("member", "999999", "Not a valid choice."),
    ],
)
def test_a_wrong_answer_is_shown_at_its_field_and_issues_nothing(
    app: Flask, cast: Cast, edda: Browser, field: str, value: str, sentence: str
) -> None:
    answer = edda.post(ADD, **(form(member=cast.eli.member_id) | {field: value}))
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert sentence in answer.text
    assert issued(app, cast) == 0


def test_it_ends_with_the_day_that_was_given(cast: Cast, edda: Browser) -> None:
    edda.post(ADD, **form(member=cast.eli.member_id, expires_at="2099-06-30"))
    assert "30 June 2099, 23:59" in edda.client.get("/admin/keys").text


@pytest.mark.parametrize("who", ["olive", "nora"])
def test_an_executive_manager_issues_none_for_those_above_or_elsewhere(
    app: Flask, cast: Cast, edda: Browser, who: str
) -> None:
    person: CastMember = getattr(cast, who)
    assert f">{person.name}</option>" not in edda.client.get(ADD).text
    assert edda.post(ADD, **form(member=person.member_id)).status_code == 422
    assert issued(app, cast) == 0


def test_without_any_key_the_list_says_what_to_do(edda: Browser) -> None:
    page = edda.client.get("/admin/keys").text
    assert "There are no keys yet." in page
    assert f'href="{ADD}"' in page
