"""The clock page on real screens."""

import re
from collections.abc import Iterator
from contextlib import suppress

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.fixtures.cast import Cast
from tests.fixtures.screens import SIZES, Screens, violations, widths
from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.worktime.shifts import stopping
from timeclock.worktime.shifts.queries import open_shift

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def eli(screens: Screens, cast: Cast) -> Page:
    return screens.of(cast.eli)


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def is_in(app: Flask, cast: Cast) -> bool:
    with app.app_context():
        return open_shift(cast.workspace_id, cast.eli.member_id) is not None


def test_a_day_at_the_clock_without_loading_the_page_again(eli: Page, cast: Cast) -> None:
    loads: list[str] = []
    eli.on("framenavigated", lambda frame: loads.append(frame.url))
    eli.select_option("#job", label="Counter")
    eli.get_by_text("Add a note").click()
    expect(eli.locator("#note")).to_be_focused()
    eli.fill("#note", "Early van")
    press(eli, "Clock in")
    expect(eli.locator("#now")).to_contain_text("On the clock since")
    expect(eli.locator("#next-note")).to_have_value("Early van")
    expect(eli.locator(".today .lines")).to_contain_text("Counter")
    press(eli, "Start break")
    expect(eli.locator("#now")).to_contain_text("On break since")
    press(eli, "End break")
    expect(eli.locator("#now")).to_contain_text("On the clock since")
    press(eli, "Clock out")
    expect(eli.locator("#now")).to_contain_text("Off the clock")
    eli.get_by_role("button", name="Undo").click()
    expect(eli.locator("#now")).to_contain_text("On the clock since")
    expect(eli.locator("#panel")).to_contain_text("Undone: clock out")
    assert loads == []


def test_a_double_click_clocks_in_once_and_never_out(app: Flask, eli: Page, cast: Cast) -> None:
    button = eli.get_by_role("button", name="Clock in", exact=True)
    place = button.bounding_box()
    assert place
    for pause in (0, 120, 250):
        eli.mouse.click(place["x"] + 20, place["y"] + 20)
        eli.wait_for_timeout(pause)
    button_now = eli.get_by_role("button", name="Clock out", exact=True)
    expect(button_now).to_be_visible()
    button_now.dblclick()
    expect(eli.locator("#now")).to_contain_text("Off the clock")
    eli.wait_for_timeout(700)
    expect(eli.locator("#now")).to_contain_text("Off the clock")
    assert not is_in(app, cast)


def test_after_a_punch_the_state_has_the_focus(eli: Page) -> None:
    eli.get_by_role("button", name="Clock in", exact=True).focus()
    eli.keyboard.press("Enter")
    expect(eli.locator("#now")).to_be_focused()
    eli.keyboard.press("Enter")  # held down, or pressed again: nothing more happens
    expect(eli.locator("#now")).to_contain_text("On the clock")
    eli.keyboard.press("Tab")
    expect(eli.get_by_role("button", name="Clock out", exact=True)).to_be_focused()


def test_two_tabs_tell_one_truth(eli: Page) -> None:
    other = eli.context.new_page()
    other.goto("/")
    press(eli, "Clock in")
    expect(eli.locator("#now")).to_contain_text("On the clock")
    press(other, "Clock in")
    expect(other.locator("#panel")).to_contain_text("You are already clocked in")
    expect(other.locator("#now")).to_contain_text("On the clock")
    expect(other.get_by_role("button", name="Clock out", exact=True)).to_be_visible()


def test_going_back_shows_the_present(eli: Page) -> None:
    press(eli, "Clock in")
    expect(eli.locator("#now")).to_contain_text("On the clock")
    eli.goto("/my/ledger")
    eli.go_back()
    expect(eli.locator("#now")).to_contain_text("On the clock")


def test_a_stop_by_the_manager_shows_when_the_page_comes_back_to_the_front(
    app: Flask, eli: Page, cast: Cast
) -> None:
    press(eli, "Clock in")
    expect(eli.locator("#now")).to_contain_text("On the clock")
    with app.app_context():
        stopping.stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Sent home")
    # A panel that came with a punch listens a moment later: anyone who comes back does so again.
    for _ in range(10):
        eli.evaluate("document.body.dispatchEvent(new CustomEvent('returned'))")
        with suppress(AssertionError):
            expect(eli.locator("#panel")).to_contain_text("Maya Meyer stopped", timeout=1000)
            break
    expect(eli.locator("#panel")).to_contain_text("Maya Meyer stopped your clock")
    expect(eli.locator("#panel")).to_contain_text("Sent home")


