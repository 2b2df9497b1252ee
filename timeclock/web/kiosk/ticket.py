"""A ticket: who was recognised at this kiosk a moment ago.

It goes with the buttons, so the server keeps nothing, and the next person never meets it.
"""

from flask import current_app
from itsdangerous import BadSignature, URLSafeTimedSerializer

from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.identifying import Recognised, again
from timeclock.errors import NotAllowed

LASTS = 60  # seconds


def ticket_for(device: Device, person: Recognised) -> str:
    """A signed text that is good at this kiosk, for this person, for a minute."""
    return _signer().dumps([device.workspace_id, device.kiosk_id, person.member_id])


def person_of(device: Device, ticket: str) -> Recognised:
    """The person of a ticket. Raises NotAllowed `ticket_expired` for one that is not good here."""
    try:
        said = _signer().loads(ticket, max_age=LASTS)
    except BadSignature:
        raise _expired() from None
    if said[:2] != [device.workspace_id, device.kiosk_id]:
        raise _expired()
    person = again(device, said[2])
    if person is None:
        raise _expired()
    return person


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt="kiosk ticket")


def _expired() -> NotAllowed:
    return NotAllowed("ticket_expired", "That took too long. Say again who you are.")
