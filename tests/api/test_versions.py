"""`ETag` and `If-Match`: no one overwrites what someone else has written."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from tests.api.conftest import Worked, done, refused
from tests.fixtures.scripts import Bakery, Call, Script, bearer_calls
from timeclock.company.clocks.queries import break_kinds
from timeclock.outgoing.webhooks.service import add_webhook
from timeclock.wire.openapi.building import built

pytestmark = pytest.mark.databases("sqlite")
Get = Callable[..., Any]


@dataclass(frozen=True)
class EditExample:
    """Where something is read, and how it is changed; `{…}` are ids."""

    read: str
    method: str
    path: str
    body: dict[str, object]


EDITS = {
    "a member's name": EditExample("members/{eli}", "PATCH", "members/{eli}", {"name": "Elias"}),
    "a role": EditExample(
        "members/{eli}", "POST", "members/{eli}/role", {"role": "manager", "revoke_keys": False}
    ),
    "leaving": EditExample("members/{eli}", "POST", "members/{eli}/deactivate", {}),
    "a clock": EditExample("clocks/{shop}", "PATCH", "clocks/{shop}", {"name": "Store"}),
    "archiving a clock": EditExample("clocks/{shop}", "POST", "clocks/{shop}/archive", {}),
    "a kind of break": EditExample(
        "clocks/{shop}/break-kinds/{kind}",
        "PATCH",
        "clocks/{shop}/break-kinds/{kind}",
        {"minutes": 20},
    ),
    "archiving a kind of break": EditExample(
        "clocks/{shop}/break-kinds/{kind}",
        "POST",
        "clocks/{shop}/break-kinds/{kind}/archive",
        {},
    ),
    "who manages a clock": EditExample(
        "clocks/{shop}/assignments/{maya}",
        "PUT",
        "clocks/{shop}/assignments/{maya}",
        {"manages": False},
    ),
    "a job": EditExample("jobs/{job}", "PATCH", "jobs/{job}", {"code": "7"}),
    "archiving a job": EditExample("jobs/{job}", "POST", "jobs/{job}/archive", {}),
    "a webhook": EditExample(
        "webhooks/{hook}", "PATCH", "webhooks/{hook}", {"description": "Payroll"}
    ),
    "pausing a webhook": EditExample("webhooks/{hook}", "POST", "webhooks/{hook}/pause", {}),
    "a webhook's secret": EditExample("webhooks/{hook}", "POST", "webhooks/{hook}/rotate", {}),
    "the company": EditExample("workspace", "PATCH", "workspace", {"tolerance_seconds": 60}),
}
BACK = {
    "a member who came back": ("members/{eli}", "members/{eli}/deactivate", "/reactivate"),
    "a clock that opens again": ("clocks/{shop}", "clocks/{shop}/archive", "/restore"),
    "a webhook that is resumed": ("webhooks/{hook}", "webhooks/{hook}/pause", "/resume"),
    "a job on offer again": ("jobs/{job}", "jobs/{job}/archive", "/restore"),
}


@pytest.fixture
def fill(app: Flask, bakery: Bakery) -> Callable[[str], str]:
    """A path with the ids of the company in it."""
    with app.app_context():
        kind = break_kinds(bakery.workspace_id, bakery.shop)[0].id
        hook = add_webhook(
            bakery.operator, url="https://example.com/hook", events=["shift.paused"]
        ).webhook_id
    ids = {"eli": bakery.eli.user_id, "maya": bakery.maya.user_id, "shop": bakery.shop}
    return lambda path: path.format(**ids, kind=kind, job=bakery.job, hook=hook)


@pytest.fixture
def edit(call: Call, bakery: Bakery, fill: Callable[[str], str]) -> Callable[..., TestResponse]:
    """Makes an edit as Olive."""

    def send(what: EditExample, **headers: str) -> TestResponse:
        return call(fill(what.path), what.body, method=what.method, by=bakery.olive, **headers)

    return send


@pytest.fixture
def tag_of(call: Call, bakery: Bakery, fill: Callable[[str], str]) -> Callable[[str], str]:
    """The version that Olive reads."""

    def read(path: str) -> str:
        answer = call(fill(path), method="GET", by=bakery.olive)
        assert answer.status_code == 200, answer.text
        return answer.headers["ETag"]

    return read


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_what_was_read_is_made_and_says_its_version(
    name: str, edit: Callable[..., TestResponse], tag_of: Callable[[str], str]
) -> None:
    what = EDITS[name]
    before = tag_of(what.read)
    answer = edit(what, If_Match=before)
    done(answer)
    assert answer.headers["ETag"] == tag_of(what.read) != before


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("name", EDITS)
def test_an_edit_of_what_has_changed_since_is_refused_and_changes_nothing(
    name: str, edit: Callable[..., TestResponse], tag_of: Callable[[str], str]
) -> None:
    what = EDITS[name]
    present = tag_of(what.read)
    for stale in ('"0123"', f'"{"0" * 32}", "1"', f"W/{present}", "0123", '""', ""):
        refused(edit(what, If_Match=stale), 412, "outdated")
        assert tag_of(what.read) == present


@pytest.mark.parametrize("name", EDITS)
def test_a_star_and_a_list_with_the_version_match(
    name: str, edit: Callable[..., TestResponse], tag_of: Callable[[str], str]
) -> None:
    what = EDITS[name]
    done(edit(what, If_Match=f'"0123", {tag_of(what.read)}'))
    done(edit(what, If_Match="*"))
    done(edit(what))


@pytest.mark.parametrize("name", BACK)
def test_what_came_back_has_the_version_from_before(
    name: str,
    call: Call,
    bakery: Bakery,
    fill: Callable[[str], str],
    tag_of: Callable[[str], str],
) -> None:
    read, away, back = BACK[name]
    first = tag_of(read)
    gone = call(fill(away), by=bakery.olive).headers["ETag"]
    refused(call(fill(read) + back, by=bakery.olive, If_Match=first), 412, "outdated")
    again = call(fill(read) + back, by=bakery.olive, If_Match=gone)
    done(again)
    assert again.headers["ETag"] == first == tag_of(read)


@pytest.mark.databases("sqlite", "postgresql")
def test_of_many_who_have_read_the_same_one_writes(
    app: Flask, bakery: Bakery, tag_of: Callable[[str], str], get: Get
) -> None:
    tag = tag_of("jobs/{job}")

    def rename(number: int) -> int:
        send = bearer_calls(Script(app), bakery, "/api/timeclock/v1")
        body = {"name": f"Bread {number}"}
        path = f"jobs/{bakery.job}"
        return send(path, body, method="PATCH", by=bakery.edda, If_Match=tag).status_code

    with ThreadPoolExecutor(8) as crowd:
        statuses = list(crowd.map(rename, range(8)))
    assert sorted(statuses) == [200] + [412] * 7
    name = get(f"jobs/{bakery.job}")["job"]["name"]
    assert name == f"Bread {statuses.index(200)}"


def test_the_document_says_where_versions_count(app: Flask) -> None:
    """Every change of what has an address, and nothing that only makes something."""
    document = built(app, "api")
    assert document is not None
    for path, calls in document["paths"].items():
        for method, call in calls.items():
            names = {each["name"] for each in call.get("parameters", ())}
            answers = call["responses"]
            assert ("If-Match" in names) == ("412" in answers), (method, path)
            if method in ("put", "patch", "delete"):
                assert "If-Match" in names, (method, path)
            if "201" in answers:
                assert ("If-Match" in names) == path.endswith("/corrections"), (method, path)
            if "If-Match" in names and "200" in answers:
                assert "ETag" in answers["200"]["headers"], (method, path)


def test_what_is_added_says_the_version_that_is_read(
    call: Call, bakery: Bakery, fill: Callable[[str], str], tag_of: Callable[[str], str]
) -> None:
    nouns = {
        "clock": ("clocks", {"name": "Mill", "timezone": "UTC"}),
        "break_kind": ("clocks/{shop}/break-kinds", {"name": "Tea"}),
        "job": ("jobs", {"name": "Rye"}),
        "webhook": ("webhooks", {"url": "https://example.com/new"}),
    }
    for noun, (path, body) in nouns.items():
        made = call(fill(path), body, by=bakery.olive)
        number = done(made, 201)[noun]["id"]
        assert made.headers["ETag"] == tag_of(f"{path}/{number}")


@pytest.fixture
def tag(worked: Worked, call: Call) -> Callable[[], str]:
    """The version of Eli's only shift, which has ended."""
    path = f"shifts/{worked(2, '08:00', '16:00')['id']}"
    return lambda: call(path, method="GET").headers["ETag"]