def test_anyone_who_was_signed_out_is_led_to_the_sign_in(eli: Page) -> None:
    other = eli.context.new_page()
    other.goto("/my/settings")
    other.get_by_role("button", name="Sign out", exact=True).click()
    other.wait_for_url(re.compile("/sign-in"))
    press(eli, "Clock in")
    eli.wait_for_url(re.compile("/sign-in"))


def test_a_lost_connection_keeps_the_page_and_says_so(eli: Page) -> None:
    eli.context.set_offline(True)
    press(eli, "Clock in")
    expect(eli.locator("#lost")).to_be_visible()
    expect(eli.locator("#now")).to_contain_text("Off the clock")
    eli.context.set_offline(False)
    press(eli, "Clock in")
    expect(eli.locator("#now")).to_contain_text("On the clock")
    expect(eli.locator("#lost")).to_be_hidden()


def test_the_figure_runs_by_itself(eli: Page) -> None:
    press(eli, "Clock in")
    figure = eli.locator(".time")
    expect(figure).to_contain_text("0min")
    expect(eli.locator(".side .sum[data-runs]")).to_be_visible()
    eli.evaluate(
        "document.querySelectorAll('[data-runs]').forEach(it => it.began = Date.now() - 3660000)"
    )
    expect(figure).to_contain_text("1h01min")
    expect(eli.locator(".side .sum")).to_have_text("1\u00a0h\u00a001\u00a0min")


def test_running_figures_keep_adding_up(eli: Page) -> None:
    """Of 618 s above and 6222 s that run, 10 min are shown above, and both are 1 h 54 min."""
    press(eli, "Clock in")
    line, total = eli.locator(".today .num[data-runs]"), eli.locator(".side .sum")
    line.evaluate("it => { it.dataset.before = 618; it.dataset.seconds = 6222 }")
    total.evaluate("it => it.dataset.seconds = 6840")
    expect(line).to_have_text("1\u00a0h\u00a044\u00a0min")
    expect(total).to_have_text("1\u00a0h\u00a054\u00a0min")
    line.evaluate("it => it.dataset.seconds = 6281")
    total.evaluate("it => it.dataset.seconds = 6899")
    expect(line).to_have_text("1\u00a0h\u00a044\u00a0min")
    expect(total).to_have_text("1\u00a0h\u00a054\u00a0min")


def test_the_panel_adds_up_with_the_day_while_it_runs(eli: Page) -> None:
    """With 40 s above the shift its minutes turn 40 s earlier, in the panel as in the day."""
    press(eli, "Clock in")
    expect(eli.locator(".today .lines")).to_be_visible()
    day, big, line = eli.locator("#day"), eli.locator(".time"), eli.locator(".today .num")
    line.evaluate("it => { it.dataset.before = 40; it.dataset.seconds = 3570 }")
    day.evaluate("it => it.dataset.beforeShift = 40")
    big.evaluate("it => it.dataset.seconds = 3570")
    expect(line).to_have_text("1\u00a0h\u00a000\u00a0min")
    expect(big).to_contain_text("1h00min")
    press(eli, "Start break")
    expect(eli.locator("#panel")).to_contain_text("worked so far")
    expect(eli.locator("#panel [data-runs]")).to_have_count(2)


@pytest.mark.parametrize(
    ("pays_beyond", "over"),
    [(False, "Time after that is not paid."), (True, "")],
)
def test_a_planned_break_counts_down_and_says_that_it_is_over(
    app: Flask, screens: Screens, cast: Cast, *, pays_beyond: bool, over: str
) -> None:
    with app.app_context():
        add_break_kind(
            Actor.operator(cast.workspace_id),
            clock_id=cast.shop,
            name="Coffee",
            paid=True,
            minutes=15,
            pays_beyond=pays_beyond,
        )
    eli = screens.of(cast.eli)
    eli.clock.install()
    press(eli, "Clock in")
    eli.locator(".kinds summary").click()
    eli.get_by_role("button", name="Coffee").click()
    left = eli.locator("#panel [data-left]")
    expect(left).to_contain_text(re.compile(r"15\smin left, until \d\d:\d\d\."))
    for minutes, words in (("00:30", "15"), ("01:00", "14"), ("12:00", "2"), ("01:00", "1")):
        eli.clock.fast_forward(minutes)
        expect(left.locator("[data-figure]")).to_have_text(f"{words}\u00a0min")
    eli.clock.fast_forward("00:40")
    expect(left).to_have_count(0)
    expect(eli.locator("#panel")).to_contain_text(
        re.compile(rf"Over since \d\d:\d\d\.\s+{re.escape(over)}".rstrip())
    )
    expect(eli.locator("#now")).to_contain_text("On break since")


