"""What an owner sets for the whole company."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.workspaces.models import Workspace
from timeclock.company.workspaces.queries import workspace

pytestmark = pytest.mark.databases("sqlite")

PATH = "/admin/workspace"
SETTINGS = {
    "name": "Lindner & Daughters",
    "zone": "Europe/Lisbon",
    "tolerance": "5",
    "location_on": "y",
}


@pytest.fixture
def olive(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.olive)


@pytest.fixture
def kept(app: Flask, cast: Cast) -> Callable[[], Workspace]:
    """Reads what is set now."""

    def read() -> Workspace:
        with app.app_context():
            found = workspace(cast.workspace_id)
            assert found
            return found

    return read


def test_the_page_shows_what_is_set(olive: Browser) -> None:
    page = olive.client.get(PATH).text
    assert 'value="Lindner Bakery"' in page
    assert '<option selected value="Europe/Berlin">' in page
    assert 'value="2"' in page
    assert "checked" not in page


def test_saving_changes_all_of_it_and_says_so(
    olive: Browser, kept: Callable[[], Workspace]
) -> None:
    answer = olive.post(PATH, **SETTINGS)
    assert (answer.status_code, answer.location) == (303, PATH)
    assert "Saved." in olive.client.get(PATH).text
    found = kept()
    assert (found.name, found.zone) == ("Lindner & Daughters", "Europe/Lisbon")
    assert found.tolerance == 5 * 60
    assert found.location_on


def test_the_new_name_is_on_every_page_at_once(olive: Browser) -> None:
    olive.post(PATH, **SETTINGS)
    assert "Lindner &amp; Daughters" in olive.client.get("/").text


def test_a_switch_that_is_not_sent_is_off(olive: Browser, kept: Callable[[], Workspace]) -> None:
    olive.post(PATH, **SETTINGS)
    olive.post(PATH, **{name: v for name, v in SETTINGS.items() if name != "location_on"})
    assert not kept().location_on


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("name", "", "Enter the company"),
        ("name", "x" * 201, "Field cannot be longer than 200 characters."),
        ("zone", "Mars/Phobos", "Not a valid choice."),
        ("tolerance", "61", "Enter 0 to 60 minutes."),
        ("tolerance", "-1", "Not a valid integer value."),
        ("tolerance", "1_0", "Not a valid integer value."),
        ("tolerance", "", "Enter 0 to 60 minutes."),
    ],
)
def test_a_wrong_answer_is_shown_at_its_field_and_nothing_is_saved(
    olive: Browser, kept: Callable[[], Workspace], field: str, value: str, sentence: str
) -> None:
    answer = olive.post(PATH, **(SETTINGS | {field: value}))
    assert answer.status_code == 422
    assert f'<a href="#{field}">' in answer.text
    assert sentence in answer.text
    assert kept().name == "Lindner Bakery"


def test_another_company_keeps_its_own(
    app: Flask, cast: Cast, olive: Browser, kept: Callable[[], Workspace]
) -> None:
    olive.post(PATH, **SETTINGS)
    with app.app_context():
        other = workspace(cast.other_workspace_id)
    assert other
    assert other.name == "Nordic Mills"
