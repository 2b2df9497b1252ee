"""Who acts, and what a punch shows of its origin."""

import dataclasses

import pytest

from timeclock.authority.actor import Actor, Door, Role, Source

ELI, MAYA = 3, 4


def through(door: Door, member_id: int | None = ELI) -> Actor:
    return Actor(1, member_id, 5, Role.EMPLOYEE, door, "p")


@pytest.mark.parametrize(
    ("door", "source"),
    [
        (Door.PAGE, Source.PAGE),
        (Door.KIOSK, Source.KIOSK),
        (Door.KIOSK_OFFLINE, Source.KIOSK),
        (Door.KIOSK_UNSIGNED, Source.KIOSK),
        (Door.NATIVE, Source.API),
        (Door.CONNECTEAM, Source.API),
        (Door.CLOCKIFY, Source.API),
        (Door.AWORK, Source.API),
        (Door.WEBWORK, Source.API),
        (Door.TERMINAL, Source.ADMIN),
        (Door.BACKGROUND, Source.BACKGROUND),
    ],
)
def test_a_punch_for_oneself_shows_its_door(door: Door, source: Source) -> None:
    assert through(door).source(on_member=ELI) is source


@pytest.mark.parametrize("door", Door)
def test_every_door_has_a_source(door: Door) -> None:
    assert through(door).source(on_member=ELI) in Source


def test_a_page_of_someone_else_is_an_administrators() -> None:
    assert through(Door.PAGE, MAYA).source(on_member=ELI) is Source.ADMIN


def test_the_words_are_connecteams() -> None:
    assert {str(s) for s in Source} == {"pc", "kiosk", "api", "admin", "autoClockOut"}


def test_operator_and_clock_are_no_ones_members() -> None:
    for actor, name in ((Actor.operator(1), "operator"), (Actor.clock(1), "clock")):
        assert (actor.member_id, actor.account_id, actor.pseudonym) == (None, None, name)
        assert actor.role is Role.OWNER


def test_an_actor_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        through(Door.PAGE).role = Role.OWNER  # type: ignore[misc]
