"""All pages in a made-up language: stretched, from right to left, in other letters."""

import re
from collections.abc import Iterator
from datetime import date
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.architecture.conftest import Stage
from tests.architecture.routes import PAGES
from tests.fixtures.catalogue import made_up
from timeclock.errors import SettingsError
from timeclock.ledger.verification import ChainCheck
from timeclock.operations.upgrading import NotReady
from timeclock.outgoing.exports.hours import hours_tables
from timeclock.outgoing.exports.punches import PUNCHES
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.tables import LEDGER
from timeclock.storage.transactions import db
from timeclock.timekeeping import zone_names
from timeclock.worktime.timesheets.reading.basis import read_basis

pytestmark = pytest.mark.databases("sqlite")

ISOLATED = re.compile("\u2068[^\u2069]*\u2069")
LATIN, HEBREW = re.compile("[A-Za-z]{2}"), re.compile("[\u0590-\u05ff]")
# Names, addresses and identifiers, which are the same in every language.
NAMES = (
    "Timeclock|Connecteam|Clockify|awork|WebWork|Lindner Bakery|Nordic Mills|Shop Kreuzberg|Yard"
    "|Counter|Break|Script|Pay|Edda Ernst|Eli Engel|Greta Gone|Ida Iden|Maya Meyer|Newly Hired"
    "|Fair|Olive Owens|Otto Ott|Petra Paul|Left|Side gate|Lanyard|The shop was closed\\."
)
# Laws are cited as their country does.
LAWS = (
    r"FLSA, 29 USC [\d(a)]+|California Labor Code § [\d(a)]+|ArbZG § [\d()]+"
    r"|Directive 2003/88/EC, art\. [\d(b)]+(?: and [\d(b)]+)?"
    r"|Estatuto de los Trabajadores, art\. [\d.]+"
)
DATA = re.compile(
    rf"{LAWS}"
    rf"|\b(?:{NAMES})\b|The shop was closed\.|<u class=.*</u>|[\w.]+@[\w.]+|https?://\S*|curl .*"
    r"|\b[a-z_]+\.[a-z_]+\b|Werkzeug/[\d.]+|CES?T\b|\b(?:EE|MM|OO|PP)\b"
)
# Symbols of units, as the standard of units has them.
UNITS = re.compile(r"\b(?:h|min|s)\b")
READ_BY_PROGRAMMERS = ("/api/docs",)
SKIPPED = ("script", "style", "code", "pre")


class PageText(HTMLParser):
    """The texts of a page that a person sees or hears, and the direction of the page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.texts: list[str] = []
        self.is_whole = False
        self.direction: str | None = None
        self._skipped = 0
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._skipped += tag in SKIPPED
        given = dict(attrs)
        if tag == "html":
            self.is_whole = True
            self.direction = given.get("dir")
        spoken = ("aria-label", "title", "placeholder", "alt")
        self.texts += [value for name in spoken if (value := given.get(name))]

    def handle_endtag(self, tag: str) -> None:
        self._skipped -= tag in SKIPPED

    def handle_data(self, data: str) -> None:
        if not self._skipped and data.strip():
            self.texts.append(" ".join(data.split()))


def pages(stage: Stage, who: str) -> Iterator[tuple[str, PageText]]:
    """Each page that this person may read."""
    for route in PAGES:
        if route.method == "GET" and not route.rule.startswith(READ_BY_PROGRAMMERS):
            for names, column, status in route.cells():
                if column == who and status == 200:
                    answer = stage.send(route, names, who)
                    if answer.mimetype == "text/html":
                        yield f"{route.rule} ({names})", PageText(answer.text)


def untranslated(text: str) -> bool:
    """Whether Latin letters are left that are no data."""
    if text in zone_names():
        return False
    return LATIN.search(UNITS.sub("", DATA.sub("", ISOLATED.sub("", text)))) is not None


def is_mixed(text: str) -> bool:
    """Whether a name touches words of the other direction without a direction of its own."""
    bare = UNITS.sub("", re.sub(r"· Timeclock$|\bCES?T\b", "", ISOLATED.sub("", text)))
    return bool(HEBREW.search(bare) and LATIN.search(bare))


@pytest.mark.parametrize("who", ["nobody", "eli", "maya", "olive"])
def test_every_page_is_translated_and_turned_around(
    stage: Stage, made_up_app: Flask, who: str
) -> None:
    seen = 0
    wrong: set[tuple[str, str]] = set()
    for page, reader in pages(stage, who):
        seen += 1
        assert reader.direction == ("rtl" if reader.is_whole else None), page
        wrong |= {(page, text) for text in reader.texts if untranslated(text) or is_mixed(text)}
    assert seen > (2 if who == "nobody" else 10)
    assert sorted(wrong) == []


def test_exports_are_translated(stage: Stage, made_up_app: Flask) -> None:
    first = date(2026, 3, 2)
    question = ExportQuestion(What.TIMESHEETS, first, first, FileFormat.CSV)
    with made_up_app.app_context():
        basis = read_basis(db.session.connection(), stage.workspace_id)
        tables = (*hours_tables(question, basis), PUNCHES, LEDGER)
        titles = [table.title for table in tables]
        titles += [column.title for table in tables for column in table.columns]
    assert len(titles) > 40
    assert [title for title in titles if untranslated(title)] == []


def test_what_a_verification_and_a_start_say_is_translated(made_up_app: Flask) -> None:
    check = ChainCheck(1, "c0ffee", 5, None)
    check.finish()
    row = SimpleNamespace(position=1, body="{", link=b"", actor_id=None, content=None, salt=None)
    assert check.read(row) is None
    with made_up_app.app_context():
        sentences = [
            *map(str, check.faults),
            NotReady(
                "The database is not up to date. Run: .venv/bin/flask --app app database upgrade"
            ).sentence,
        ]
        refused = SettingsError("%(name)s has to be allow or refuse.", name="TIMECLOCK_X").sentence
    assert len(sentences) == 4
    assert [each for each in (*sentences, refused) if untranslated(each)] == []


def test_english_pages_go_from_left_to_right(stage: Stage) -> None:
    for _page, reader in pages(stage, "eli"):
        assert reader.direction is None


@pytest.mark.parametrize(
    "text", ["Clocked in", "Clocked in since 08:00", made_up("Out") + " Clocked in", "8 hours"]
)
def test_untranslated_text_is_found(text: str) -> None:
    assert untranslated(text)


@pytest.mark.parametrize(
    "text", [made_up("Clocked in"), "Eli Engel", "8 h 00 min", "Europe/Berlin", "eli@1.example"]
)
def test_data_is_not(text: str) -> None:
    assert not untranslated(text)


def test_a_name_without_its_own_direction_is_found() -> None:
    assert is_mixed(f"Eli Engel, {made_up('Out')}")
    assert not is_mixed(f"\u2068Eli Engel\u2069, {made_up('Out')}")
