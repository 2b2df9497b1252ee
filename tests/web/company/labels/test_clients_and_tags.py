"""Clients and tags on the pages: added, chosen with a job and a note, and shown on the day."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.authority.actor import Actor
from timeclock.company.jobs.queries import client_names
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import labels
from timeclock.worktime.corrections.approval.asking import propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.queries import last_shift

pytestmark = pytest.mark.databases("sqlite")
HOUR, EIGHT_DAYS = timedelta(hours=1), timedelta(days=8)
BrowserOf = Callable[[CastMember], Browser]


@pytest.fixture
def edda(cast: Cast, browser_of: BrowserOf) -> Browser:
    return browser_of(cast.edda)


@pytest.fixture
def tag(app: Flask, cast: Cast, edda: Browser) -> int:
    """A tag that Edda adds."""
    answer = edda.post("/admin/tags", name="Night")
    assert (answer.status_code, answer.location) == (303, "/admin/tags")
    with app.app_context():
        (found,) = labels(cast.workspace_id, LabelKind.TAG)
        return found.id


@pytest.mark.parametrize("plural", ["clients", "tags"])
def test_one_is_added_renamed_archived_and_offered_again(edda: Browser, plural: str) -> None:
    path = f"/admin/{plural}"
    assert edda.post(path, name="Fair").status_code == 303
    assert "Fair is added." in edda.client.get(path).text
    again = edda.post(path, name="Fair")
    assert again.status_code == 422
    assert "has this name" in again.text
    assert edda.post(f"{path}/1", name="Market").status_code == 303
    assert "Market" in edda.client.get(f"{path}/1").text
    edda.post(f"{path}/1/archive")
    page = edda.client.get(path).text
    assert f"{path}/1" not in page
    assert "Archived: 1" in page
    assert f"{path}/1" in edda.client.get(f"{path}?archived=yes").text
    edda.post(f"{path}/1/restore")
    assert f"{path}/1" in edda.client.get(path).text


def test_a_job_gets_its_client(app: Flask, cast: Cast, edda: Browser) -> None:
    edda.post("/admin/clients", name="Fair")
    assert '<option value="1">Fair</option>' in edda.client.get(f"/admin/jobs/{cast.job}").text
    edda.post(f"/admin/jobs/{cast.job}", name="Counter", code="C", parent="", client="1")
    with app.app_context():
        assert client_names(cast.workspace_id, [cast.job]) == {cast.job: "Fair"}


def test_tags_are_set_at_the_clock(app: Flask, cast: Cast, browser_of: BrowserOf, tag: int) -> None:
    eli = browser_of(cast.eli)
    assert 'name="tags"' in eli.client.get("/").text

    def kept() -> tuple[int, ...]:
        with app.app_context():
            found = last_shift(cast.workspace_id, cast.eli.member_id)
            assert found is not None
            return found.tag_ids

    eli.post("/punch/clock-in", clock=cast.shop, job="", note="", tags=str(tag), tags_shown="y")
    assert kept() == (tag,)
    assert "checked" in eli.client.get("/clock/day").text
    eli.post("/punch/switch-job", job="", note="Rye")
    assert kept() == (tag,)  # a form that shows no tags says nothing about them
    eli.post("/punch/switch-job", job="", note="Rye", tags_shown="y")
    assert kept() == ()
    assert "You changed the tags to: none" in eli.client.get("/my/ledger").text


def test_a_day_shows_them_and_a_correction_changes_them(
    app: Flask, cast: Cast, edda: Browser, browser_of: BrowserOf, tag: int
) -> None:
    edda.post("/admin/clients", name="Fair")
    edda.post(f"/admin/jobs/{cast.job}", name="Counter", code="C", parent="", client="1")
    start = datetime.now(UTC).replace(hour=8, minute=0, second=0, microsecond=0) - EIGHT_DAYS
    with app.app_context():
        worked = Draft(cast.shop, start, start + HOUR, cast.job, tag_ids=(tag,))
        (shift_id,) = propose(
            Actor.operator(cast.workspace_id),
            member_id=cast.eli.member_id,
            shift_id=None,
            drafts=[worked],
            reason="The clock was broken",
        ).shift_ids
    day = f"{start:%Y-%m-%d}"
    for who, path in (
        (cast.eli, f"/my/day/{day}"),
        (cast.maya, f"/timesheets/{cast.eli.member_id}/day/{day}"),
    ):
        page = " ".join(browser_of(who).client.get(path).text.split())
        assert "Client: Fair." in page, path
        assert "Tags: Night." in page, path
    maya, path = browser_of(cast.maya), f"/timesheets/{cast.eli.member_id}/shifts/{shift_id}/edit"
    form = maya.client.get(path).text
    assert f'value="{tag}"' in form
    assert "checked" in form


def test_without_tags_none_are_asked_for(cast: Cast, browser_of: BrowserOf) -> None:
    assert 'name="tags"' not in browser_of(cast.eli).client.get("/").text
