"""Webhooks on pages: set up, tried, paused and removed, with and without scripts."""

import re
from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import HTMX, words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.fixtures.receiver import Receiver
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.outgoing.webhooks.courier import serve
from timeclock.outgoing.webhooks.events import GROUPS
from timeclock.outgoing.webhooks.queries import attempts, webhooks
from timeclock.worktime.shifts.punching import clock_in

pytestmark = pytest.mark.databases("sqlite")

ALL = "/admin/webhooks"


@pytest.fixture
def app(make_app: Callable[..., Flask]) -> Flask:
    return make_app(webhook_private=True)


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


def form(url: str, **changes: object) -> dict[str, object]:
    """What someone fills in for a webhook of every punch."""
    given = {"url": url, "description": "Payroll", "punches": list(GROUPS["punches"])}
    return given | changes


@pytest.fixture
def hook(app: Flask, cast: Cast, edda: Browser, receiver: Receiver) -> int:
    edda.post(f"{ALL}/add", **form(receiver.url))
    with app.app_context():
        return webhooks(cast.workspace_id)[0].webhook.id


def deliver(app: Flask, cast: Cast, hook: int) -> int:
    with app.app_context():
        return serve(cast.workspace_id, hook)


def test_the_secret_is_on_the_answer_and_nowhere_else(
    app: Flask, cast: Cast, edda: Browser, receiver: Receiver
) -> None:
    assert "There are no webhooks yet" in edda.client.get(ALL).text
    asked = edda.client.get(f"{ALL}/add").text
    assert asked.count("checked") == sum(len(kinds) for kinds in GROUPS.values())
    sent = edda.fill(**form(receiver.url))
    answer = edda.client.post(f"{ALL}/add", data=sent)
    found = re.search(r'id="secret" value="(whsec_[^"]+)"', answer.text)
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    assert found
    page = edda.client.get(ALL).text
    assert "Payroll" in page
    with app.app_context():
        (one,) = webhooks(cast.workspace_id)
        hook, events = one.webhook.id, list(one.webhook.events)
        clock_in(cast.eli.actor, clock_id=cast.shop)
    assert events == list(GROUPS["punches"])
    assert found[1] not in page + edda.client.get(f"{ALL}/{hook}").text
    deliver(app, cast, hook)
    assert receiver.messages[0].is_signed_with(found[1])


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"url": ""}, "Enter the address of the receiver."),
        ({"url": "ftp://example.com"}, "Enter an address that begins with https://."),
        ({"url": "https://169.254.169.254/"}, "169.254.169.254 is not a public address."),
        ({"punches": []}, "Choose at least one event."),
        ({"punches": "shift.flew"}, "is not a valid choice"),
    ],
)
def test_what_is_wrong_is_at_its_field(
    edda: Browser, receiver: Receiver, changes: dict[str, object], sentence: str
) -> None:
    answer = edda.post(f"{ALL}/add", **(form(receiver.url) | changes))
    assert answer.status_code == 422
    assert sentence in words(answer.text)
    assert "Payroll" in answer.text


def test_a_test_is_asked_for_and_its_outcome_shows(
    app: Flask, cast: Cast, edda: Browser, hook: int, receiver: Receiver
) -> None:
    page = f"{ALL}/{hook}"
    assert edda.post(f"{page}/test").location == page
    waiting = edda.client.get(page).text
    assert "waits to be sent" in waiting
    assert f'hx-get="{page}/log"' in waiting
    deliver(app, cast, hook)
    log = edda.client.get(f"{page}/log").text
    assert "accepted, 204" in log
    assert "hx-get" not in log
    assert len(receiver.messages) == 1


def test_with_a_script_the_part_alone_comes_back(edda: Browser, hook: int) -> None:
    answer = edda.client.post(f"{ALL}/{hook}/test", data=edda.fill(), headers=HTMX)
    assert answer.status_code == 200
    assert answer.text.lstrip().startswith('<div class="contents" id="webhook">')
    assert "waits to be sent" in answer.text
    paused = edda.client.post(f"{ALL}/{hook}/pause", data=edda.fill(), headers=HTMX)
    assert paused.text.lstrip().startswith('<div class="contents" id="webhook">')
    assert "Paused" in paused.text


def test_a_message_that_was_not_taken_can_be_sent_again(
    app: Flask, cast: Cast, edda: Browser, hook: int, receiver: Receiver
) -> None:
    receiver.status, receiver.answer = 422, b"<b>No such person</b>"
    with app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop)
    deliver(app, cast, hook)
    page = edda.client.get(f"{ALL}/{hook}").text
    assert "Rejected since" in page
    assert "&lt;b&gt;No such person&lt;/b&gt;" in page
    assert "Failing" in edda.client.get(ALL).text
    with app.app_context():
        (row,) = attempts(cast.workspace_id, hook)
    receiver.status = 204
    assert edda.post(f"{ALL}/{hook}/log/{row.id}/replay").location == f"{ALL}/{hook}"
    deliver(app, cast, hook)
    assert [each.status for each in receiver.messages] == [422, 204]
    assert "(sent again)" in words(edda.client.get(f"{ALL}/{hook}").text)


def test_too_many_at_once_are_refused_on_the_page_and_in_the_part(edda: Browser, hook: int) -> None:
    for _ in range(20):
        edda.post(f"{ALL}/{hook}/test")
    whole = edda.post(f"{ALL}/{hook}/test")
    part = edda.client.post(f"{ALL}/{hook}/test", data=edda.fill(), headers=HTMX)
    for answer in (whole, part):
        assert answer.status_code == 409
        assert "Wait until the requested messages are sent." in answer.text


