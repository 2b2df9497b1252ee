"""Ending a key."""

from collections.abc import Callable

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast, CastMember
from tests.web.scripts.keys.conftest import ADD, MY_ADD, form, key_on
from timeclock.company.api_keys.queries import keys
from timeclock.worktime.shifts.leaving import deactivate_member

pytestmark = pytest.mark.databases("sqlite")

Call = Callable[[str], TestResponse]


@pytest.fixture
def key_id(app: Flask, cast: Cast) -> Callable[[], int]:
    """The id of the newest key."""

    def read() -> int:
        with app.app_context():
            return keys(cast.workspace_id)[0][0].id

    return read


def test_it_is_asked_first_and_then_at_once(
    cast: Cast, edda: Browser, call: Call, key_id: Callable[[], int]
) -> None:
    key = key_on(edda.post(ADD, **form(member=cast.eli.member_id)).text)
    path = f"/admin/keys/{key_id()}/revoke"
    assert f'href="{path}"' in edda.client.get("/admin/keys").text
    assert "This cannot be undone" in edda.client.get(path).text
    assert call(key).status_code == 200
    assert edda.post(path).location == "/admin/keys"
    assert call(key).status_code == 401
    page = edda.client.get("/admin/keys").text
    assert "The key “Badge reader” is revoked." in page
    assert path not in page


def test_revoking_twice_is_revoking_once(
    cast: Cast, edda: Browser, key_id: Callable[[], int]
) -> None:
    edda.post(ADD, **form(member=cast.eli.member_id))
    path = f"/admin/keys/{key_id()}/revoke"
    assert [edda.post(path).status_code for _ in range(2)] == [303, 303]
    assert edda.client.get(path).location == "/admin/keys"


def test_one_revokes_ones_own(eli: Browser, call: Call, key_id: Callable[[], int]) -> None:
    key = key_on(eli.post(MY_ADD, **form()).text)
    assert eli.post(f"/my/keys/{key_id()}/revoke").location == "/my/keys"
    assert call(key).status_code == 401


def test_no_one_revokes_the_key_of_someone_above(
    cast: Cast,
    edda: Browser,
    call: Call,
    key_id: Callable[[], int],
    browser_of: Callable[[CastMember], Browser],
) -> None:
    key = key_on(browser_of(cast.olive).post(MY_ADD, **form()).text)
    path = f"/admin/keys/{key_id()}/revoke"
    assert path not in edda.client.get("/admin/keys").text
    assert edda.client.get(path).status_code == 403
    assert edda.post(path).status_code == 403
    assert call(key).status_code == 200


def test_the_key_of_someone_who_left_is_shown_as_ended(
    app: Flask, cast: Cast, edda: Browser, call: Call
) -> None:
    key = key_on(edda.post(ADD, **form(member=cast.eli.member_id)).text)
    with app.app_context():
        deactivate_member(cast.olive.actor, member_id=cast.eli.member_id)
    assert call(key).status_code == 401
    assert "Revoked" in edda.client.get("/admin/keys").text
