"""Guards against guessing: they slow strangers, and never the person whose account it is."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy import func, select

from tests.fixtures.company import PASSWORD, Company, Watch
from tests.worktime.shifts.races.at_once import at_once, refusals
from timeclock.company.people.known_browsers import MOST, cookie_with, mark_of
from timeclock.company.people.models import Account, Delay
from timeclock.company.people.patience import (
    Origin,
    TryLimit,
    WaitLonger,
    count_try,
    forgive,
    network_of,
)
from timeclock.company.people.queries import account
from timeclock.company.people.sessions import open_session
from timeclock.company.people.signing_in import change_password, sign_in
from timeclock.errors import NotAllowed
from timeclock.storage.transactions import db

NEW = "another long password"


def eli_of(company: Company) -> Account:
    found = account(company.eli.account_id)
    assert found is not None
    return found


def try_in(company: Company, password: str, address: str, known: str = "") -> str:
    """Sign in as Eli: `in`, or the code of the refusal."""
    try:
        sign_in(company.eli.email, password, address=address, device="", known=known)
    except NotAllowed as refusal:
        return refusal.code
    return "in"


@dataclass(frozen=True)
class GuardExample:
    """Who tries, after which wrong tries of others, and what comes of the right password."""

    wrong_from: int  # addresses, five wrong tries from each
    known: bool
    address: str  # `theirs`: one of those that the wrong tries came from
    comes_to: str


TABLE = {
    "a known browser after tries from one address": GuardExample(1, True, "own", "in"),
    "a known browser at the address of the tries": GuardExample(1, True, "theirs", "in"),
    "a known browser after tries from everywhere": GuardExample(24, True, "own", "in"),
    "a known browser at one of the many addresses": GuardExample(24, True, "theirs", "in"),
    "a new browser after tries from one address": GuardExample(1, False, "own", "in"),
    "a new browser at the address of the tries": GuardExample(1, False, "theirs", "wait_longer"),
    "a new browser after tries from everywhere": GuardExample(24, False, "own", "wait_longer"),
}


@pytest.mark.parametrize("row", TABLE.values(), ids=TABLE)
def test_who_gets_in_with_the_right_password(company: Company, row: GuardExample) -> None:
    known = cookie_with("", eli_of(company)) if row.known else ""
    name = f"of {company.workspace_id}"
    for number in range(row.wrong_from):
        for _ in range(5):
            try_in(company, "wrong", f"{number} {name}")
    address = f"0 {name}" if row.address == "theirs" else f"own {name}"
    assert try_in(company, PASSWORD, address, known) == row.comes_to


def test_a_night_of_wrong_tries_keeps_the_owner_out_at_no_time(
    company: Company, watch: Watch
) -> None:
    """Someone tries on for eleven hours, and one more each quarter of an hour."""
    known, came_in = cookie_with("", eli_of(company)), 0
    for _ in range(30):
        try_in(company, "wrong", "203.0.113.7")
    for _ in range(45):
        watch.later(minutes=15)
        try_in(company, "wrong", "203.0.113.7")
        came_in += try_in(company, PASSWORD, "203.0.113.7", known) == "in"
    assert came_in == 45
    assert try_in(company, PASSWORD, "198.51.100.1") == "in"


@pytest.mark.parametrize("who", ["eli", "stranger"])
def test_guesses_at_the_same_moment_all_count(
    company_app: Flask, company: Company, monkeypatch: pytest.MonkeyPatch, who: str
) -> None:
    checked: list[str] = []
    monkeypatch.setattr(
        "timeclock.company.people.passwords.Passwords.check",
        lambda _self, _stored, password: bool(checked.append(password)),
    )
    email = f"{who}@{company.workspace_id}.test" if who == "stranger" else company.eli.email
    outcomes = at_once(
        company_app,
        [
            lambda n=n: sign_in(email, f"guess {n}", address="203.0.113.9", device="")
            for n in range(40)
        ],
    )
    assert sorted(refusals(outcomes)) == ["wait_longer"] * 35 + ["wrong_credentials"] * 5
    assert len(checked) == 5


def test_many_addresses_together_have_a_limit_too(
    company: Company, watch: Watch, thorough: bool
) -> None:
    name = f"of {company.workspace_id}"
    counted = [try_in(company, "wrong", f"{n} {name}") for n in range(120)]
    assert counted == ["wrong_credentials"] * 100 + ["wait_longer"] * 20
    tried, hours = 0, 24 if thorough else 2
    for minute in range(hours * 60):
        watch.later(minutes=1)
        tried += try_in(company, "wrong", f"later {minute} {name}") == "wrong_credentials"
    assert tried <= hours * 4 + 12


@pytest.mark.parametrize(
    "spoil",
    [
        lambda cookie: cookie[:-1] + ("A" if cookie[-1] != "A" else "B"),
        lambda cookie: cookie[1:],
        lambda cookie: "",
        lambda cookie: "." * 50 + cookie,
        lambda cookie: "é" * 32,
    ],
)
def test_a_cookie_that_is_not_ours_is_a_strangers(
    company: Company, spoil: Callable[[str], str]
) -> None:
    cookie = cookie_with("", eli_of(company))
    assert mark_of(cookie, eli_of(company)) == cookie
    assert mark_of(spoil(cookie), eli_of(company)) is None


def test_a_mark_is_good_for_one_account_until_its_password_changes(company: Company) -> None:
    cookie = cookie_with("", eli_of(company))
    assert mark_of(cookie, account(company.maya.account_id)) is None
    assert mark_of(cookie, None) is None
    token = open_session(company.eli.account_id, "")
    change_password(company.eli.account_id, PASSWORD, NEW, keep_token=token)
    assert mark_of(cookie, eli_of(company)) is None


def test_a_shared_browser_is_known_to_all_who_signed_in(company: Company) -> None:
    cookie = ""
    people = [company.eli, company.maya, company.olive]
    for person in people:
        found = account(person.account_id)
        assert found is not None
        for _ in range(3):
            cookie = cookie_with(cookie, found)
    assert len(cookie.split(".")) == len(people)
    assert all(mark_of(cookie, account(each.account_id)) for each in people)
    full = ".".join([cookie] + ["x" * 32] * 100)
    assert len(cookie_with(full, eli_of(company)).split(".")) == MOST


def test_wrong_tries_in_one_known_browser_wait_a_minute_and_no_other_one(
    company: Company, watch: Watch
) -> None:
    here, there = (cookie_with("", eli_of(company)) for _ in range(2))
    for _ in range(20):
        while try_in(company, "wrong", "203.0.113.7", here) == "wait_longer":
            watch.later(seconds=10)
    assert try_in(company, PASSWORD, "203.0.113.7", here) == "wait_longer"
    assert try_in(company, PASSWORD, "203.0.113.7", there) == "in"
    watch.later(minutes=1)
    assert try_in(company, PASSWORD, "203.0.113.7", here) == "in"


def test_an_office_that_signs_in_at_once_is_not_kept_waiting(company: Company) -> None:
    assert [try_in(company, PASSWORD, "192.0.2.55") for _ in range(60)] == ["in"] * 60


def test_a_session_that_guesses_the_password_keeps_no_other_one_waiting(company: Company) -> None:
    phone, desk = (open_session(company.eli.account_id, "") for _ in range(2))
    for _ in range(8):
        with pytest.raises(Exception, match=r"your password|wait"):
            change_password(company.eli.account_id, "wrong", NEW, keep_token=phone)
    with pytest.raises(WaitLonger):
        change_password(company.eli.account_id, PASSWORD, NEW, keep_token=phone)
    change_password(company.eli.account_id, PASSWORD, NEW, keep_token=desk)


def test_a_clock_set_back_keeps_no_one_waiting_for_years(company: Company, watch: Watch) -> None:
    origin = Origin(TryLimit.PAIR, f"back {company.workspace_id}")
    watch.later(days=400)
    for _ in range(5):
        count_try(origin)
    watch.later(days=-400)
    count_try(origin)


def test_rows_that_say_nothing_are_removed(company: Company, watch: Watch) -> None:
    for number in range(30):
        count_try(Origin(TryLimit.LINK, f"{number} {company.workspace_id}"))
    watch.later(days=2)
    other = Origin(TryLimit.LINK, f"other {company.workspace_id}")
    count_try(other)
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Delay)) == 1
    forgive(other)


@pytest.mark.databases("sqlite")
def test_a_household_has_one_network() -> None:
    assert network_of("2001:db8:1:2:3:4:5:6") == network_of("2001:db8:1:2::1")
    assert network_of("2001:db8:1:2::1") != network_of("2001:db8:1:3::1")
    assert network_of("::ffff:192.0.2.1") == network_of("192.0.2.1") == "192.0.2.1"
    assert network_of("") == ""
