"""Every list of people, clocks and jobs has one order, and finds “Özil” by “Ozil”."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.scripts import Bakery, Script
from timeclock.authority.actor import Actor
from timeclock.company.clocks import directory as clock_directory
from timeclock.company.clocks import queries as clock_queries
from timeclock.company.clocks.assigning import assign
from timeclock.company.clocks.service import create_clock
from timeclock.company.jobs import directory as job_directory
from timeclock.company.jobs import queries as job_queries
from timeclock.company.jobs.service import add_job
from timeclock.company.people import queries as people_queries
from timeclock.company.people.membership import add_member
from timeclock.company.workspaces import queries as workspace_queries
from timeclock.company.workspaces.service import create_workspace
from timeclock.compat.ids import IdKind, hex24
from timeclock.paging import Window

ADDED = ("Zoe", "Özil", "ozols", "Ozan")
IN_ORDER = ["Ozan", "Özil", "ozols", "Zoe"]


@pytest.fixture
def named(app: Flask, bakery: Bakery) -> None:
    """Four people at the shop, four clocks and four jobs with these names."""
    with app.app_context():
        operator = Actor.operator(bakery.workspace_id)
        for number, name in enumerate(ADDED):
            added = add_member(operator, email=f"new{number}@bakery.example", name=name)
            assign(operator, clock_id=bakery.shop, member_id=added.member_id)
            create_clock(operator, name=name, zone="UTC")
            add_job(operator, name=name)


def ours(text: str) -> list[str]:
    """The names of the four in the order in which a text has them, each once."""
    return list(dict.fromkeys(re.findall("Zoe|Özil|ozols|Ozan", text)))


def test_every_query_by_name(app: Flask, bakery: Bakery, named: None) -> None:
    company = bakery.workspace_id
    with app.app_context():
        lists = {
            "people": [each.name for each, _ in people_queries.members(company)],
            "assigned": [
                each.name for _, each in clock_queries.assignments_of_clock(company, bakery.shop)
            ],
            "clocks": [each.name for each in clock_queries.clocks(company)],
            "jobs": [each.name for each in job_queries.jobs(company)],
        }
    assert {key: [n for n in names if n in ADDED] for key, names in lists.items()} == dict.fromkeys(
        lists, IN_ORDER
    )


def test_companies_and_a_persons_companies(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for number, name in enumerate(ADDED):
            opened = create_workspace(
                name=name,
                zone="UTC",
                owner_email=f"owner{number}@new.example",
                owner_name="Owner",
                owner_password="three quiet ovens",
            )
            add_member(Actor.operator(opened.workspace_id), email=cast.eli.email, name="Eli")
        every = [each.name for each in workspace_queries.workspaces()]
        of_eli = [each.workspace_name for each in people_queries.memberships(cast.eli.account_id)]
    assert [name for name in every if name in ADDED] == IN_ORDER
    assert [name for name in of_eli if name in ADDED] == IN_ORDER


def test_pages_of_a_list_join_without_gap(app: Flask, bakery: Bakery, named: None) -> None:
    company, wanted = bakery.workspace_id, job_directory.JobFilter(is_archived=False)
    with app.app_context():
        whole = [each.id for each in job_directory.look_up(company, wanted, Window(100))]
        parts = [
            [each.id for each in job_directory.look_up(company, wanted, Window(2, start))]
            for start in range(0, len(whole) + 2, 2)
        ]
        last_first = job_directory.look_up(company, wanted, Window(100), last_first=True)
        clocks = [each.id for each in clock_directory.look_up(company, Window(100))]
        half = [each.id for each in clock_directory.look_up(company, Window(3))]
        rest = [each.id for each in clock_directory.look_up(company, Window(100, 3))]
        assert [each.id for each in last_first] == whole[::-1]
    assert [each for part in parts for each in part] == whole
    assert half + rest == clocks


@pytest.mark.parametrize(
    "address", ["/admin/people", "/board", "/admin/clocks", "/admin/jobs", "/exports"]
)
def test_pages_list_by_name(
    cast: Cast, named: None, client_of: Callable[[CastMember], FlaskClient], address: str
) -> None:
    page = client_of(cast.olive).get(address, follow_redirects=True)
    assert page.status_code == 200
    assert ours(page.text) == IN_ORDER


@pytest.mark.parametrize("address", ["/admin/people?find=Ozil", "/board?find=OZIL"])
def test_pages_find_a_name_without_its_marks(
    cast: Cast, named: None, client_of: Callable[[CastMember], FlaskClient], address: str
) -> None:
    page = client_of(cast.olive).get(address).text
    people = page.split("<tbody", 1)[-1] if "people" in address else page.split('id="roll"')[1]
    assert ours(people) == ["Özil"]


def test_the_api_and_clockify_find_it_too(bakery: Bakery, script: Script, named: None) -> None:
    bearer = {"Authorization": f"Bearer {bakery.olive.key}"}
    board = script.send("GET", "/api/timeclock/v1/board?find=Ozil", None, bearer)
    assert [each["name"] for each in board.json["people"]] == ["Özil"]
    company = hex24(IdKind.WORKSPACE, bakery.workspace_id)
    path = f"/api/v1/workspaces/{company}/projects"
    key = {"X-Api-Key": bakery.olive.key}
    found = script.send("GET", f"{path}?name=ozil", None, key)
    assert [each["name"] for each in found.json] == ["Özil"]
    every = script.send("GET", path, None, key)
    assert [each["name"] for each in every.json if each["name"] in ADDED] == IN_ORDER


def test_the_terminal_lists_by_name(app: Flask, bakery: Bakery, named: None) -> None:
    words = ("members", "list", "--workspace", str(bakery.workspace_id))
    answer = app.test_cli_runner().invoke(args=words)
    assert answer.exit_code == 0, answer.output
    assert ours(answer.output) == IN_ORDER
