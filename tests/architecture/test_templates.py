"""What holds for every template: it compiles, does nothing inline, and its forms are guarded."""

import re
from html.parser import HTMLParser

import pytest
from flask import Flask

from timeclock.config import ROOT

FOLDER = ROOT / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html"))
SOURCES = {name: (FOLDER / name).read_text() for name in NAMES}
PARTIALS = [name for name in NAMES if name.rpartition("/")[2].startswith("_")]
COMMENT = re.compile(r"\{#.*?#\}", re.DOTALL)
WIDTH = re.compile(r"\{% block width %\}\w*\{% endblock %\}")
BLOCK, VALUE = re.compile(r"\{%.*?%\}", re.DOTALL), re.compile(r"\{\{.*?\}\}", re.DOTALL)
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
VOID = {"input", "link", "meta", "br", "img", "hr", "wbr"}
CODE = {"code", "kbd", "pre", "textarea"}
# These carry everything that the form before them carried.
SENT_AGAIN = {"errors/page.html", "signing_in/unsent.html"}
SPOKEN = {"aria-label", "aria-description", "alt", "placeholder", "title"}


def html_of(name: str) -> str:
    """The markup alone, with every branch of it; a value leaves a mark that is no letter."""
    return VALUE.sub(" · ", BLOCK.sub(" ", WIDTH.sub("", COMMENT.sub("", SOURCES[name]))))


class Reading(HTMLParser):
    """The elements on the outside, every element, and the words that stand there for all to see."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.roots: list[tuple[str, dict[str, str | None]]] = []
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.words: list[str] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert self._open == [], f"left open: {self._open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if not self._open:
            self.roots.append((tag, dict(attrs)))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self._open.pop()

    def handle_endtag(self, tag: str) -> None:
        assert self._open, f"</{tag}> closes nothing"
        assert self._open.pop() == tag, f"</{tag}> closes something else"

    def handle_data(self, data: str) -> None:
        if not CODE & set(self._open):
            self.words += re.findall(r"[A-Za-z]{2,}", data)


@pytest.mark.databases("sqlite")
def test_every_template_compiles(app: Flask) -> None:
    assert NAMES
    for name in NAMES:
        app.jinja_env.get_template(name)


def test_every_template_is_used() -> None:
    python = "".join(path.read_text() for path in (ROOT / "timeclock").rglob("*.py"))
    everything = python + "".join(SOURCES.values())
    assert [name for name in NAMES if f'"{name}"' not in everything] == []


@pytest.mark.parametrize("name", NAMES)
def test_a_line_has_at_most_120_characters(name: str) -> None:
    assert [line for line in SOURCES[name].splitlines() if len(line) > 120] == []


@pytest.mark.parametrize("name", NAMES)
def test_tags_close_in_the_file_that_opens_them(name: str) -> None:
    Reading(html_of(name))


@pytest.mark.parametrize("name", PARTIALS)
def test_a_partial_is_one_element_with_an_id(name: str) -> None:
    roots = Reading(html_of(name)).roots
    assert len(roots) == 1, [tag for tag, _ in roots]
    assert roots[0][1].get("id"), roots[0]


@pytest.mark.parametrize("name", NAMES)
def test_nothing_runs_or_is_styled_inline(name: str) -> None:
    assert "<style" not in SOURCES[name]
    for tag, attributes in Reading(html_of(name)).elements:
        assert tag != "script" or "src" in attributes
        code = [a for a in attributes if a == "style" or a.startswith(("on", "hx-on"))]
        assert code == [], f"{tag} {code}"
        assert not any((value or "").startswith("javascript:") for value in attributes.values())


@pytest.mark.parametrize("name", NAMES)
def test_everything_is_escaped(name: str) -> None:
    found = re.search(r"\|\s*(safe|forceescape)\b|autoescape|\bMarkup\b", SOURCES[name])
    assert found is None, found


@pytest.mark.parametrize("name", [name for name in NAMES if name not in SENT_AGAIN])
def test_a_form_that_changes_something_carries_its_hidden_fields(name: str) -> None:
    source = COMMENT.sub("", SOURCES[name])
    # An address in an attribute is Jinja's and may hold a `>`; the end of the tag is not that one.
    plain = re.sub(r"\{\{(?!\s*hidden\().*?\}\}|\{%.*?%\}", "·", source, flags=re.DOTALL)
    forms = FORM.findall(plain)
    assert len(forms) == plain.count("<form")
    for attributes, inside in forms:
        method = re.search(r'method="(\w+)"', attributes)
        assert method, f"a form says how it is sent: {attributes}"
        assert method[1] in ("get", "post")
        assert method[1] == "get" or "{{ hidden(" in inside, attributes
    assert plain.count("hx-post") == sum("hx-post" in attributes for attributes, _ in forms)


@pytest.mark.parametrize("name", NAMES)
def test_what_can_be_read_is_translated(name: str) -> None:
    reading = Reading(html_of(name))
    spoken = [
        value
        for _, given in reading.elements
        for a, value in given.items()
        if a in SPOKEN and value
    ]
    said = reading.words + [word for value in spoken for word in re.findall("[A-Za-z]{2,}", value)]
    assert set(said) <= {"Timeclock"}
