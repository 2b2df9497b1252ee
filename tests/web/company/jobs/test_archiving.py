"""Archiving a job and offering it again."""

from collections.abc import Callable

import pytest

from tests.fixtures.cast import Browser, Cast, CastMember

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def path(cast: Cast) -> str:
    return f"/admin/jobs/{cast.job}"


def test_an_archived_job_is_offered_no_longer(
    cast: Cast, edda: Browser, path: str, browser_of: Callable[[CastMember], Browser]
) -> None:
    eli = browser_of(cast.eli)
    assert "Counter" in eli.client.get("/").text
    assert edda.post(f"{path}/archive").status_code == 303
    assert "Counter" not in eli.client.get("/").text
    assert "Counter is archived." in edda.client.get("/admin/jobs").text


def test_it_is_found_among_the_archived_ones(edda: Browser, path: str) -> None:
    edda.post(f"{path}/archive")
    assert 'href="/admin/jobs?archived=yes"' in edda.client.get("/admin/jobs").text
    assert f'href="{path}"' in edda.client.get("/admin/jobs?archived=yes").text


def test_it_can_be_offered_again(
    cast: Cast, edda: Browser, path: str, browser_of: Callable[[CastMember], Browser]
) -> None:
    edda.post(f"{path}/archive")
    assert "Offer it again" in edda.client.get(path).text
    edda.post(f"{path}/restore")
    assert "Counter" in browser_of(cast.eli).client.get("/").text


def test_archiving_twice_is_archiving_once(edda: Browser, path: str) -> None:
    assert [edda.post(f"{path}/archive").status_code for _ in range(2)] == [303, 303]
