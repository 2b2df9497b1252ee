"""Kiosks and badges as the ledger describes them."""

from datetime import datetime

from timeclock.company.kiosks.models import Badge, Kiosk, KioskWays
from timeclock.company.kiosks.offline_models import HeldPunch, KioskKey
from timeclock.company.people.accounts import token_mark
from timeclock.ledger.entry import Json
from timeclock.timekeeping import precise_text


def kiosk_facts(row: Kiosk) -> dict[str, Json]:
    """All of a kiosk; of its code and credential only what tells them from others."""
    return {
        "kiosk": row.id,
        "clock": row.clock_id,
        "name": row.name,
        "code": token_mark(row.code_hash) if row.code_hash else None,
        "token": token_mark(row.token_hash) if row.token_hash else None,
        "offered_by": row.offered_by_id,
        "offered": precise_text(row.offered_at),
        "paired": _moment(row.paired_at),
        "locked": _moment(row.locked_at),
        "revoked": _moment(row.revoked_at),
    }


def ways_facts(row: KioskWays) -> dict[str, Json]:
    """How people say who they are at the kiosks of a clock."""
    return {
        "clock": row.clock_id,
        "badges": row.badges,
        "numbers": row.numbers,
        "names": row.names,
    }


def usual_ways(clock_id: int) -> KioskWays:
    """The ways of a clock for which no one has chosen any."""
    return KioskWays(clock_id=clock_id, badges=True, numbers=True, names=False)


def badge_facts(row: Badge) -> dict[str, Json]:
    """A badge; its name may be personal and stays out of the entry."""
    return {
        "badge": row.id,
        "member": row.member_id,
        "text": token_mark(row.text_hash),
    }


def key_facts(row: KioskKey, *, replaces: int | None) -> dict[str, Json]:
    """A key of a tablet, and the one whose place it takes."""
    return {
        "key": row.id,
        "of_kiosk": row.kiosk_id,
        "public": token_mark(row.public),
        "replaces": replaces,
    }


def held_facts(row: HeldPunch) -> dict[str, Json]:
    """A punch that waits for a decision."""
    return {
        "punch": row.id,
        "of_kiosk": row.kiosk_id,
        "of_key": row.key_id,
        "number": row.number,
        "last_number": row.last_number,
        "clock": row.clock_id,
        "member": row.member_id,
        "act": row.act,
        "moment": _moment(row.moment_at),
        "job": row.job_id,
        "break_kind": row.kind_id,
        "reason": row.reason,
        "decision": row.decision,
    }


def _moment(moment: datetime | None) -> str | None:
    return precise_text(moment) if moment else None