def test_the_same_day_without_scripts(screens: Screens, cast: Cast) -> None:
    eli = screens.of(cast.eli, scripts=False)
    eli.select_option("#job", label="Counter")
    press(eli, "Clock in")
    expect(eli.locator("#now")).to_contain_text("On the clock since")
    press(eli, "Start break")
    expect(eli.locator("#now")).to_contain_text("On break since")
    press(eli, "End break")
    eli.get_by_text("Switch job").first.click()
    eli.fill("#next-note", "Two vans")
    press(eli, "Switch job")
    expect(eli.locator("#next-note")).to_have_value("Two vans")
    press(eli, "Clock out")
    expect(eli.locator("#now")).to_contain_text("Off the clock")
    eli.get_by_role("button", name="Undo").click()
    expect(eli.locator("#now")).to_contain_text("On the clock since")


@pytest.fixture
def choices(app: Flask, cast: Cast) -> Iterator[None]:
    """Two clocks and two kinds of break, so that everything there is to choose is shown."""
    operator = Actor.operator(cast.workspace_id)
    with app.app_context():
        assign(operator, clock_id=cast.yard, member_id=cast.eli.member_id)
        add_break_kind(operator, clock_id=cast.shop, name="Coffee", paid=True, minutes=15)
    return


@pytest.mark.parametrize("size", [(360, 640), (390, 844)])
def test_nothing_covers_the_main_button(
    screens: Screens, cast: Cast, choices: None, size: tuple[int, int]
) -> None:
    """With two clocks, a job and the offer to undo, on the lowest phones."""
    eli = screens.of(cast.eli, size)
    for name in ("Clock in", "Clock out", "Clock in"):
        button = eli.get_by_role("button", name=name, exact=True)
        expect(button).to_be_in_viewport(ratio=1)
        box = button.bounding_box()
        assert box
        for over in (".tabs", ".toast-undo"):
            bar = eli.locator(over).bounding_box() if eli.locator(over).count() else None
            assert bar is None or box["y"] + box["height"] <= bar["y"], (name, over)
        button.click()
        expect(eli.locator(".toast-undo")).to_be_visible()
        eli.wait_for_timeout(700)  # the guard against a double click


@pytest.mark.parametrize("size", SIZES)
def test_every_state_is_free_of_barriers(
    screens: Screens, cast: Cast, choices: None, size: tuple[int, int]
) -> None:
    eli = screens.of(cast.eli, size)
    seen = {"off": violations(eli)}
    press(eli, "Clock in")
    expect(eli.locator(".today .lines")).to_be_visible()
    seen["working"] = violations(eli)
    eli.locator(".kinds summary").click()
    seen["choosing a break"] = violations(eli)
    eli.get_by_role("button", name="Coffee").click()
    expect(eli.locator("#now")).to_contain_text("On break")
    seen["on a break"] = violations(eli)
    eli.goto("/my/ledger")
    seen["ledger"] = violations(eli)
    assert {state: faults for state, faults in seen.items() if faults} == {}


def test_nothing_scrolls_sideways(screens: Screens, cast: Cast, choices: None) -> None:
    eli = screens.of(cast.eli)
    off = widths(eli)
    press(eli, "Clock in")
    expect(eli.locator(".today .lines")).to_be_visible()
    working = widths(eli)
    eli.goto("/my/ledger")
    assert {"off": off, "working": working, "ledger": widths(eli)} == {
        "off": [],
        "working": [],
        "ledger": [],
    }


def test_an_open_page_learns_in_time_of_a_stop_elsewhere(app: Flask, eli: Page, cast: Cast) -> None:
    press(eli, "Clock in")
    expect(eli.locator("#now")).to_contain_text("On the clock since")
    with eli.expect_response(lambda answer: "/clock/changes" in answer.url, timeout=8000) as polled:
        pass
    assert polled.value.status == 204
    with app.app_context():
        stopping.stop(cast.maya.actor, member_id=cast.eli.member_id, reason="Power cut")
    expect(eli.locator("#now")).to_contain_text("Off the clock", timeout=5500)
    expect(eli.locator("#panel")).to_contain_text("Power cut")


def test_a_hidden_page_does_not_ask(eli: Page) -> None:
    asked: list[str] = []
    eli.on("request", lambda request: asked.append(request.url))
    eli.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    eli.wait_for_timeout(4500)
    assert asked == []
    eli.evaluate("delete document.hidden")
    eli.wait_for_timeout(4500)
    assert [url for url in asked if "/clock/changes" in url]
