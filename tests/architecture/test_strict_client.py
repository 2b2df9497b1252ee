"""The client of the tests sees each fault that it is there for, and none in sound HTML."""

import pytest
from flask import Flask

from tests.fixtures.strict_client import StrictClient, with_tags_on_one_line

SOUND = """<!doctype html><html lang="en"><head><script src="/static/htmx.js"></script></head><body>
<form><label for="name">Name</label><input id="name" name="name">
<label>Note <textarea name="note"></textarea></label>
<select name="job" aria-label="Job"><option>Door</option></select>
<input type="hidden" name="csrf_token" value="x"><button>Clock in</button></form>
<script type="application/json">{"a": 1}</script></body></html>"""


@pytest.fixture
def site() -> Flask:
    """Answers each address with the HTML that the test puts there."""
    app = Flask(__name__, static_folder=None)
    app.test_client_class = StrictClient
    pages = app.extensions["pages"] = {}
    app.add_url_rule("/<name>", "page", lambda name: pages[name])
    app.add_url_rule(
        "/static/<name>",
        "sprite",
        lambda name: app.response_class(
            '<svg><symbol id="people"></symbol></svg>', mimetype="image/svg+xml"
        ),
    )
    return app


def test_sound_html_passes(site: Flask) -> None:
    site.extensions["pages"]["sound"] = SOUND
    assert site.test_client().get("/sound").status_code == 200


def test_an_icon_of_the_sprite_passes(site: Flask) -> None:
    site.extensions["pages"]["icon"] = '<svg><use href="/static/icons.1.svg#people"/></svg>'
    assert site.test_client().get("/icon").status_code == 200


@pytest.mark.parametrize(
    ("html", "fault"),
    [
        ('<p id="panel"></p><p id="panel"></p>', "id panel appears twice"),
        ('<input name="note">', "input note has no label"),
        ('<label for="other">Note</label><input id="note" name="note">', "input note has no label"),
        ('<label>Note</label><textarea name="note"></textarea>', "textarea note has no label"),
        ('<select name="job"></select>', "select job has no label"),
        ("<script>start()</script>", "inline script"),
        ("<style>p{}</style>", "inline style"),
        ('<p style="color:red">', "p has the inline attribute style"),
        ('<button onclick="go()">Go</button>', "button has the inline attribute onclick"),
        ('<a href=" JavaScript:go()">Go</a>', "a has a javascript: address"),
        ('<svg><use href="/static/icons.1.svg#lock"/></svg>', "no icon lock in the sprite"),
    ],
)
def test_a_fault_fails_the_test_that_visits_the_page(site: Flask, html: str, fault: str) -> None:
    site.extensions["pages"]["broken"] = html
    with pytest.raises(AssertionError, match=f"/broken: {fault}"):
        site.test_client().get("/broken")


def test_what_is_no_html_is_left_alone(site: Flask) -> None:
    site.extensions["pages"]["json"] = {"style": "<style>"}
    assert site.test_client().get("/json").json == {"style": "<style>"}


def test_a_tag_is_on_one_line_and_its_text_is_as_it_was() -> None:
    broken = '<input type="text"\n       name="note"\n       required >\n <p>One\n two</p>'
    assert with_tags_on_one_line(broken) == (
        '<input type="text" name="note" required>\n <p>One\n two</p>'
    )
