"""Opening another time clock."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.clocks.queries import break_kinds, clocks

pytestmark = pytest.mark.databases("sqlite")

ADD = "/admin/clocks/add"
BARN = {
    "name": "Barn",
    "zone": "Europe/Lisbon",
    "hours": "10",
    "minutes": "30",
    "break_limit_minutes": "45",
}


def test_it_opens_with_its_rules_and_one_unpaid_break(
    app: Flask, cast: Cast, edda: Browser
) -> None:
    answer = edda.post(ADD, **BARN, job_required="y")
    page = words(edda.client.get(answer.location).text)
    assert "Barn is open. Assign the people who clock in there." in page
    with app.app_context():
        barn = next(each for each in clocks(cast.workspace_id) if each.name == "Barn")
        assert (barn.zone, barn.limit_minutes, barn.job_required) == ("Europe/Lisbon", 630, True)
        assert barn.break_limit_minutes == 45
        kinds = [(kind.name, kind.paid) for kind in break_kinds(cast.workspace_id, barn.id)]
        assert kinds == [("Break", False)]


def test_the_companys_zone_is_chosen_to_begin_with(edda: Browser) -> None:
    assert '<option selected value="Europe/Berlin">' in edda.client.get(ADD).text


def test_sending_the_form_again_opens_no_second_one(app: Flask, cast: Cast, edda: Browser) -> None:
    form = edda.fill(**BARN)
    assert [edda.client.post(ADD, data=form).status_code for _ in range(2)] == [303, 303]
    with app.app_context():
        assert [each.name for each in clocks(cast.workspace_id)].count("Barn") == 1


@pytest.mark.parametrize(
    ("wrong", "field", "sentence"),
    [
        ({"name": ""}, "name", "Name: Enter the place or team."),
        ({"zone": "Mars/Phobos"}, "zone", "Time zone: Not a valid choice."),
        ({"zone": "Factory"}, "zone", "Time zone: Not a valid choice."),
        ({"hours": "0", "minutes": "30"}, "hours", "Enter 1 hour to 7 days."),
        ({"hours": "168", "minutes": "1"}, "hours", "Enter 1 hour to 7 days."),
        ({"hours": "999"}, "hours", "Enter 1 hour to 7 days."),
        ({"hours": ""}, "hours", "Enter 1 hour to 7 days."),
        ({"hours": "1_0"}, "hours", "Not a valid integer value."),
        ({"hours": "١٤"}, "hours", "Not a valid integer value."),
        ({"hours": "9" * 5000}, "hours", "Not a valid integer value."),
        ({"minutes": "60"}, "minutes", "Enter 0 to 59 minutes."),
        ({"break_limit_minutes": "4"}, "break_limit_minutes", "Enter 5 to 480 minutes."),
        ({"break_limit_minutes": "481"}, "break_limit_minutes", "Enter 5 to 480 minutes."),
        ({"break_limit_minutes": ""}, "break_limit_minutes", "Enter 5 to 480 minutes."),
        ({"break_limit_minutes": "ten"}, "break_limit_minutes", "Not a valid integer value."),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_the_rest_kept(
    edda: Browser, wrong: dict[str, str], field: str, sentence: str
) -> None:
    answer = edda.post(ADD, **(BARN | wrong))
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert sentence in words(answer.text)
    kept = "Barn" if "name" not in wrong else 'value="10"'
    assert kept in answer.text


def test_a_manager_sees_none_of_it(
    cast: Cast, client_of: Callable[[CastMember], FlaskClient]
) -> None:
    maya = client_of(cast.maya)
    assert maya.get("/admin/clocks").status_code == 403
    assert maya.get(f"/admin/clocks/{cast.shop}").status_code == 403
