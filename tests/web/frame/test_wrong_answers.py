"""A form with a wrong answer says so in its title, leads to each field and has the focus."""

import re
from collections.abc import Callable

import pytest
from flask.testing import FlaskClient

from tests.fixtures.cast import Browser, Cast, CastMember

pytestmark = pytest.mark.databases("sqlite")
WRONG = [
    ("/admin/people/add", {"name": "", "email": "no address"}),
    ("/admin/clocks/add", {"name": "", "zone": "Nowhere"}),
    ("/admin/jobs/add", {"name": ""}),
    ("/admin/keys/add", {"name": ""}),
    ("/admin/webhooks/add", {"url": "ftp://x"}),
    ("/admin/workspace", {"name": ""}),
    ("/exports", {"what": "totals", "format": "csv", "first": "2026-03-09", "last": "2026-03-02"}),
]
SUMMARY = re.compile(r'<section class="notice is-needs"[^>]*role="alert"[^>]*>')


@pytest.mark.parametrize(("path", "answers"), WRONG)
def test_a_wrong_answer_is_announced_first(
    cast: Cast, browser_of: Callable[[CastMember], Browser], path: str, answers: dict[str, str]
) -> None:
    olive = browser_of(cast.olive)
    before = olive.client.get(path)
    assert "<title>Error:" not in before.text
    assert not SUMMARY.search(before.text)
    answer = olive.post(path, **answers)
    assert answer.status_code == 422
    assert "<title>Error: " in answer.text
    summary = SUMMARY.search(answer.text)
    assert summary
    assert 'tabindex="-1"' in summary[0]
    assert "autofocus" in summary[0]
    for target in re.findall(r'<a href="#([^"]+)">', answer.text.partition(summary[0])[2]):
        assert f'id="{target}"' in answer.text, target


def test_a_refused_sign_in_is_announced(client: FlaskClient, cast: Cast) -> None:
    page = client.get("/sign-in").text
    token = re.search(r'name="csrf_token"[^>]* value="([^"]+)"', page)
    assert token
    data = {"csrf_token": token[1], "email": cast.eli.email, "password": "not this one"}
    answer = client.post("/sign-in", data=data)
    assert answer.status_code >= 400
    assert "<title>Error: " in answer.text
