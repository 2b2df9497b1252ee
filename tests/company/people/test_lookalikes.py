"""Names that look alike are marked where people are added and listed."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.people.lookalikes import lookalikes, skeleton
from timeclock.company.people.membership import add_member, update_member
from timeclock.company.people.queries import people_alike
from timeclock.worktime.shifts.leaving import deactivate_member

ALIKE = [
    "Еlі Еngеl",
    "ELI ENGEL",
    "EIi EngeI",
    "Élí Engel",
    "Ｅｌｉ Engel",
    "Eli  Engel",
    "Eli\u200b Engel",
    "E1i-Engel",
    "Ελι Engel".replace("λ", "l"),
]


@pytest.mark.parametrize("name", ALIKE)
def test_a_name_that_reads_the_same_has_the_same_skeleton(name: str) -> None:
    assert skeleton(name) == skeleton("Eli Engel")


@pytest.mark.parametrize(
    ("one", "other"),
    [("Anna", "Ana"), ("Tom", "Tim"), ("李", "王"), ("Ali", "Eli"), ("🥐", "🥖"), ("Шура", "Щура")],
)
def test_other_names_are_not_marked(one: str, other: str) -> None:
    assert lookalikes({1: one, 2: other}) == {}


def test_only_people_of_the_same_company_are_compared(app: Flask, cast: Cast) -> None:
    with app.app_context():
        add_member(cast.nora.actor, email="eli@2.example", name="Еli Engel")
        assert people_alike(cast.workspace_id) == {}
        twin = add_member(cast.olive.actor, email="twin@1.example", name="Еli Engel").member_id
        found = people_alike(cast.workspace_id)
        assert [each.id for each in found[twin]] == [cast.eli.member_id]
        assert [each.id for each in found[cast.eli.member_id]] == [twin]
        update_member(cast.olive.actor, member_id=twin, name="Another Name")
        assert people_alike(cast.workspace_id) == {}
        update_member(cast.olive.actor, member_id=twin, name="Еli Engel")
        deactivate_member(cast.olive.actor, member_id=twin)
        assert people_alike(cast.workspace_id) == {}


@pytest.mark.databases("sqlite")
def test_the_pages_say_so_where_someone_is_added_and_listed(
    cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    olive = browser_of(cast.olive)
    assert "Looks like" not in olive.client.get("/admin/people").text
    answer = olive.post(
        "/admin/people/add", name="Еli Engel", email="twin@1.example", role="employee"
    )
    assert "This name looks like another one" in answer.text
    assert f"/admin/people/{cast.eli.member_id}" in answer.text
    assert olive.client.get("/admin/people").text.count("Looks like another name") == 2
    plain = olive.post("/admin/people/add", name="Zoe", email="zoe@1.example", role="employee")
    assert "looks like" not in plain.text


@pytest.mark.databases("sqlite")
def test_the_terminal_says_so_too(app: Flask, cast: Cast) -> None:
    words = ["members", "add", "--workspace=1", "--email=t@1.example", "--name=Еli Engel"]
    said = app.test_cli_runner().invoke(args=[*words, "--role=employee"]).stdout
    assert "The name looks like another one: Eli Engel." in said
    rows = app.test_cli_runner().invoke(args=["members", "list", "--workspace=1"]).stdout
    assert rows.count("looks like another name") == 2
