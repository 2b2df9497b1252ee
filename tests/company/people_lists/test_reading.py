"""A list of people: what each of its lines would do."""

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from timeclock.company.people.queries import members
from timeclock.company.people_lists.adding import add_people
from timeclock.company.people_lists.reading import MOST_LINES, LineState, PersonLine, read_people
from timeclock.errors import Invalid

ADDS, HERE, TWICE, WRONG = LineState.ADDS, LineState.HERE, LineState.TWICE, LineState.WRONG


def read(app: Flask, cast: Cast, text: str) -> tuple[PersonLine, ...]:
    with app.app_context():
        return read_people(cast.workspace_id, text)


@pytest.mark.parametrize(
    "text",
    [
        "Ida Iden, ida@new.example, 117",
        "Ida Iden;ida@new.example;117",
        "Ida Iden\tida@new.example\t117",
        '"Ida Iden", "ida@new.example", "117"',
        "Ida Iden <ida@new.example>,,117",
        "\n  \nIda Iden, ida@new.example, 117\n",
        "Name,Email,Number\nIda Iden,ida@new.example,117",
        "E-Mail;Personnel number;Name\nida@new.example;117;Ida Iden",
        "Phone\tName\tEmail\tNo.\n030\tIda Iden\tida@new.example\t117",
    ],
)
def test_a_line_is_read_in_every_way_that_people_write_it(
    app: Flask, cast: Cast, text: str
) -> None:
    (line,) = read(app, cast, text)
    assert (line.name, line.email) == ("Ida Iden", "ida@new.example")
    assert (line.employee_number, line.state) == ("117", ADDS)


@pytest.mark.parametrize(
    ("line", "state", "code"),
    [
        ("Ida, ida@new.example", ADDS, None),
        ("Ida, no address", WRONG, "invalid_email"),
        ("Ida", WRONG, "invalid_email"),
        (", ida@new.example", WRONG, "required"),
        ("Eli again, {eli}", HERE, None),
        ("Eli again, {ELI}", HERE, None),
        ("Ida, ida@new.example, 7", WRONG, "number_taken"),
        ("Ida, First@new.example", TWICE, None),
    ],
)
def test_each_line_says_what_it_does(
    app: Flask, cast: Cast, line: str, state: LineState, code: str | None
) -> None:
    email = cast.eli.email
    text = "First, first@new.example, 7\n" + line.format(eli=email, ELI=email.upper())
    first, second = read(app, cast, text)
    assert first.state is ADDS
    assert second.state is state
    assert (second.refusal.code if second.refusal else None) == code


@pytest.mark.parametrize(
    ("count", "code"), [(0, "no_lines"), (MOST_LINES, None), (MOST_LINES + 1, "too_many_lines")]
)
def test_a_list_has_bounds(app: Flask, cast: Cast, count: int, code: str | None) -> None:
    text = "\n".join(f"P{each}, p{each}@new.example" for each in range(count))
    if code is None:
        assert len(read(app, cast, text)) == count
        return
    with pytest.raises(Invalid) as refused:
        read(app, cast, text)
    assert refused.value.code == code


def test_the_same_list_again_adds_no_one(app: Flask, cast: Cast) -> None:
    text = f"Ida, ida@new.example\nEli, {cast.eli.email}\nIvo, ivo@new.example"
    with app.app_context():
        before = len(members(cast.workspace_id))
        lines = read_people(cast.workspace_id, text)
        added = add_people(cast.olive.actor, lines, clock_ids=[cast.shop, cast.yard])
        assert [each.line.name for each in added] == ["Ida", "Ivo"]
        assert all(each.token for each in added)
        again = read_people(cast.workspace_id, text)
        assert [line.state for line in again] == [HERE, HERE, HERE]
        assert add_people(cast.olive.actor, again) == ()
        assert len(members(cast.workspace_id)) == before + 2


def test_a_refusal_of_one_leaves_the_others(app: Flask, cast: Cast) -> None:
    with app.app_context():
        lines = read_people(cast.workspace_id, "Ida, ida@new.example, 7\nIvo, ivo@new.example, 8")
        add_people(cast.olive.actor, read_people(cast.workspace_id, "Nia, nia@new.example, 7"))
        ida, ivo = add_people(cast.olive.actor, lines)
        assert ida.refusal is not None
        assert (ida.refusal.code, ida.member_id, ida.token) == ("number_taken", None, None)
        assert ivo.token is not None


def test_a_line_that_no_one_typed_is_wrong_and_leaves_the_others(app: Flask, cast: Cast) -> None:
    text = f"{'x' * 200_000}\nIda Iden, ida@new.example"
    assert [line.state for line in read(app, cast, text)] == [WRONG, ADDS]
