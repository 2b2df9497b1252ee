"""All pages in the made-up language on a narrow phone: nothing goes past the edge of the screen."""

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page, Route

from tests.architecture.conftest import Stage
from tests.architecture.routes import PAGES

pytestmark = pytest.mark.databases("sqlite")

WIDTH, HEIGHT = 360, 740
HOST = "http://timeclock.example"
# What begins or ends outside of the screen and is not in a box that scrolls by itself.
_OUTSIDE = """() => {
    const room = document.documentElement.clientWidth, found = [];
    if (document.documentElement.scrollWidth > room) found.push("the page scrolls sideways");
    const scrolls = each => {
        for (let box = each; box; box = box.parentElement)
            if (["auto", "scroll", "hidden", "clip"].includes(getComputedStyle(box).overflowX))
                return true;
        return false;
    };
    for (const each of document.querySelectorAll("body *")) {
        const {left, right, width} = each.getBoundingClientRect();
        const isOut = width > 1 && (left < -1 || right > room + 1);
        if (isOut && each.checkVisibility() && !scrolls(each))
            found.push(`${each.tagName}.${each.className}: ${left} to ${right}`);
    }
    return found.slice(0, 3);
}"""

# All that opens on a page, also what closes when something else opens.
_OPEN = """() => document.querySelectorAll("details").forEach(each => {
    each.removeAttribute("name");
    each.open = true;
})"""


@pytest.fixture
def phone(browser: Browser, app: Flask) -> Iterator[BrowserContext]:
    """A narrow phone that takes everything but the pages themselves from the app."""
    context = browser.new_context(viewport={"width": WIDTH, "height": HEIGHT}, base_url=HOST)

    def asset(route: Route) -> None:
        answer = app.test_client().get(route.request.url.removeprefix(HOST), buffered=True)
        route.fulfill(status=answer.status_code, headers=dict(answer.headers), body=answer.data)

    context.route("**/*", asset)
    yield context
    context.close()


def outside(page: Page, path: str, text: str) -> list[str]:
    """What of this page is outside of the screen."""
    page.route(HOST + path, lambda route: route.fulfill(content_type="text/html", body=text))
    page.goto(path)
    found: list[str] = page.evaluate(_OUTSIDE)
    page.evaluate(_OPEN)
    found += page.evaluate(_OUTSIDE)
    page.unroute(HOST + path)
    return found


@pytest.mark.parametrize("who", ["nobody", "eli", "olive"])
def test_no_page_is_wider_than_a_narrow_phone(
    stage: Stage, made_up_app: Flask, phone: BrowserContext, who: str
) -> None:
    page, seen, wrong = phone.new_page(), 0, {}
    for route in PAGES:
        if route.method != "GET":
            continue
        for names, column, status in route.cells():
            if (column, status) != (who, 200):
                continue
            answer = stage.send(route, names, who)
            if answer.mimetype == "text/html" and "<html" in answer.text:
                seen += 1
                found = outside(page, stage.path(route, names, who), answer.text)
                if found:
                    wrong[route.rule, names] = found
    assert seen > (2 if who == "nobody" else 10)
    assert sorted(wrong.items()) == []


def test_a_page_that_is_too_wide_is_found(phone: BrowserContext) -> None:
    page = phone.new_page()
    assert outside(page, "/", '<div style="width: 400px">wide</div>') != []
    assert outside(page, "/", '<div style="width: 340px">narrow</div>') == []