def test_the_version_of_a_shift_moves_with_what_is_written(
    tag: Callable[[], str], call: Call, bakery: Bakery
) -> None:
    before = tag()
    assert call("shifts/1", method="GET", by=bakery.maya).headers["ETag"] == before
    assert not before.startswith("W/")
    done(call("shifts/1/worked-through"))
    assert tag() != before


def test_that_of_an_open_shift_is_weak_since_its_lengths_grow(call: Call, bakery: Bakery) -> None:
    shift = done(call("clock-in", {"clock_id": bakery.shop}))["shift"]["id"]
    tag = call(f"shifts/{shift}", method="GET").headers["ETag"]
    assert tag.startswith('W/"')
    body = {"shift_id": shift, "drafts": [], "reason": "A test"}
    refused(call("corrections", body, If_Match=tag), 409, "still_open")


@pytest.mark.databases("sqlite", "postgresql")
@pytest.mark.parametrize("who", ["eli", "maya"])
def test_a_correction_of_what_has_changed_since_is_refused(
    who: str, tag: Callable[[], str], call: Call, bakery: Bakery
) -> None:
    by, read = getattr(bakery, who), tag()
    body = {"user_id": bakery.eli.user_id, "shift_id": 1, "drafts": [], "reason": "Not mine"}
    done(call("shifts/1/worked-through"))
    for stale in (read, f"W/{tag()}", '"0123"'):
        refused(call("corrections", body, by=by, If_Match=stale), 412, "outdated")
    assert call("corrections", method="GET").json == {"corrections": [], "next_cursor": None}
    done(call("corrections", body, by=by, If_Match=tag()), 201)


def test_a_shift_that_is_not_there_yet_has_no_version(
    call: Call, bakery: Bakery, tag: Callable[[], str]
) -> None:
    draft = {
        "clock_id": bakery.shop,
        "started_at": "2026-03-01T08:00:00Z",
        "ended_at": "2026-03-01T09:00:00Z",
    }
    body = {"drafts": [draft], "reason": "I forgot"}
    for some in ("*", '"0123"'):
        refused(call("corrections", body, If_Match=some), 412, "outdated")
    done(call("corrections", body), 201)


def test_a_repeated_correction_gets_its_first_answer_whatever_it_expected(
    tag: Callable[[], str], call: Call
) -> None:
    read = {"If_Match": tag(), "Idempotency_Key": "once"}
    body = {"shift_id": 1, "drafts": [], "reason": "Not mine"}
    first = call("corrections", body, **read)
    done(call("shifts/1/worked-through"))
    again = call("corrections", body, **read)
    assert (again.status_code, again.json) == (201, first.json)
