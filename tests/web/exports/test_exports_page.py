"""Edda asks for files of hours on the pages, with no scripts at all."""

import re
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from tests.outgoing.exports.scenes import PATIENCE, csv_rows, pdf_text, xlsx_rows
from timeclock.ledger.recording import history_at
from timeclock.outgoing.exports.models import Export
from timeclock.outgoing.exports.ordering import order
from timeclock.outgoing.exports.places import AT_ONCE, WAITING, Places
from timeclock.outgoing.exports.queries import exports
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.worktime.shifts.punching import clock_in, clock_out

pytestmark = pytest.mark.databases("sqlite")

MARCH = {"what": "timesheets", "first": "2026-03-01", "last": "2026-03-31", "format": "csv"}
NOON = datetime(2026, 3, 18, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def march() -> Iterator[None]:
    """Wednesday, 18 March 2026."""
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def edda(app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    """Signed in; Eli has worked from 9 to 17 on the Monday of the week before."""
    with app.app_context():
        with history_at(datetime(2026, 3, 9, 8, tzinfo=UTC)):
            clock_in(cast.eli.actor, clock_id=cast.shop, job_id=cast.job)
        with history_at(datetime(2026, 3, 9, 16, tzinfo=UTC)):
            clock_out(cast.eli.actor)
    return browser_of(cast.edda)


def ordered(app: Flask, cast: Cast) -> list[Export]:
    with app.app_context():
        return list(exports(cast.workspace_id))


def file_of(edda: Browser, **form: object) -> bytes:
    """What comes of a form, through the page that it leads to."""
    answer = edda.post("/exports", **(MARCH | form))
    assert answer.status_code == 303, words(answer.text)
    return downloaded(edda, answer.location).data


def downloaded(edda: Browser, page: str) -> TestResponse:
    """What the button leads to, at once or by way of the page that waits."""
    answer = edda.post(f"{page}/file")
    until = time.monotonic() + PATIENCE
    while answer.status_code == 303:
        assert time.monotonic() < until, words(edda.client.get(page).text)
        time.sleep(0.05)
        if "/made" in edda.client.get(answer.location).text:
            answer = edda.client.get(f"{page}/made")
    assert answer.status_code == 200
    return answer


def test_the_last_period_that_is_over_is_filled_in(edda: Browser) -> None:
    page = edda.client.get("/exports").text
    assert re.search(r'name="first"[^>]*value="2026-03-09"', page)
    assert re.search(r'name="last"[^>]*value="2026-03-15"', page)
    assert "/exports?first=2026-01-01&amp;last=2026-03-18" in page


def test_the_address_can_name_other_days(edda: Browser) -> None:
    page = edda.client.get("/exports?first=2025-01-01&last=2025-12-31").text
    assert re.search(r'name="first"[^>]*value="2025-01-01"', page)


@pytest.mark.parametrize("form", FileFormat)
def test_a_form_leads_to_a_page_whose_button_is_the_file(edda: Browser, form: FileFormat) -> None:
    content = file_of(edda, format=form.value)
    if form is FileFormat.CSV:
        assert [row["Name"] for row in csv_rows(content)] == ["Eli Engel"]
    elif form is FileFormat.XLSX:
        assert xlsx_rows(content, "Timesheets")[0]["Worked (s)"] == 8 * 3600
    else:
        assert "Eli Engel" in pdf_text(content)


def test_the_file_has_a_name_and_is_saved_not_shown(edda: Browser) -> None:
    page = edda.post("/exports", **MARCH).location
    answer = downloaded(edda, page)
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=timesheets-2026-03-01-2026-03-31.csv"
    )
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.content_type == "text/csv; charset=utf-8"


def test_what_was_chosen_is_asked_for(app: Flask, cast: Cast, edda: Browser) -> None:
    chosen = {"people": cast.eli.member_id, "clocks": cast.shop, "jobs": cast.job}
    edda.post("/exports", **MARCH, **chosen)
    (found,) = ordered(app, cast)
    assert ExportQuestion.from_json(found.question) == ExportQuestion(
        What.TIMESHEETS,
        date(2026, 3, 1),
        date(2026, 3, 31),
        FileFormat.CSV,
        (cast.eli.member_id,),
        (cast.shop,),
        (cast.job,),
    )
    page = words(edda.client.get(f"/exports/{found.id}").text)
    assert "People Eli Engel Time clocks Shop Kreuzberg Jobs Counter" in page
    assert "Requested by Edda Ernst, 18 March 2026, 13:00" in page
    assert found.heads in page


def test_sending_the_form_again_is_the_same_file(app: Flask, cast: Cast, edda: Browser) -> None:
    form = edda.fill(**MARCH)
    pages = {edda.client.post("/exports", data=form).location for _ in range(2)}
    assert len(pages) == 1
    assert len(ordered(app, cast)) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"first": ""}, "From: Enter the first day."),
        ({"first": "2026-02-30"}, "From: Not a valid date value."),
        ({"first": "2026-04-01"}, "To: The last day is before the first."),
        ({"last": "2027-03-02"}, "To: Choose at most one year."),
        ({"first": "1999-12-31", "last": "2000-01-01"}, "From: Enter a day in the years 2000"),
        ({"what": "everything"}, "What: Not a valid choice."),
        ({"format": "exe"}, "Format: Not a valid choice."),
        ({"people": "999999"}, "People: &#39;999999&#39; is not a valid choice"),
        ({"clocks": "x"}, "Time clocks:"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_asked_for(
    app: Flask, cast: Cast, edda: Browser, wrong: dict[str, str], sentence: str
) -> None:
    answer = edda.post("/exports", **(MARCH | wrong))
    assert answer.status_code == 422
    assert sentence in answer.text
    assert ordered(app, cast) == []


def test_someone_of_another_company_is_no_choice(app: Flask, cast: Cast, edda: Browser) -> None:
    answer = edda.post("/exports", **MARCH, people=cast.nora.member_id)
    assert answer.status_code == 422
    assert ordered(app, cast) == []


def test_how_far_it_is_can_be_seen(app: Flask, cast: Cast, edda: Browser) -> None:
    page = edda.post("/exports", **MARCH).location
    fresh = edda.client.get(page).text
    assert "The file covers 5 people. It is created when you download it." in words(fresh)
    assert "submit from:body" in fresh
    asked = edda.client.get(f"{page}/progress").text
    assert "0 of 5 people written" in words(asked)
    assert 'hx-trigger="every 2s"' in asked
    assert downloaded(edda, page).data
    done = edda.client.get(f"{page}/progress").text
    assert "Downloaded, with the hours of 5 people." in words(done)
    assert "every 2s" not in done


def test_the_page_waits_for_other_exports_and_then_fetches_the_file(
    app: Flask, edda: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeclock.web.exports.page._PATIENCE", 0.0)
    page = edda.post("/exports", **MARCH).location
    places = Places(Path(app.instance_path))
    others = [places.add(f"other-{number}", queue=False) for number in range(AT_ONCE)]
    answer = edda.post(f"{page}/file")
    assert (answer.status_code, answer.location) == (303, f"{page}?begun=1")
    waiting = edda.client.get(answer.location).text
    assert "Other exports are under way." in words(waiting)
    assert f'<meta http-equiv="refresh" content="2; url={page}?begun=1">' in waiting
    assert 'hx-trigger="every 2s"' in waiting
    for other in others:
        assert other is not None
        places.drop(other)
    until = time.monotonic() + PATIENCE
    while "HX-Redirect" not in (polled := edda.client.get(f"{page}/progress?begun=1")).headers:
        assert time.monotonic() < until, words(polled.text)
        time.sleep(0.05)
    made = polled.headers["HX-Redirect"]
    assert f'content="0; url={made}"' in edda.client.get(page).text
    assert edda.client.head(made).status_code == 303  # a link checker does not take the file away
    assert [row["Name"] for row in csv_rows(edda.client.get(made).data)] == ["Eli Engel"]
    gone = edda.client.get(made)
    assert "Downloaded, with the hours of 5 people." in words(edda.client.get(gone.location).text)


def test_more_than_can_wait_are_refused(app: Flask, edda: Browser) -> None:
    page = edda.post("/exports", **MARCH).location
    places = Places(Path(app.instance_path))
    others = [places.add(f"other-{number}", queue=True) for number in range(AT_ONCE + WAITING)]
    answer = edda.post(f"{page}/file")
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "10")
    assert "Other exports are under way. Try again in a moment." in words(answer.text)
    for other in others:
        assert other is not None
        places.drop(other)


def test_a_server_that_was_stopped_is_told_of(edda: Browser) -> None:
    page = edda.post("/exports", **MARCH).location
    for path in (f"{page}?begun=1", f"{page}/progress?begun=1"):
        shown = edda.client.get(path).text
        assert "The export was stopped before it was done. Ask for it again." in words(shown)
        assert "every 2s" not in shown
        assert "http-equiv" not in shown


def test_the_list_says_what_was_downloaded(edda: Browser) -> None:
    first = edda.post("/exports", **MARCH).location
    edda.post("/exports", **(MARCH | {"what": "punches", "format": "pdf"}))
    assert downloaded(edda, first).data
    page = words(edda.client.get("/exports").text)
    assert re.search(r"Punches, PDF, 1 to 31 March .{,60} Not downloaded", page)
    assert re.search(r"Timesheets, CSV, 1 to 31 March .{,60} Downloaded", page)


def test_before_the_first_file_the_page_says_so(edda: Browser) -> None:
    assert "No exports yet." in words(edda.client.get("/exports").text)


def test_the_operators_files_are_named_so(app: Flask, cast: Cast, edda: Browser) -> None:
    from_terminal = ExportQuestion(What.TOTALS, date(2026, 3, 1), date(2026, 3, 31), FileFormat.CSV)
    with app.app_context():
        export_id = order(cast.olive.actor.operator(cast.workspace_id), from_terminal)
    assert "Requested by the operator" in words(edda.client.get(f"/exports/{export_id}").text)


def test_a_get_is_no_file(edda: Browser) -> None:
    page = edda.post("/exports", **MARCH).location
    assert edda.client.get(f"{page}/file").status_code == 405


@pytest.mark.parametrize("who", ["eli", "maya"])
def test_who_sees_only_some_is_not_offered_it(
    cast: Cast, browser_of: Callable[[CastMember], Browser], who: str
) -> None:
    browser = browser_of(getattr(cast, who))
    assert browser.client.get("/exports").status_code == 403
    assert 'href="/exports"' not in browser.client.get("/").text


def test_figures_are_written_as_asked(edda: Browser) -> None:
    style = {"hours": "h_mm", "separator": "semicolon", "decimal_mark": "comma"}
    answer = edda.post("/exports", **(MARCH | style))
    shown = words(edda.client.get(answer.location).text)
    assert (
        "Hours and minutes (7:42); decimal mark: Comma (7,70); between values: Semicolon" in shown
    )
    (row,) = csv_rows(downloaded(edda, answer.location).data)
    assert row["Worked (h)"] == "8:00"
    assert row["In and out"] == "09:00\N{EN DASH}17:00"
