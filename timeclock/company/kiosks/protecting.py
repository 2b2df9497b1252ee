"""How PINs and badges are kept: hashed with a pepper, which is outside of the database."""

import hmac
from itertools import pairwise

from flask import current_app

from timeclock.company.people.accounts import token_hash
from timeclock.errors import Invalid
from timeclock.wording import clean

SHORTEST_PIN, LONGEST_PIN, USUAL_PIN = 4, 12, 6
PRINTED = "TCB"  # how the text of a printed badge begins
_TEXT = 200


def peppered_pin(workspace_id: int, member_id: int, pin: str) -> str:
    """What is hashed of a PIN: without the server's secret no hash of it can be tried."""
    return _keyed(workspace_id, "pin", f"{member_id}\0{pin}").hex()


def badge_hash(workspace_id: int, text: str) -> bytes:
    """The hash of what a reader reads.

    A printed badge has 100 random bits of its own, and goes on working when the server's secret
    changes. The number of a card is short, so its hash is keyed with that secret.
    """
    read = badge_text(text)
    if read.startswith(PRINTED):
        return token_hash(f"{workspace_id}\0{read}")
    return _keyed(workspace_id, "badge", read)


def badge_text(text: str) -> str:
    """The text of a badge as it is compared. Raises Invalid for none."""
    read = clean(text, limit=_TEXT, field="badge").upper()
    if not read:
        raise Invalid("required", "This cannot be empty.", field="badge")
    return read


def demand_good_pin(pin: str) -> None:
    """Raise Invalid for a PIN that is not 4 to 12 digits, or that others would try first."""
    if not (pin.isascii() and pin.isdigit() and SHORTEST_PIN <= len(pin) <= LONGEST_PIN):
        raise Invalid(
            "invalid_pin",
            "Enter %(shortest)s to %(longest)s digits.",
            field="pin",
            shortest=SHORTEST_PIN,
            longest=LONGEST_PIN,
        )
    if is_easy(pin):
        raise easy_pin()


def easy_pin() -> Invalid:
    """The refusal of a PIN that others would try first."""
    return Invalid("easy_pin", "This PIN is easy to guess. Choose another one.", field="pin")


def is_easy(pin: str) -> bool:
    """Whether all digits are the same, or each is one more (or less) than the one before."""
    steps = {(int(b) - int(a)) % 10 for a, b in pairwise(pin)}
    return len(steps) == 1 and steps <= {0, 1, 9}


def _keyed(workspace_id: int, purpose: str, text: str) -> bytes:
    secret: str = current_app.config["SECRET_KEY"]
    return hmac.digest(secret.encode(), f"{purpose}\0{workspace_id}\0{text}".encode(), "sha256")
