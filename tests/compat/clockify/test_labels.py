"""Clients and tags as scripts for Clockify add, list and use them."""

from typing import Any

import pytest
from flask import Flask

from tests.compat.clockify.conftest import DENIED, Call, ago, entry_in, error, of, text_of
from tests.fixtures.scripts import Bakery
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.service import archive_label
from timeclock.compat.ids import IdKind, from_hex24, hex24

CLIENT_FIELDS = "address archived ccEmails currencyCode currencyId email id name note workspaceId"
pytestmark = pytest.mark.usefixtures("the_ledger_tells_the_tables")


def made(clockify: Call, bakery: Bakery, path: str, name: str, **more: object) -> Any:
    answer = clockify("POST", path, {"name": name, **more}, by=bakery.olive)
    assert answer.status_code == 201, answer.text
    return answer.json


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return [each["name"] for each in answer.json]


def test_a_client_has_the_fields_of_clockify(clockify: Call, bakery: Bakery) -> None:
    client = made(clockify, bakery, "clients", "Fair")
    assert " ".join(sorted(client)) == CLIENT_FIELDS
    assert sorted(made(clockify, bakery, "tags", "Night")) == [
        "archived",
        "id",
        "name",
        "workspaceId",
    ]
    assert clockify("GET", f"clients/{client['id']}").json == client
    assert error(clockify("GET", f"clients/{hex24(IdKind.CLIENT, 99)}")) == (
        400,
        "Client doesn't belong to Workspace",
        501,
    )


@pytest.mark.parametrize("path", ["clients", "tags"])
def test_lists_and_their_filters(app: Flask, clockify: Call, bakery: Bakery, path: str) -> None:
    found = {name: made(clockify, bakery, path, name)["id"] for name in ("Fair", "Night", "Day")}
    kind = LabelKind.CLIENT if path == "clients" else LabelKind.TAG
    id_kind = IdKind.CLIENT if path == "clients" else IdKind.TAG
    with app.app_context():
        number = from_hex24(id_kind, found["Day"]) or 0
        archive_label(bakery.operator, kind=kind, label_id=number)
    for query, listed in (
        ("", ["Day", "Fair", "Night"]),
        ("archived=false", ["Fair", "Night"]),
        ("archived=1", ["Day"]),
        ("name=a", ["Day", "Fair"]),
        ("sort-order=DESCENDING", ["Night", "Fair", "Day"]),
        ("sort-column=ID", ["Fair", "Night", "Day"]),
        ("page-size=1&page=2", ["Fair"]),
    ):
        assert names(clockify("GET", f"{path}?{query}")) == listed, query
    assert clockify("GET", f"{path}?page-size=1").headers["Last-Page"] == "false"
    assert error(clockify("POST", path, {"name": "Dusk"})) == DENIED
    answer = clockify("POST", path, {"name": "Fair"}, by=bakery.olive)
    assert error(answer) == (400, "Fair exists already.", 501)


def test_filters_of_tags_alone(clockify: Call, bakery: Bakery) -> None:
    night = made(clockify, bakery, "tags", "Night")
    made(clockify, bakery, "tags", "Nights")
    assert names(clockify("GET", "tags?name=Night&strict-name-search=true")) == ["Night"]
    assert names(clockify("GET", f"tags?excluded-ids={night['id']}")) == ["Nights"]


def test_a_project_has_a_client(clockify: Call, bakery: Bakery) -> None:
    fair, other = (made(clockify, bakery, "clients", name) for name in ("Fair", "Other"))
    stand = made(clockify, bakery, "projects", "Stand", clientId=fair["id"])
    assert (stand["clientId"], stand["clientName"]) == (fair["id"], "Fair")
    for query, listed in (
        (f"clients={fair['id']}", ["Stand"]),
        (f"clients={other['id']}", []),
        (f"clients={fair['id']}&contains-client=false&archived=false", ["Counter"]),
        ("client-status=ACTIVE", ["Stand"]),
        ("client-status=ARCHIVED", []),
        ("archived=false&sort-column=CLIENT_NAME", ["Counter", "Stand"]),
    ):
        assert names(clockify("GET", f"projects?{query}")) == listed, query
    hydrated: Any = clockify("GET", f"projects/{stand['id']}?hydrated=true").json
    assert hydrated["client"] == fair
    answer = clockify("POST", "projects", {"name": "X", "clientId": "64a687e29ae1f428e7ebe303"})
    assert error(answer) == DENIED
    answer = clockify(
        "POST", "projects", {"name": "X", "clientId": "64a687e29ae1f428e7ebe303"}, by=bakery.olive
    )
    assert "clientId" in answer.headers["X-Timeclock-Notice"]


def test_an_entry_keeps_its_tags_and_is_found_by_them(clockify: Call, bakery: Bakery) -> None:
    night, fair = (made(clockify, bakery, "tags", name) for name in ("Night", "Fair"))
    body = {"start": text_of(ago(120)), "tagIds": [fair["id"], night["id"]]}
    begun = entry_in(clockify("POST", of(bakery.eli), body, by=bakery.maya), 201)
    assert begun["tagIds"] == [night["id"], fair["id"]]
    entry_in(clockify("POST", of(bakery.eli), {"type": "BREAK"}), 201)
    listed: Any = clockify("GET", f"{of(bakery.eli)}?tags={fair['id']}&hydrated=true").json
    (work,) = listed
    assert [each["name"] for each in work["tags"]] == ["Night", "Fair"]
    everything: Any = clockify("GET", of(bakery.eli)).json
    assert [each["tagIds"] for each in everything] == [[], [night["id"], fair["id"]]]
    other = made(clockify, bakery, "tags", "Other")
    assert clockify("GET", f"{of(bakery.eli)}?tags={other['id']}").json == []


def test_an_edit_sets_tags_or_leaves_them(clockify: Call, bakery: Bakery) -> None:
    night = made(clockify, bakery, "tags", "Night")["id"]
    body = {"start": text_of(ago(120)), "end": text_of(ago(60)), "tagIds": [night]}
    done = entry_in(clockify("POST", of(bakery.eli), body, by=bakery.maya), 201)
    path = f"time-entries/{done['id']}"
    for change, tags in (
        ({"description": "Rye"}, [night]),
        ({"description": "Rye", "tagIds": []}, []),
        ({"description": "Rye", "tagIds": [night]}, [night]),
        ({"description": "Rye", "tagIds": None}, []),
    ):
        assert entry_in(clockify("PUT", path, change, by=bakery.maya))["tagIds"] == tags, change
    running = entry_in(clockify("POST", of(bakery.eli), {}), 201)
    path = f"time-entries/{running['id']}"
    assert entry_in(clockify("PUT", path, {"tagIds": [night]}))["tagIds"] == [night]


def test_a_tag_of_this_server_has_to_exist_and_one_of_another_is_named(
    clockify: Call, bakery: Bakery
) -> None:
    gone = (400, "Tag doesn't belong to Workspace", 501)
    assert error(clockify("POST", of(bakery.eli), {"tagIds": [hex24(IdKind.TAG, 99)]})) == gone
    answer = clockify("POST", of(bakery.eli), {"tagIds": ["64a687e29ae1f428e7ebe303"]})
    assert entry_in(answer, 201)["tagIds"] == []
    assert "tagIds" in answer.headers["X-Timeclock-Notice"]
