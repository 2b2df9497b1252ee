"""Corrections from the terminal, where the operator is no one's own self."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.cli.conftest import OLIVE, Terminal
from tests.cli.hours import AT, HIM, text
from timeclock.authority.actor import Actor, Door
from timeclock.company.people.models import Member
from timeclock.company.people.queries import member, member_by_email
from timeclock.ledger.models import Chain
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import dispute
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.queries import shift as find_shift

pytestmark = pytest.mark.databases("sqlite")
WHY = ("--reason", "The clock was broken")
Own = Callable[[], Actor]


@pytest.fixture
def eli(app: Flask, company: dict[str, int]) -> Own:
    """Eli at a page, inside of an application context."""

    def actor() -> Actor:
        found = member(company["workspace_id"], company["member_id"])
        assert found is not None
        return acting(found)

    return actor


def acting(who: Member) -> Actor:
    """Someone at a page."""
    chain = db.session.get_one(Chain, (who.workspace_id, who.chain_id))
    return Actor(who.workspace_id, who.id, who.account_id, who.role, Door.PAGE, chain.pseudonym)


@pytest.fixture
def ask_for_removal(app: Flask, shift: int, eli: Own) -> int:
    """Eli asks that the shift be removed."""
    with app.app_context():
        return ask(eli(), shift_id=shift, drafts=(), reason="That was my brother").id


@pytest.mark.databases("sqlite", "postgresql")
def test_a_shift_is_put_right(app: Flask, terminal: Terminal, shift: int) -> None:
    lunch = ("--break", f"{text(2, '12:00')}/{text(2, '12:30')}")
    to_do = ("--shift", str(shift), "--end", text(2, "17:00"), *lunch, "--job", "B")
    made = terminal.facts("corrections", "propose", *HIM, *to_do, *WHY, "--note", "Rolls")
    assert (made["kind"], made["state"], made["shift_ids"]) == ("change", "applied", [shift])
    (draft,) = made["drafts"]
    assert (draft["start"], draft["end"]) == ("2026-03-02T07:00:00Z", "2026-03-02T16:00:00Z")
    assert (draft["note"], len(draft["breaks"])) == ("Rolls", 1)
    sheet = terminal.facts("timesheets", "show", *HIM, "--first", "2026-03-02")
    assert sheet["totals"]["worked_seconds"] == 8 * 3600 + 1800


def test_a_shift_is_added_and_removed(terminal: Terminal, shift: int) -> None:
    span = ("--clock", "Bakehouse", "--start", text(3, "08:00"), "--end", text(3, "12:00"))
    added = terminal.facts("corrections", "propose", *HIM, *span, *WHY)
    assert added["kind"] == "add"
    gone = terminal.facts(
        "corrections", "propose", *HIM, "--shift", str(added["shift_ids"][0]), "--remove", *WHY
    )
    assert (gone["kind"], gone["drafts"]) == ("remove", [])


def test_a_shift_is_split(terminal: Terminal, shift: int) -> None:
    which = ("corrections", "propose", *HIM, "--shift", str(shift), *WHY)
    between = f"{text(2, '10:00')}/{text(2, '10:30')}"
    made = terminal.facts(*which, "--split", between, "--note", "Two shops")
    assert (made["kind"], made["state"], len(made["shift_ids"])) == ("split", "applied", 2)
    spans = [(draft["start"], draft["end"], draft["note"]) for draft in made["drafts"]]
    assert spans == [
        ("2026-03-02T07:00:00Z", "2026-03-02T09:00:00Z", "Two shops"),
        ("2026-03-02T09:30:00Z", "2026-03-02T15:00:00Z", "Two shops"),
    ]
    sheet = terminal.facts("timesheets", "show", *HIM, "--first", "2026-03-02")
    assert sheet["totals"]["worked_seconds"] == 7 * 3600 + 1800


def test_a_split_that_cannot_be_is_refused(terminal: Terminal, shift: int) -> None:
    which = ("corrections", "propose", *HIM, "--shift", str(shift), *WHY)
    moment = text(2, "10:00")
    for wrong in ("x", "", f"{moment}/", f"{moment}/{moment}/{moment}"):
        assert terminal.refusal(*which, "--split", wrong).startswith("--split: ")
    lunch = ("--break", f"{text(2, '09:45')}/{text(2, '10:15')}")
    said = terminal.refusal(*which, *lunch, "--split", moment)
    assert said == "A break crosses the place where the shift is split."
    assert "is removed" in terminal.refusal(*which, "--remove", "--split", moment)
    span = ("--clock", "Bakehouse", "--start", text(3, "08:00"), "--end", text(3, "12:00"))
    said = terminal.refusal("corrections", "propose", *HIM, *span, *WHY, "--split", moment)
    assert said.startswith("Name --shift")


def test_too_little_or_nonsense_is_refused(terminal: Terminal, shift: int) -> None:
    said = terminal.refusal("corrections", "propose", *HIM, "--start", text(3, "08:00"), *WHY)
    assert said.startswith("Name --shift, or --clock, --start and --end")
    which = ("--shift", str(shift))
    for nonsense in (
        "x",
        "x/y",
        f"{text(2, '12:00')}/",
        f"{text(2, '12:00')}/{text(2, '13:00')}/z",
    ):
        said = terminal.refusal("corrections", "propose", *HIM, *which, "--break", nonsense, *WHY)
        assert "--break" in said
    said = terminal.refusal("corrections", "propose", *HIM, "--shift", "999", "--remove", *WHY)
    assert said == "This shift does not exist."
    assert terminal.run("corrections", "propose", *HIM, *which, "--remove").exit_code == 2


@pytest.mark.databases("sqlite", "postgresql")
def test_requests_are_listed_and_decided(terminal: Terminal, ask_for_removal: int) -> None:
    waiting = terminal.facts("corrections", "list", *AT, "--state", "asked")["corrections"]
    assert [each["correction_id"] for each in waiting] == [ask_for_removal]
    text_ = terminal.run("corrections", "list", *HIM).stdout
    assert "That was my brother" in text_
    assert "2026-03-02 08:00" in text_
    which = (*AT, "--correction", str(ask_for_removal))
    assert terminal.facts("corrections", "approve", *which)["state"] == "approved"
    assert "approved" in terminal.refusal("corrections", "refuse", *which, "--reason", "x")


def test_a_request_is_refused(terminal: Terminal, ask_for_removal: int) -> None:
    which = (*AT, "--correction", str(ask_for_removal))
    found = terminal.facts("corrections", "refuse", *which, "--reason", "It was you")
    assert (found["state"], found["decision"]) == ("refused", "It was you")
    none = ("corrections", "list", *AT, "--before", str(ask_for_removal))
    assert terminal.run(*none).stdout == "There is none.\n"


def test_a_proposal_is_withdrawn(terminal: Terminal, shift: int) -> None:
    rules = ("--first-day", "2026-03-09", "--edits", "on_confirmation")
    terminal.facts("rules", "set", *AT, *rules)
    made = terminal.facts("corrections", "propose", *HIM, "--shift", str(shift), "--remove", *WHY)
    assert made["state"] == "proposed"
    which = (*AT, "--correction", str(made["correction_id"]))
    assert terminal.facts("corrections", "withdraw", *which)["state"] == "withdrawn"


@pytest.mark.parametrize(("word", "state"), [("--keep", "upheld"), ("--take-back", "taken_back")])
def test_a_dispute_is_settled(
    app: Flask, terminal: Terminal, shift: int, eli: Own, word: str, state: str
) -> None:
    with app.app_context():
        his = eli()
        olive = member_by_email(his.workspace_id, OLIVE)
        assert olive is not None
        made = propose(
            acting(olive),
            member_id=his.member_id or 0,
            shift_id=shift,
            drafts=(),
            reason="Not here",
        )
        dispute(his, correction_id=made.id, reason="I was there")
    which = (*AT, "--correction", str(made.id))
    assert terminal.run("corrections", "settle", *which, *WHY).exit_code == 2
    assert terminal.facts("corrections", "settle", *which, word, *WHY)["state"] == state


def test_whether_the_operators_own_change_is_is_for_someone_else(
    app: Flask, terminal: Terminal, shift: int, eli: Own
) -> None:
    made = terminal.facts("corrections", "propose", *HIM, "--shift", str(shift), "--remove", *WHY)
    with app.app_context():
        dispute(eli(), correction_id=made["correction_id"], reason="I was there")
    which = (*AT, "--correction", str(made["correction_id"]), *WHY)
    said = terminal.refusal("corrections", "settle", *which, "--keep")
    assert "Another person must decide whether your own correction is kept." in said
    settled = terminal.facts("corrections", "settle", *which, "--take-back")
    assert settled["state"] == "taken_back"


def test_what_was_not_given_stays_as_the_shift_has_it(
    app: Flask, terminal: Terminal, shift: int, company: dict[str, int]
) -> None:
    with app.app_context():
        found = find_shift(company["workspace_id"], shift)
        assert found is not None
        before = Draft.of(found)
    made = terminal.facts(
        "corrections", "propose", *HIM, "--shift", str(shift), "--note", "Rolls", *WHY
    )
    assert made["drafts"] == [before.to_json() | {"note": "Rolls"}]


def test_an_end_that_no_one_punched_is_confirmed(
    terminal: Terminal, shift: int, app: Flask, company: dict[str, int]
) -> None:
    said = terminal.refusal("shifts", "confirm-end", *AT, "--shift", str(shift))
    assert said == "This clock-out needs no confirmation."
    through = terminal.facts("shifts", "worked-through", *AT, "--shift", str(shift))
    assert (through["changed"], through["shift"]["worked_through"]) == (True, True)
    back = terminal.facts("shifts", "worked-through", *AT, "--shift", str(shift), "--not")
    assert back["shift"]["worked_through"] is False
    assert "does not exist" in terminal.refusal("shifts", "confirm-end", *AT, "--shift", "999")
