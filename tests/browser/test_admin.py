"""Jobs, keys and the workspace on real screens, in both themes, and without scripts."""

import re
import shlex
import subprocess
from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.screens import DESK, PHONE, SIZES, Screens, violations, widths
from timeclock.authority.actor import Scope
from timeclock.company.api_keys.queries import keys
from timeclock.company.api_keys.service import issue_key, revoke_key
from timeclock.company.jobs.queries import jobs
from timeclock.company.jobs.service import add_job, archive_job
from timeclock.company.workspaces.queries import workspace
from timeclock.worktime.shifts.leaving import deactivate_member

pytestmark = pytest.mark.databases("sqlite")

LONG = "Verwaltungsgemeinschaftsnebenstelle Donaudampfschifffahrt " * 2


@pytest.fixture
def olive(screens: Screens, cast: Cast) -> Page:
    return screens.of(cast.olive, DESK)


@pytest.fixture
def full_house(app: Flask, cast: Cast) -> Cast:
    """Jobs within jobs and a key in every state, with names as long as people give them."""
    with app.app_context():
        below = cast.job
        for depth in range(6):
            below = add_job(cast.edda.actor, name=f"{depth} {LONG}", parent_id=below)
        archive_job(cast.edda.actor, job_id=add_job(cast.edda.actor, name=LONG, code="X" * 40))
        issue(cast, cast.otto, LONG)
        issue(cast, cast.olive, LONG)
        revoke_key(cast.olive.actor, key_id=issue(cast, cast.olive, "Old script"))
        deactivate_member(cast.olive.actor, member_id=cast.otto.member_id)
    return cast


def issue(cast: Cast, who: CastMember, name: str) -> int:
    issued = issue_key(cast.olive.actor, member_id=who.member_id, name=name, scope=Scope.MANAGE)
    return issued.key_id


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def states(page: Page, cast: Cast) -> Iterator[str]:
    """Opens one page after another, in every state that it has."""
    for path in (
        "/admin/jobs",
        "/admin/jobs?archived=yes",
        "/admin/jobs/add",
        f"/admin/jobs/{cast.job}",
        "/admin/keys",
        "/admin/keys/add",
        "/admin/keys/2/revoke",
        "/my/keys",
        "/my/keys/add",
        "/admin/integrations",
        "/admin/workspace",
    ):
        page.goto(path)
        yield path
    page.get_by_label(re.compile("^A time counts as given")).fill("99")
    press(page, "Save")
    expect(page.get_by_role("alert")).to_contain_text("Enter 0 to 60 minutes.")
    yield "a refused setting"
    page.goto("/admin/jobs/add")
    press(page, "Add the job")
    expect(page.get_by_role("alert")).to_contain_text("Enter the name of the job.")
    yield "a refused job"
    page.goto("/admin/keys/add")
    press(page, "Issue and show the key")
    expect(page.get_by_role("alert")).to_contain_text("Enter what it is for.")
    yield "a refused key"
    page.get_by_label("What it is for").fill("Badge reader")
    press(page, "Issue and show the key")
    expect(page.get_by_label("Key", exact=True)).to_be_visible()
    yield "the key"


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(screens: Screens, full_house: Cast, size: tuple[int, int]) -> None:
    page = screens.of(full_house.olive, size)
    for state in states(page, full_house):
        assert violations(page) == [], state


def test_no_page_scrolls_sideways(screens: Screens, full_house: Cast) -> None:
    page = screens.of(full_house.olive)
    for state in states(page, full_house):
        assert widths(page) == [], state
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def test_the_key_is_copied_and_a_reload_shows_the_same_one(
    app: Flask, screens: Screens, olive: Page, cast: Cast
) -> None:
    olive.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=screens.url)
    olive.goto("/admin/keys/add")
    olive.get_by_label("What it is for").fill("Badge reader")
    press(olive, "Issue and show the key")
    key = olive.get_by_label("Key", exact=True).input_value()
    olive.get_by_role("button", name="Copy the key").click()
    expect(olive.get_by_role("button", name="Copied")).to_be_visible()
    assert olive.evaluate("navigator.clipboard.readText()") == key
    olive.reload()
    expect(olive.get_by_label("Key", exact=True)).to_have_value(key)
    with app.app_context():
        assert len(keys(cast.workspace_id)) == 1


def test_the_line_for_the_terminal_works_as_it_is_kept(olive: Page) -> None:
    olive.goto("/my/keys/add")
    olive.get_by_label("What it is for").fill("Badge reader")
    press(olive, "Issue and show the key")
    line = olive.locator("#curl").input_value()
    answer = subprocess.run(
        shlex.split(line), capture_output=True, text=True, check=True, timeout=30
    )
    assert '"name":"Olive Owens"' in answer.stdout


def test_a_click_selects_the_whole_of_a_header(olive: Page) -> None:
    olive.goto("/my/keys/add")
    olive.get_by_label("What it is for").fill("Badge reader")
    press(olive, "Issue and show the key")
    key = olive.get_by_label("Key", exact=True).input_value()
    olive.get_by_text(f"X-API-KEY: {key}", exact=True).click()
    assert olive.evaluate("getSelection().toString()") == f"X-API-KEY: {key}"


@pytest.mark.parametrize("scripts", [True, False])
def test_a_key_is_issued_and_revoked(
    app: Flask, screens: Screens, cast: Cast, scripts: bool
) -> None:
    page = screens.of(cast.edda, scripts=scripts)
    page.goto("/admin/keys")
    page.get_by_role("link", name="Issue a key").click()
    page.get_by_label("What it is for").fill("Badge reader")
    page.get_by_label("Acts as").select_option("Eli Engel")
    page.get_by_label(re.compile("^Read")).check()
    press(page, "Issue and show the key")
    expect(page.get_by_text("It acts as Eli Engel.")).to_be_visible()
    page.get_by_role("link", name="Done").click()
    page.get_by_role("link", name="Revoke Badge reader").click()
    press(page, "Revoke the key")
    expect(page.get_by_role("status").first).to_contain_text("is revoked.")
    with app.app_context():
        ((key, member),) = keys(cast.workspace_id)
    assert (member.name, key.scope) == ("Eli Engel", Scope.READ)
    assert key.revoked_at


@pytest.mark.parametrize("scripts", [True, False])
def test_a_sub_job_is_added_and_archived(
    app: Flask, screens: Screens, cast: Cast, scripts: bool
) -> None:
    page = screens.of(cast.edda, scripts=scripts)
    page.goto("/admin/jobs")
    page.get_by_role("link", name="Add a job").click()
    page.get_by_label("Name", exact=True).fill("Drinks")
    page.get_by_label("Part of").select_option("Counter")
    press(page, "Add the job")
    page.get_by_role("link", name="Drinks").click()
    press(page, "Archive this job")
    expect(page.get_by_role("status").first).to_contain_text("Drinks is archived.")
    with app.app_context():
        found = {job.name: job for job in jobs(cast.workspace_id, include_archived=True)}
    assert found["Drinks"].parent_id == cast.job
    assert found["Drinks"].archived_at


@pytest.mark.parametrize("scripts", [True, False])
def test_the_workspace_is_changed(app: Flask, screens: Screens, cast: Cast, scripts: bool) -> None:
    page = screens.of(cast.olive, scripts=scripts)
    page.goto("/admin/workspace")
    page.get_by_label(re.compile("^Keep the location")).check()
    press(page, "Save")
    expect(page.get_by_role("status").first).to_contain_text("Saved.")
    with app.app_context():
        found = workspace(cast.workspace_id)
    assert found
    assert found.location_on
