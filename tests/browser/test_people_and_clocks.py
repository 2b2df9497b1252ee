"""The pages of people and time clocks on real screens, in both themes, and without scripts."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask
from playwright.sync_api import Error, Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.screens import DESK, PHONE, SIZES, Screens, violations, widths
from timeclock.authority.actor import Actor
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.clocks.queries import assignments_of_clock, break_kinds, clocks
from timeclock.company.clocks.service import create_clock
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.people.membership import add_member
from timeclock.company.people.models import Member
from timeclock.company.people.queries import member_by_email
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in

pytestmark = pytest.mark.databases("sqlite")

LONG = "Verwaltungsgemeinschaftsnebenstelle Donaudampfschifffahrt " * 2


@pytest.fixture
def olive(screens: Screens, cast: Cast) -> Page:
    return screens.of(cast.olive, DESK)


@pytest.fixture
def full_house(app: Flask, cast: Cast) -> Cast:
    """Everything that the pages can show at once, with names as long as people have them."""
    with app.app_context():
        add_member(cast.olive.actor, email=f"ida.{'i' * 50}@1.example", name=f"Ida {LONG}")
        deactivate_member(cast.olive.actor, member_id=cast.otto.member_id)
        add_break_kind(cast.edda.actor, clock_id=cast.shop, name=LONG, paid=True, minutes=15)
        archive_clock(cast.edda.actor, clock_id=cast.yard)
        create_clock(Actor.operator(cast.workspace_id), name=LONG, zone="America/Port-au-Prince")
        clock_in(cast.eli.actor)
    return cast


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def states(page: Page, cast: Cast) -> Iterator[str]:
    """Opens one page after another, in every state that it has."""
    for path in (
        "/admin/people",
        "/admin/people?find=zz",
        "/admin/people/add",
        f"/admin/people/{cast.maya.member_id}",
        f"/admin/people/{cast.olive.member_id}",
        f"/admin/people/{cast.otto.member_id}",
        f"/admin/people/{cast.eli.member_id}/deactivate",
        "/admin/clocks",
        "/admin/clocks?archived=yes",
        "/admin/clocks/add",
        f"/admin/clocks/{cast.yard}",
        f"/admin/clocks/{cast.shop}",
    ):
        page.goto(path)
        yield path
    for summary in page.locator("summary").all():
        summary.click()
    yield "the clock's page with its breaks open"
    page.locator("#kind-new-minutes").fill("999")
    press(page, "Add this break")
    expect(page.get_by_role("alert")).to_contain_text("Please check 2 answers")
    yield "a refused break"
    page.goto("/admin/people/add")
    press(page, "Add and show the link")
    expect(page.get_by_role("alert")).to_contain_text("Enter a name.")
    yield "a refused person"
    page.get_by_label("Name").fill("Ivo Ivanov")
    page.get_by_label("Email address").fill("ivo@1.example")
    press(page, "Add and show the link")
    expect(page.get_by_label("Link", exact=True)).to_be_visible()
    yield "the link"


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing(screens: Screens, full_house: Cast, size: tuple[int, int]) -> None:
    page = screens.of(full_house.olive, size)
    for state in states(page, full_house):
        assert violations(page) == [], state


def test_no_page_scrolls_sideways(screens: Screens, full_house: Cast) -> None:
    page = screens.of(full_house.olive)
    found = {}
    for state in states(page, full_house):
        found[state] = widths(page)
        page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert not any(found.values()), found


def test_an_executive_manager_sees_an_owner_without_buttons(screens: Screens, cast: Cast) -> None:
    page = screens.of(cast.edda, DESK)
    page.goto(f"/admin/people/{cast.olive.member_id}")
    expect(page.get_by_text("Only an owner can change this person.")).to_be_visible()
    assert violations(page) == []


def test_typing_a_name_finds_people_without_loading_the_page_again(olive: Page) -> None:
    olive.goto("/admin/people")
    loads: list[str] = []
    olive.on("framenavigated", lambda frame: loads.append(frame.url))
    olive.get_by_label("Search by name, email or number").press_sequentially("otto")
    expect(olive.locator("#people tbody tr")).to_have_count(1)
    expect(olive.get_by_label("Search by name, email or number")).to_be_focused()
    olive.reload()
    expect(olive.locator("#people tbody th a")).to_have_text("Otto Ott")


def test_the_link_is_copied_and_a_reload_shows_no_other(
    screens: Screens, app: Flask, olive: Page, cast: Cast
) -> None:
    olive.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=screens.url)
    olive.goto("/admin/people/add")
    olive.get_by_label("Name").fill("Ida Iden")
    olive.get_by_label("Email address").fill("ida@1.example")
    olive.get_by_role("group", name="Works at").get_by_label("Shop Kreuzberg").check()
    press(olive, "Add and show the link")
    link = olive.get_by_label("Link", exact=True).input_value()
    assert link.startswith(f"{screens.url}/invitation/")
    olive.get_by_role("button", name="Copy the link").click()
    expect(olive.get_by_role("button", name="Copied")).to_be_visible()
    assert olive.evaluate("navigator.clipboard.readText()") == link
    olive.on("dialog", lambda dialog: dialog.accept())
    olive.reload()
    expect(olive.get_by_role("status").first).to_contain_text("Ida Iden was added already.")
    assert "/invitation/" not in olive.content()
    assert len(assignments_of(app, cast.workspace_id, cast.shop)) == 3


def test_going_back_to_the_link_shows_it_no_more(olive: Page) -> None:
    olive.goto("/admin/people/add")
    olive.get_by_label("Name").fill("Ida Iden")
    olive.get_by_label("Email address").fill("ida@1.example")
    press(olive, "Add and show the link")
    olive.get_by_role("link", name="Done").click()
    expect(olive.get_by_role("heading", name="Ida Iden")).to_be_visible()
    with suppress(Error):  # the browser asks first whether the form is to be sent again
        olive.go_back()
    olive.wait_for_timeout(500)
    expect(olive.locator("input[value*='/invitation/']")).to_have_count(0)


def test_the_savebar_is_in_reach_and_covers_no_focused_field(screens: Screens, cast: Cast) -> None:
    page = screens.of(cast.olive)
    page.emulate_media(reduced_motion="reduce")
    page.goto(f"/admin/clocks/{cast.shop}")
    for name in ("hours", "minutes", "break_limit_minutes", "job_required"):
        field = page.locator(f"#{name}")
        field.focus()
        place, bar = field.bounding_box(), page.locator(".savebar").bounding_box()
        assert place
        assert bar
        assert place["y"] + place["height"] <= bar["y"] or place["y"] >= bar["y"] + bar["height"]


@pytest.mark.parametrize("scripts", [True, False])
def test_a_place_is_opened_with_its_break_and_its_people(
    app: Flask, screens: Screens, cast: Cast, scripts: bool
) -> None:
    page = screens.of(cast.edda, scripts=scripts)
    page.goto("/admin/clocks")
    page.get_by_role("link", name="Add a time clock").click()
    page.get_by_label("Name").fill("Barn")
    page.get_by_label("Time zone").select_option("Europe/Lisbon")
    page.get_by_label("hours", exact=True).fill("10")
    page.get_by_label(re.compile("^Ask for a job")).check()
    press(page, "Add the time clock")
    expect(page.get_by_role("heading", level=1)).to_have_text("Barn")
    page.get_by_text("Add a kind of break").click()
    page.locator("#kind-new-name").fill("Coffee")
    page.locator("#kind-new-minutes").fill("15")
    page.locator("#kind-new-paid").check()
    press(page, "Add this break")
    expect(page.locator("details b")).to_have_text(["Break", "Coffee"])
    page.get_by_label("Another person").select_option("Maya Meyer")
    page.get_by_label("Manages this clock").check()
    press(page, "Assign")
    expect(page.get_by_text("manages this clock", exact=True)).to_be_visible()
    with app.app_context():
        barn = next(each for each in clocks(cast.workspace_id) if each.name == "Barn")
        kinds = [(kind.name, kind.paid) for kind in break_kinds(cast.workspace_id, barn.id)]
    assert (barn.zone, barn.limit_minutes, barn.job_required) == ("Europe/Lisbon", 600, True)
    assert kinds == [("Break", False), ("Coffee", True)]
    assert assignments_of(app, cast.workspace_id, barn.id) == {"Maya Meyer": True}


@pytest.mark.parametrize("scripts", [True, False])
def test_someone_is_found_given_a_role_and_deactivated(
    app: Flask, screens: Screens, cast: Cast, scripts: bool
) -> None:
    page = screens.of(cast.olive, scripts=scripts)
    page.goto("/admin/people")
    page.get_by_label("Search by name, email or number").fill("eli")
    press(page, "Find")
    page.get_by_role("link", name="Eli Engel").click()
    page.get_by_label(re.compile("^Manager")).check()
    press(page, "Change the role")
    expect(page.get_by_role("status").first).to_contain_text("The role of Eli Engel is changed.")
    page.get_by_role("link", name="Deactivate …").click()
    press(page, "Deactivate")
    expect(page.get_by_role("status").first).to_contain_text("Eli Engel is deactivated.")
    assert eli(app, cast).role_name == "manager"
    assert not eli(app, cast).is_active


def eli(app: Flask, cast: Cast) -> Member:
    with app.app_context():
        found = member_by_email(cast.workspace_id, cast.eli.email)
        assert found
        return found


def assignments_of(app: Flask, workspace_id: int, clock_id: int) -> dict[str, bool]:
    """Who is at a clock, and whether they manage it."""
    with app.app_context():
        rows = assignments_of_clock(workspace_id, clock_id)
        return {member.name: assignment.manages for assignment, member in rows}
