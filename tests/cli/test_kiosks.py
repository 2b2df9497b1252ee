"""Kiosks, PINs and badges from the terminal."""

from sqlalchemy import select

from tests.cli.conftest import ELI, WORKSPACE, Terminal
from tests.fixtures.offline_tablet import hold_a_punch
from timeclock.company.clocks.models import Assignment
from timeclock.company.kiosks.models import Kiosk
from timeclock.storage.transactions import db

AT = ("--workspace", WORKSPACE)


def test_a_kiosk_is_offered_listed_and_revoked(terminal: Terminal, company: dict[str, int]) -> None:
    offered = terminal.facts("kiosks", "offer", *AT, "--clock", "Bakehouse", "--name", "Door")
    assert len(offered["code"]) == 9
    (kiosk,) = terminal.facts("kiosks", "list", *AT)["kiosks"]
    assert (kiosk["kiosk_id"], kiosk["name"]) == (offered["kiosk_id"], "Door")
    assert offered["code"] not in terminal.run("kiosks", "list", *AT, "--json").stdout
    terminal.facts("kiosks", "revoke", *AT, "--kiosk-id", str(kiosk["kiosk_id"]))
    assert terminal.facts("kiosks", "list", *AT)["kiosks"] == []
    terminal.refusal("kiosks", "unlock", *AT, "--kiosk-id", "999")


def test_a_pin_and_a_badge_are_printed_once(terminal: Terminal, company: dict[str, int]) -> None:
    pin = terminal.facts("kiosks", "pin", *AT, "--email", ELI)
    assert (len(pin["pin"]), pin["user_id"]) == (6, company["user_id"])
    badge = terminal.facts("kiosks", "badge", *AT, "--email", ELI)
    assert badge["text"].startswith("TCB")
    card = terminal.facts("kiosks", "badge", *AT, "--email", ELI, "--card", "04A2B7")
    assert card["text"] == "04A2B7"
    terminal.refusal("kiosks", "badge", *AT, "--email", ELI, "--card", "04a2b7")
    terminal.facts("kiosks", "revoke-badge", *AT, "--badge-id", str(badge["badge_id"]))
    terminal.refusal("kiosks", "revoke-badge", *AT, "--badge-id", "999")


def test_held_punches_are_listed_counted_and_dismissed(
    terminal: Terminal, company: dict[str, int]
) -> None:
    assert terminal.facts("kiosks", "punches", *AT) == {"punches": []}
    offered = terminal.facts("kiosks", "offer", *AT, "--clock", "Bakehouse", "--name", "Door")
    with terminal.app.app_context():
        place = db.session.execute(
            select(Kiosk.workspace_id, Kiosk.clock_id, Assignment.member_id).join(
                Assignment, Assignment.clock_id == Kiosk.clock_id
            )
        ).first()
        assert place is not None
        workspace_id, clock_id, member_id = place
        ids = [
            hold_a_punch(workspace_id, offered["kiosk_id"], clock_id, member_id) for _ in range(2)
        ]
    found = terminal.facts("kiosks", "punches", *AT)["punches"]
    assert [each["punch_id"] for each in found] == ids
    counted, dismissed = (str(each) for each in ids)
    terminal.facts("kiosks", "count-punch", *AT, "--punch-id", counted)
    terminal.refusal("kiosks", "count-punch", *AT, "--punch-id", dismissed)
    terminal.facts("kiosks", "dismiss-punch", *AT, "--punch-id", dismissed)
    terminal.refusal("kiosks", "dismiss-punch", *AT, "--punch-id", "999")
    assert terminal.facts("kiosks", "punches", *AT) == {"punches": []}
