"""An author of a script reads what there is to call, without an account and without scripts."""

import re
from collections.abc import Callable
from html import unescape

import pytest
from flask.testing import FlaskClient

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.web.scripts.reference import ValueKind, kind

pytestmark = pytest.mark.databases("sqlite")
DOORS = {"clockify": "Clockify", "connecteam": "Connecteam", "awork": "awork", "webwork": "WebWork"}


@pytest.mark.parametrize("name", ["", *DOORS])
def test_a_page_has_every_call_of_its_document_with_both_samples(
    client: FlaskClient, name: str
) -> None:
    page = unescape(client.get(f"/api/docs/{name}".rstrip("/")).text)
    calls = " ".join(page.split())
    document = client.get(f"/api/openapi/{name}.json" if name else "/api/openapi.json").json
    assert document is not None
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            assert f'<span class="api-method">{method.upper()}</span> <code>{path}</code>' in calls
            for sample in said["x-codeSamples"]:
                assert sample["source"] in page
    for thing in document["components"]["schemas"]:
        assert f'id="object-{thing}"' in page


def test_every_link_within_the_page_leads_somewhere(client: FlaskClient) -> None:
    page = client.get("/api/docs").text
    wanted = set(re.findall(r'href="#([^"]+)"', page))
    assert len(wanted) > 50
    assert wanted <= set(re.findall(r'id="([^"]+)"', page))


def test_what_is_written_once_is_the_same_for_everyone(
    client: FlaskClient, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    def calls(page: str) -> list[str]:
        return re.findall(r'<details class="api-call".*?</details>', page, re.DOTALL)

    hers = browser_of(cast.edda).client.get("/api/docs").text
    anyones = client.get("/api/docs").text
    assert "Edda" in hers
    assert "Edda" not in anyones
    assert len(calls(hers)) > 50
    assert calls(hers) == calls(anyones) == calls(client.get("/api/docs").text)


def test_the_pages_lead_to_each_other_and_to_the_documents(client: FlaskClient) -> None:
    page = client.get("/api/docs").text
    for name, said in DOORS.items():
        assert f'href="/api/docs/{name}">{said}</a>' in page
    assert 'href="/api/openapi.json"' in page
    assert 'href="/api/openapi/clockify.json"' in client.get("/api/docs/clockify").text


def test_a_document_is_sent_once_to_anyone_who_keeps_it(client: FlaskClient) -> None:
    first = client.get("/api/openapi.json")
    again = client.get("/api/openapi.json", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")


@pytest.mark.parametrize("path", ["/api/docs/nobody", "/api/openapi/nobody.json"])
def test_there_is_no_other_door(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("schema", "words"),
    [
        ({"type": "integer", "minimum": 1}, "whole number from 1"),
        ({"type": "string", "format": "date-time"}, "text, date-time"),
        ({"type": "string", "maxLength": 200}, "text at most 200 characters"),
        ({"anyOf": [{"type": "string"}, {"type": "null"}]}, "text or null"),
        ({"type": "array", "items": {"type": "boolean"}}, "list of true or false"),
        ({"const": "REGULAR"}, "“REGULAR”"),
        ({"enum": ["a", "b"]}, "one of a, b"),
    ],
)
def test_schemas_in_words(schema: dict[str, object], words: str) -> None:
    assert kind(schema) == ValueKind(words)


def test_objects_are_named() -> None:
    found = kind({"type": "array", "items": {"$ref": "#/components/schemas/Shift"}})
    assert found == ValueKind("list of Shift", ("Shift",))


def test_a_vendors_document_names_its_base_urls(client: FlaskClient) -> None:
    for name, path in (("clockify", "/api/v1"), ("awork", "/api/v1"), ("", "/api/timeclock/v1")):
        page = client.get(f"/api/docs/{name}" if name else "/api/docs").text
        assert re.search(rf'<code class="whole-line">https?://[^/<]*{path}</code>', page), name
