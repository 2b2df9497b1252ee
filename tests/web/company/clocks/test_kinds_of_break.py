"""The kinds of break that a clock offers."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.cast import Browser, Cast
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.company.clocks.queries import break_kinds

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def kinds(app: Flask, cast: Cast) -> Callable[[], list[tuple[str, bool, int | None]]]:
    """What the shop offers: name, paid, planned minutes."""

    def find() -> list[tuple[str, bool, int | None]]:
        with app.app_context():
            found = break_kinds(cast.workspace_id, cast.shop)
            return [(kind.name, kind.paid, kind.minutes) for kind in found]

    return find


@pytest.fixture
def lunch(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return add_break_kind(
            cast.edda.actor, clock_id=cast.shop, name="Lunch", paid=False, minutes=30
        )


def new(**values: str) -> dict[str, str]:
    return {f"kind-new-{name}": value for name, value in values.items()}


def test_a_paid_one_is_added(
    edda: Browser, shop: str, kinds: Callable[[], list[tuple[str, bool, int | None]]]
) -> None:
    answer = edda.post(f"{shop}/breaks", **new(name="Coffee", minutes="15", paid="y"))
    assert answer.location == f"{shop}#breaks"
    assert kinds() == [("Break", False, None), ("Coffee", True, 15)]


def test_sending_the_form_again_adds_no_second_one(
    edda: Browser, shop: str, kinds: Callable[[], list[tuple[str, bool, int | None]]]
) -> None:
    form = edda.fill(**new(name="Coffee"))
    for _ in range(2):
        assert edda.client.post(f"{shop}/breaks", data=form).status_code == 303
    assert len(kinds()) == 2


def test_one_is_changed(
    edda: Browser,
    shop: str,
    lunch: int,
    kinds: Callable[[], list[tuple[str, bool, int | None]]],
) -> None:
    sent = {f"kind-{lunch}-name": "Dinner", f"kind-{lunch}-minutes": "", f"kind-{lunch}-paid": "y"}
    assert edda.post(f"{shop}/breaks/{lunch}", **sent).status_code == 303
    assert kinds()[1] == ("Dinner", True, None)


def test_one_can_be_paid_beyond_its_planned_length(
    app: Flask, edda: Browser, cast: Cast, shop: str
) -> None:
    def beyond() -> list[bool]:
        with app.app_context():
            return [kind.pays_beyond for kind in break_kinds(cast.workspace_id, cast.shop)]

    edda.post(f"{shop}/breaks", **new(name="Coffee", minutes="15", paid="y"))
    edda.post(f"{shop}/breaks", **new(name="Tea", minutes="15", paid="y", pays_beyond="y"))
    assert beyond() == [False, False, True]
    assert words(edda.client.get(shop).text).count("15 min planned · paid beyond it") == 1


def test_one_is_offered_no_longer(
    edda: Browser,
    shop: str,
    lunch: int,
    kinds: Callable[[], list[tuple[str, bool, int | None]]],
) -> None:
    edda.post(f"{shop}/breaks/{lunch}/archive")
    assert [name for name, _, _ in kinds()] == ["Break"]


@pytest.mark.parametrize("minutes", ["0", "481", "-5", "half", "1e3"])
def test_a_length_that_is_none_is_said_in_its_own_form(
    edda: Browser, shop: str, minutes: str
) -> None:
    answer = edda.post(f"{shop}/breaks", **new(name="Coffee", minutes=minutes))
    assert answer.status_code == 422
    assert 'href="#kind-new-minutes"' in answer.text
    assert 'value="Coffee"' in answer.text
    opened = answer.text.count('<details class="case" open>')
    assert opened == 1, "only the form with the fault is open"


def test_a_kind_of_another_clock_is_not_found_here(
    app: Flask, cast: Cast, edda: Browser, shop: str
) -> None:
    with app.app_context():
        yards = add_break_kind(cast.edda.actor, clock_id=cast.yard, name="Nap", paid=False)
        foreign = break_kinds(cast.other_workspace_id, cast.other_clock)[0].id
    for kind in (yards, foreign, 999999):
        answer = edda.post(f"{shop}/breaks/{kind}", **{f"kind-{kind}-name": "Mine"})
        assert answer.status_code == 404
        assert "This kind of break does not exist." in answer.text
        assert edda.post(f"{shop}/breaks/{kind}/archive").status_code == 404


def test_a_clock_without_any_says_what_that_means(edda: Browser, cast: Cast, shop: str) -> None:
    page = edda.client.get(shop).text
    only = page.partition(f"{shop}/breaks/")[2].partition('"')[0]
    edda.post(f"{shop}/breaks/{only}/archive")
    assert "A break here is unpaid." in words(edda.client.get(shop).text)