def test_a_receiver_that_is_gone_is_told_of_plainly_and_can_be_resumed(
    app: Flask, cast: Cast, edda: Browser, hook: int, receiver: Receiver
) -> None:
    receiver.status = 410
    with app.app_context():
        clock_in(cast.eli.actor, clock_id=cast.shop)
    deliver(app, cast, hook)
    assert "Stopped after failures" in edda.client.get(ALL).text
    assert "Sending has stopped" in edda.client.get(f"{ALL}/{hook}").text
    receiver.status = 200
    edda.post(f"{ALL}/{hook}/resume")
    assert deliver(app, cast, hook) == 1
    page = edda.client.get(f"{ALL}/{hook}").text
    assert "Active" in page
    assert "Sending has stopped" not in page


def test_it_is_paused_changed_and_removed(
    app: Flask, cast: Cast, edda: Browser, hook: int, receiver: Receiver
) -> None:
    page = f"{ALL}/{hook}"
    edda.post(f"{page}/pause")
    assert "Paused" in edda.client.get(page).text
    change = edda.client.get(f"{page}/change").text
    assert change.count("checked") == len(GROUPS["punches"])
    edda.post(f"{page}/change", **form(receiver.url, punches=[], stops="shift.stopped"))
    assert "1 event" in words(edda.client.get(page).text)
    assert "This cannot be undone" in edda.client.get(f"{page}/remove").text
    assert edda.post(f"{page}/remove").location == ALL
    assert edda.client.get(page).status_code == 404
    assert "There are no webhooks yet" in edda.client.get(ALL).text


def test_a_new_secret_is_shown_once_and_the_page_says_how_long_the_old_one_signs(
    app: Flask, cast: Cast, edda: Browser, hook: int, receiver: Receiver
) -> None:
    page = f"{ALL}/{hook}"
    assert f'href="{page}/rotate"' in edda.client.get(page).text
    asked = edda.client.get(f"{page}/rotate").text
    assert "For 24 hours each message is signed with both secrets" in asked
    assert "An earlier secret still signs" not in asked
    sent = edda.fill() | {"once": "one"}
    shown = edda.client.post(f"{page}/rotate", data=sent).text
    found = re.search(r'value="(whsec_[^"]+)"', shown)
    assert found
    plain = edda.client.get(page).text
    assert "the previous secret signs as well" in plain
    assert found[1] not in plain
    assert "An earlier secret still signs" in edda.client.get(f"{page}/rotate").text
    edda.post(f"{page}/test")
    deliver(app, cast, hook)
    assert receiver.messages[0].is_signed_with(found[1])
    assert len(receiver.messages[0].headers["webhook-signature"].split(" ")) == 2


def test_every_event_is_two_words_and_some_of_them_are_folded_away(
    edda: Browser, hook: int, receiver: Receiver
) -> None:
    page = f"{ALL}/{hook}"
    some = edda.client.get(page).text
    found = re.search(r"<details>\s*<summary[^>]*>([^<]*)</summary>([^<]*)</details>", some)
    assert found
    assert found[1] == f"{len(GROUPS['punches'])} events"
    assert found[2].strip() == ", ".join(GROUPS["punches"])
    assert "Every event" not in some
    every = {name: list(kinds) for name, kinds in GROUPS.items()}
    edda.post(f"{page}/change", **form(receiver.url, **every))
    all_of_them = edda.client.get(page).text
    assert "Every event" in all_of_them
    assert "<details>" not in all_of_them
    assert "shift.clocked_in" not in all_of_them


def test_a_second_test_can_be_asked_for_without_opening_the_page_again(
    app: Flask, cast: Cast, edda: Browser, hook: int
) -> None:
    """What a script swaps in has to bring a key of its own for the button beside it."""
    page = edda.client.get(f"{ALL}/{hook}").text

    def key(text: str) -> str:
        asked = re.search(r'action="[^"]*/test".*?name="once" value="([^"]+)"', text, re.DOTALL)
        assert asked
        return asked[1]

    sent = edda.fill() | {"once": key(page)}
    part = edda.client.post(f"{ALL}/{hook}/test", data=sent, headers=HTMX).text
    for _ in range(2):  # a double click of the second one counts once
        edda.client.post(f"{ALL}/{hook}/test", data=sent | {"once": key(part)}, headers=HTMX)
    with app.app_context():
        assert len(attempts(cast.workspace_id, hook)) == 2


def test_employees_and_managers_do_not_find_it(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    for person in (cast.eli, cast.maya):
        browser = browser_of(person)
        assert ALL not in browser.client.get("/").text
        assert browser.client.get(ALL).status_code == 403


def test_a_second_one_who_has_not_seen_the_first_rotation_is_asked_again(
    app: Flask, cast: Cast, edda: Browser, hook: int
) -> None:
    page = f"{ALL}/{hook}/rotate"
    version = re.search(r'name="version" value="([^"]+)"', edda.client.get(page).text)
    assert version
    seen = edda.fill() | {"version": version[1]}
    assert "whsec_" in edda.client.post(page, data=seen | {"once": "one"}).text
    late = edda.client.post(page, data=seen | {"once": "two"})
    assert (late.status_code, late.location) == (303, page)
    again = edda.client.get(page).text
    assert "This webhook has changed in the meantime." in again
    assert "An earlier secret still signs" in again
    with app.app_context():
        chain = workspace_chain_id(cast.workspace_id)
        assert chain is not None
        kinds = [each.kind for each in entries(cast.workspace_id, chain, limit=5)]
    assert kinds.count("webhook.rotated") == 1
