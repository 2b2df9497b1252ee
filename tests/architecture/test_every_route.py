"""Every page × who asks × whose object: one table, and an address that is not in it fails."""

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

import pytest
from flask import Flask
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from tests.architecture.conftest import Stage
from tests.architecture.routes import PAGES
from tests.architecture.routing import COLUMNS, RouteExample
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.json_calls import DOORS
from tests.wire.test_rights import MAY
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission
from timeclock.company.people.membership import add_member
from timeclock.web.frame.guard import access_of
from timeclock.wire.error_formats import has_error_format

pytestmark = pytest.mark.databases("sqlite")

TOKENS = re.compile(r'(name="(?:csrf_token|once|seed)" value=")[^"]*')


def rules(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Each method of each address."""
    for rule in app.url_map.iter_rules():
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}:
            yield method, rule


def is_json(rule: Rule) -> bool:
    return rule.endpoint.partition(".")[0] in DOORS


def test_every_address_is_in_a_table(app: Flask) -> None:
    pages = [(route.method, route.rule) for route in PAGES]
    assert len(pages) == len(set(pages))
    assert {(method, rule.rule) for method, rule in rules(app) if not is_json(rule)} == set(pages)
    assert {rule.endpoint for _, rule in rules(app) if is_json(rule)} == set(MAY)


@pytest.mark.parametrize("who", COLUMNS)
def test_who_gets_what(stage: Stage, who: str) -> None:
    wrong = [
        f"{route.method} {route.rule} ({names}): {answer.status_code}, not {status}"
        for route in PAGES
        for names, column, status in route.cells()
        if column == who and (answer := stage.send(route, names, who)).status_code != status
    ]
    assert wrong == []


def test_no_one_is_let_in_without_signing_in(stage: Stage) -> None:
    """A 303 of the table can mean done or sign in first; here it is the latter."""
    opened = ("/invitation/", "/reset/", "/sign-in")
    for route in PAGES:
        for names, column, status in route.cells():
            if column == "nobody" and status == 303 and not route.rule.startswith(opened):
                led_to = stage.send(route, names, "nobody").location
                assert led_to.startswith(_entrance(route)), route.rule


def test_nor_is_a_part_of_a_page_given_out(stage: Stage) -> None:
    for route in PAGES:
        names, status = next((names, status) for names, _, status in route.cells())
        if route.method == "GET" and status == 303:
            path = stage.path(route, names, "nobody")
            answer = stage.visit("nobody").get(path, headers={"HX-Request": "true"})
            assert answer.status_code == 401, path
            assert answer.headers["HX-Redirect"].startswith(_entrance(route)), path


def _entrance(route: RouteExample) -> str:
    """Where a person begins who is not known: a tablet asks for a code, a page for a sign-in."""
    return "/kiosk" if route.rule.startswith("/kiosk/") else "/sign-in"


def test_anyone_who_has_not_chosen_a_company_is_asked_to(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    """Eli has joined Nora's company too, and has just signed in."""
    with app.app_context():
        operator = Actor.operator(cast.other_workspace_id)
        add_member(operator, email=cast.eli.email, name="Eli Engel")
    eli = browser_of(cast.eli)
    asked = 0
    for method, rule in rules(app):
        if isinstance(access_of(app.view_functions[rule.endpoint]), Permission):
            path = re.sub("<[^>]*>", "1", rule.rule)
            answer = eli.client.get(path) if method == "GET" else eli.post(path)
            assert answer.location == "/choose", f"{method} {path}"
            asked += 1
    assert asked > 50


def pairs(route: RouteExample) -> list[tuple[str, str]]:
    """Rows about an object of another company beside those about none at all."""
    return [
        (names, names.replace("foreign", "missing"))
        for names in route.answers
        if "foreign" in names
    ]


def test_addresses_that_name_objects_are_asked_for_strange_ones() -> None:
    for route in PAGES:
        parts = re.findall(r"<int:", route.rule)
        assert len(pairs(route)) == len(parts), route.rule


@pytest.mark.parametrize("who", COLUMNS)
def test_an_object_of_another_company_is_like_none(stage: Stage, who: str) -> None:
    for route in PAGES:
        for foreign, missing in pairs(route):
            seen = [
                answer_facts(stage.send(route, names, who), stage.path(route, names, who))
                for names in (foreign, missing)
            ]
            assert seen[0] == seen[1], f"{route.method} {route.rule} ({foreign})"


NAMED_IN_FORMS = [
    ("/choose", "choice", "workspace"),
    ("/punch/clock-in", "clock", "clock_id"),
    ("/punch/clock-in", "job", "job_id"),
    ("/punch/switch-job", "job", "job_id"),
    ("/admin/jobs/add", "client", "label_id"),
    ("/punch/pause", "kind", "kind_id"),
    ("/admin/people/add", "clocks", "clock_id"),
    ("/admin/people/<int:member_id>/clocks", "clock", "clock_id"),
    ("/admin/clocks/<int:clock_id>/people", "member", "member_id"),
    ("/admin/jobs/add", "parent", "job_id"),
    ("/admin/jobs/<int:job_id>", "parent", "job_id"),
    ("/admin/keys/add", "member", "member_id"),
    ("/exports", "people", "member_id"),
    ("/exports", "clocks", "clock_id"),
    ("/exports", "jobs", "job_id"),
    ("/timesheets/<first>/approve", "member", "member_id"),
    ("/timesheets/<int:member_id>/shifts/<int:shift_id>/edit", "request", "correction_id"),
    ("/inbox/seen/<int:member_id>", "shift", "shift_id"),
    ("/inbox/seen/<int:member_id>/undo", "shift", "shift_id"),
    ("/my/requests/new", "shift", "shift_id"),
    ("/my/day/<day>/worked-through", "shift", "shift_id"),
    ("/my/day/<day>/confirm-end", "shift", "shift_id"),
    ("/punch/left", "shift", "shift_id"),
    ("/punch/left/now", "shift", "shift_id"),
    ("/punch/left/confirm", "shift", "shift_id"),
]


@pytest.mark.parametrize("who", ["eli", "maya", "olive"])
def test_nor_is_it_told_by_a_form(stage: Stage, who: str) -> None:
    posts = {route.rule: route for route in PAGES if route.method == "POST"}
    for rule, name, part in NAMED_IN_FORMS:
        objects, seen = next(iter(posts[rule].answers)), []
        for value in ("foreign", "missing"):
            form = posts[rule].form | {name: f"{{{part}[{value}]}}"}
            answer = stage.send(replace(posts[rule], form=form), objects, who)
            assert answer.status_code in (403, 404, 409, 422), (rule, name)
            quoted = f"&#39;{stage.objects[part][value]}&#39;"  # what is no choice is named back
            seen.append(answer_facts(answer, quoted))
        assert seen[0] == seen[1], (rule, name)


def answer_facts(answer: TestResponse, path: str) -> tuple[int, dict[str, str], str]:
    """All that is said to anyone who asked, without what differs each time."""
    headers = {name: value.replace(path, "…") for name, value in answer.headers.items()}
    for name in ("Set-Cookie", "Content-Length"):
        headers.pop(name, None)
    return answer.status_code, headers, TOKENS.sub(r"\1", answer.text).replace(path, "…")


def test_every_page_is_marked(app: Flask) -> None:
    unmarked = [
        rule.rule
        for _, rule in rules(app)
        if not is_json(rule) and access_of(app.view_functions[rule.endpoint]) is None
    ]
    assert unmarked == []


def test_every_json_call_is_under_a_door(app: Flask) -> None:
    with app.test_request_context():
        for _, rule in rules(app):
            assert has_error_format(rule.rule) == is_json(rule), rule.rule


def test_no_json_call_is_redirected_for_its_slash(app: Flask) -> None:
    for _, rule in rules(app):
        if is_json(rule):
            assert not rule.strict_slashes
            assert rule.merge_slashes is False
