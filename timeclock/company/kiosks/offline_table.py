"""What a tablet has to know to go on without a network, and no more than that."""

import base64
import hashlib
import hmac
import json
from typing import Any

from flask import current_app
from sqlalchemy import and_, select

from timeclock.company.clocks.models import Assignment
from timeclock.company.clocks.queries import break_kinds, clock
from timeclock.company.jobs.queries import on_offer
from timeclock.company.kiosks.credentials import Device
from timeclock.company.kiosks.models import Badge
from timeclock.company.kiosks.protecting import PRINTED
from timeclock.company.kiosks.queries import people_at
from timeclock.company.kiosks.sealing import encoded, server_key
from timeclock.company.people.models import Member
from timeclock.storage.transactions import db


def offline_table(device: Device) -> dict[str, Any]:
    """The clock, its kinds of break and jobs, and how a printed badge is recognised.

    A badge has a verifier: HMAC-SHA-256, with a salt of this tablet, of the hash that the server
    keeps. Neither gives the text of a badge away, which has 100 random bits. The number of a card
    is short, and its hash is keyed with the server's secret: no tablet can try numbers against
    its verifier, or recognise it. Cards are checked when the network is back, as PINs are. Names
    are here only if the clock shows names.
    """
    place = clock(device.workspace_id, device.clock_id)
    salt = _salt(device)
    names = {each.member_id: each.name for each in people_at(device)} if device.names else {}
    table = {
        "company": device.workspace_id,
        "kiosk": device.kiosk_id,
        "name": device.name,
        "clock": device.clock_name,
        "zone": device.zone,
        "printed": PRINTED,
        "ways": {"badges": device.badges, "numbers": device.numbers, "names": device.names},
        "salt": encoded(salt),
        "seal": encoded(server_key()),
        "job_required": place is not None and place.job_required,
        "jobs": [{"id": each.id, "name": each.name} for each in on_offer(device.workspace_id)],
        "kinds": [
            {"id": each.id, "name": each.name}
            for each in break_kinds(device.workspace_id, device.clock_id)
        ],
        "badges": [
            {"verifier": verifier(salt, text_hash), "name": names.get(member_id)}
            for member_id, text_hash in (_badges(device) if device.badges else ())
        ],
        "people": [{"id": member_id, "name": name} for member_id, name in names.items()],
    }
    return table | {"version": _version(table)}


def verifier(salt: bytes, text_hash: bytes) -> str:
    """What a tablet compares a badge with, in base64."""
    return base64.b64encode(hmac.digest(salt, text_hash, "sha256")).decode()


def _badges(device: Device) -> list[tuple[int, bytes]]:
    rows = db.session.execute(
        select(Badge.member_id, Badge.text_hash)
        .join(
            Member,
            and_(Member.workspace_id == Badge.workspace_id, Member.id == Badge.member_id),
        )
        .join(
            Assignment,
            and_(
                Assignment.workspace_id == Badge.workspace_id,
                Assignment.member_id == Badge.member_id,
            ),
        )
        .where(
            Badge.workspace_id == device.workspace_id,
            Badge.revoked_at.is_(None),
            Member.deactivated_at.is_(None),
            Assignment.clock_id == device.clock_id,
        )
        .order_by(Badge.id)
    )
    return [(row.member_id, row.text_hash) for row in rows]


def _salt(device: Device) -> bytes:
    secret: str = current_app.config["SECRET_KEY"]
    name = f"kiosk salt\0{device.workspace_id}\0{device.kiosk_id}"
    return hmac.digest(secret.encode(), name.encode(), "sha256")


def _version(table: dict[str, Any]) -> str:
    return hashlib.sha256(json.dumps(table, sort_keys=True).encode()).hexdigest()[:16]
