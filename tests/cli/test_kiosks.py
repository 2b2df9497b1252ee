"""Kiosks, PINs and badges from the terminal."""

from tests.cli.conftest import ELI, WORKSPACE, Terminal

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
