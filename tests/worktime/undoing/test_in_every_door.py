"""A decision is undone the same way on the pages, by the API and at the terminal."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, CastMember
from tests.fixtures.hours import Hours
from tests.worktime.undoing.decisions import DECISIONS, DecisionCase, Subject, decider
from tests.worktime.undoing.rows import standing
from timeclock.authority.actor import Scope
from timeclock.company.api_keys.service import issue_key

every = pytest.mark.parametrize("decision", DECISIONS, ids=str)
BASE = "/api/timeclock/v1"
TOO_LATE = "That was more than a minute ago."


def named(hours: Hours, about: Subject) -> dict[str, str]:
    """The subject as addresses name it."""
    cast = hours.cast
    users = {who.member_id: who.account_id for who in (cast.eli, cast.otto, cast.maya)}
    found = {name: str(each) for name, each in about.items()}
    if "member_id" in about:
        found["user_id"] = str(users[about["member_id"]])
    return found


def filled(values: Subject, addresses: dict[str, str]) -> Subject:
    """The values with the ids of the subject, as numbers."""
    return {
        name: int(each.format(**addresses)) if str(each).startswith("{") else each
        for name, each in values.items()
    }


def offers(page: str) -> list[tuple[str, dict[str, str]]]:
    """The addresses and fields of the undo that a page offers."""
    found = []
    for form in re.findall(r'<form class="toast-undo".*?</form>', page, re.DOTALL):
        address = re.search(r'action="([^"]*)"', form)
        assert address
        fields = re.findall(r'name="(\w+)" value="([^"]*)"', form)
        skipped = {"csrf_token", "once", "workspace"}
        found.append(
            (address[1], {name: unescape(each) for name, each in fields if name not in skipped})
        )
    return found


def seen_at(decision: DecisionCase, path: str) -> str:
    """The page on which the decision is made."""
    if decision.page.startswith("/inbox"):
        return "/inbox"
    return path.rpartition("/")[0] if decision.page.startswith("/timesheets") else _list(path)


def _list(path: str) -> str:
    return (
        f"/close?first={path.rpartition('/')[2]}" if path.startswith("/close") else "/admin/rules"
    )


@every
def test_the_page_offers_it_for_a_minute(
    hours: Hours, browser_of: Callable[[CastMember], Browser], decision: DecisionCase
) -> None:
    about = decision.prepare(hours)
    before, olive = standing(hours), browser_of(decider(hours.cast))
    addresses = named(hours, about)
    path = decision.page.format(**addresses)
    answer = olive.post(path, **filled(decision.page_fields, addresses))
    assert answer.status_code == 303, words(answer.text)
    decided = standing(hours)
    assert decided != before
    hours.watch.later(seconds=20)
    page = olive.client.get(seen_at(decision, path)).text
    ((where, fields),) = offers(page)
    assert where == decision.undo_page.format(**addresses)
    assert "Undo, 40 s" in words(page)
    hours.watch.later(seconds=30)
    assert olive.post(where, **fields).status_code == 303
    assert standing(hours) == before
    page = olive.client.get(seen_at(decision, path)).text
    assert offers(page) == []


@every
def test_the_page_says_why_it_is_too_late(
    hours: Hours, browser_of: Callable[[CastMember], Browser], decision: DecisionCase
) -> None:
    about = decision.prepare(hours)
    olive, addresses = browser_of(decider(hours.cast)), named(hours, about)
    path = decision.page.format(**addresses)
    olive.post(path, **filled(decision.page_fields, addresses))
    decided = standing(hours)
    hours.watch.later(seconds=61)
    assert offers(olive.client.get(seen_at(decision, path)).text) == []
    undo_fields = filled(decision.undo_fields, addresses)
    answer = olive.post(decision.undo_page.format(**addresses), **undo_fields)
    assert answer.status_code == 409
    assert TOO_LATE in words(answer.text)
    assert standing(hours) == decided


@every
@pytest.mark.databases("sqlite", "postgresql")
def test_the_api_takes_it_back(app: Flask, hours: Hours, decision: DecisionCase) -> None:
    about = decision.prepare(hours)
    before, addresses = standing(hours), named(hours, about)
    with app.app_context():
        olive = decider(hours.cast)
        issued = issue_key(olive.actor, member_id=olive.member_id, name="Robot", scope=Scope.ADMIN)
        key = issued.key
    client, sent = app.test_client(), {"Authorization": f"Bearer {key}"}

    def post(path: str, body: dict[str, Any], **more: str) -> tuple[int, dict[str, Any]]:
        address = BASE + path.format(**addresses)
        answer = client.post(address, json=filled(body, addresses), headers=sent | more)
        return answer.status_code, answer.get_json()

    status, _ = post(decision.api, decision.api_body)
    assert status == 200
    assert standing(hours) != before
    hours.watch.later(seconds=59)
    once = {"Idempotency-Key": "undo-once"}
    first = post(decision.undo_api, decision.undo_body, **once)
    assert first[0] == 200, first
    assert standing(hours) == before
    hours.watch.later(seconds=59)
    assert post(decision.undo_api, decision.undo_body, **once) == first
    status, _ = post(decision.api, decision.api_body)
    assert status == 200
    hours.watch.later(seconds=61)
    status, refusal = post(decision.undo_api, decision.undo_body)
    assert (status, refusal["code"]) == (409, "undo_too_late")


TERMINAL = {
    "/inbox/requests/{correction_id}/approve": "corrections approve {of}",
    "/inbox/requests/{correction_id}/refuse": "corrections refuse {of} --reason Why",
    "/inbox/disputes/{correction_id}/keep": "corrections settle {of} --keep --reason Why",
    "/inbox/disputes/{correction_id}/take-back": "corrections settle {of} --take-back --reason Why",
    "/inbox/ends/{shift_id}/confirm": "shifts confirm-end --shift {shift_id}",
    "/timesheets/{member_id}/{first_day}/approve": "timesheets approve {of}",
    "/timesheets/{member_id}/{first_day}/send-back": "timesheets send-back {of} --reason Why",
    "/timesheets/{member_id}/{first_day}/reopen": "timesheets reopen {of} --reason Why",
    "/inbox/claims/{shift_id}/refuse": "shifts refuse-claims --shift {shift_id}",
    "/close/{first_day}": "periods close --first {first_day}",
    "/admin/rules/{version_id}/withdraw": "rules withdraw --version {version_id}",
}


# An exception is seen on the page or through the API.
at_the_terminal = pytest.mark.parametrize(
    "decision", [each for each in DECISIONS if not each.page.startswith("/inbox/seen")], ids=str
)


@at_the_terminal
def test_the_operator_takes_it_back_at_the_terminal(
    app: Flask, hours: Hours, decision: DecisionCase
) -> None:
    about = decision.prepare(hours)
    before, addresses = standing(hours), named(hours, about)
    of = f"--correction {about['correction_id']}" if "correction_id" in about else ""
    if "member_id" in about:
        of = f"--email {hours.cast.eli.email} --first {about['first_day']}"
    command = TERMINAL[decision.page].format(**addresses, of=of).split()
    noun, _, *options = command
    undo = "undo-confirmation" if noun == "shifts" else "undo"
    if noun == "corrections":
        options = options[:2]
    if noun == "timesheets":
        options = options[:4]
    at = ("--workspace", "Lindner Bakery")
    terminal = app.test_cli_runner()
    decided = terminal.invoke(args=[*command, *at])
    assert decided.exit_code == 0, decided.stderr
    assert standing(hours) != before
    hours.watch.later(seconds=59)
    taken_back = terminal.invoke(args=[noun, undo, *options, *at])
    assert taken_back.exit_code == 0, taken_back.stderr
    assert standing(hours) == before
    terminal.invoke(args=[*command, *at])
    hours.watch.later(seconds=61)
    late = terminal.invoke(args=[noun, undo, *options, *at])
    assert (late.exit_code, late.stdout) == (1, "")
    assert TOO_LATE in late.stderr
