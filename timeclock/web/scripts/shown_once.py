"""Secrets that a page shows once: on the answer to the button itself, nowhere kept.

The form's own key lands in the ledger with the act, so a form that is sent again issues no other
secret. For some minutes it shows the same one, since a double click shows the second answer; the
answer is `no-store` like every page.
"""

import hmac

from flask import current_app, request

from timeclock.authority.actor import Actor
from timeclock.company.api_keys.service import key_text
from timeclock.ledger.entry import Once

_SEED = 22  # characters, of 128 bits


def text_for(who: Actor, once: Once) -> str | None:
    """The API key of a form that carries a seed: the same one whenever the actor sends that form.

    The seed is kept nowhere, and the ledger has the form's key, so who holds the database and the
    server's secret cannot make it. None for a form without a seed.
    """
    seed = request.form.get("seed", "")
    if len(seed) < _SEED:
        return None
    secret: str = current_app.config["SECRET_KEY"]
    whose = f"{who.workspace_id}\0{who.member_id}"
    said = f"api key\0{whose}\0{once.key}\0{seed}".encode("utf-8", "surrogatepass")
    return key_text(hmac.digest(secret.encode(), said, "sha256"))
