"""One's own keys."""

from collections.abc import Callable

import pytest
from werkzeug.test import TestResponse

from tests.fixtures.cast import Browser, Cast
from tests.web.scripts.keys.conftest import ADD, MY_ADD, form, key_on

pytestmark = pytest.mark.databases("sqlite")


def test_everyone_has_keys_to_read_and_to_punch(
    eli: Browser, call: Callable[[str], TestResponse]
) -> None:
    key = key_on(eli.post(MY_ADD, **form()).text)
    assert call(key).get_json()["name"] == "Eli Engel"
    assert "Badge reader" in eli.client.get("/my/keys").text


@pytest.mark.parametrize("scope", ["manage", "admin"])
def test_to_decide_about_others_takes_the_company_page(eli: Browser, scope: str) -> None:
    assert f'value="{scope}"' not in eli.client.get(MY_ADD).text
    assert eli.post(MY_ADD, **form(scope=scope)).status_code == 422


def test_a_person_that_is_sent_along_changes_nothing(
    cast: Cast, eli: Browser, call: Callable[[str], TestResponse]
) -> None:
    key = key_on(eli.post(MY_ADD, **form(member=cast.olive.member_id)).text)
    assert call(key).get_json()["name"] == "Eli Engel"


def test_no_one_sees_the_keys_of_others(cast: Cast, edda: Browser, eli: Browser) -> None:
    edda.post(ADD, **form(name="Reports", member=cast.maya.member_id))
    edda.post(ADD, **form(name="Lobby", member=cast.eli.member_id))
    page = eli.client.get("/my/keys").text
    assert "Lobby" in page
    assert "Reports" not in page


def test_the_settings_lead_there(eli: Browser) -> None:
    assert 'href="/my/keys"' in eli.client.get("/my/settings").text
    assert "You have no keys yet." in eli.client.get("/my/keys").text
