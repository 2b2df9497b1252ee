"""Clocks and kinds of break as the ledger describes them, which is what versions are made of."""

from timeclock.company.clocks.models import BreakKind, TimeClock
from timeclock.ledger.entry import Json
from timeclock.timekeeping import utc_text


def clock_facts(clock: TimeClock) -> dict[str, Json]:
    """All settings of a clock. Entries from before there were external ids read the same."""
    since = clock.job_required_since
    elsewhere: dict[str, Json] = (
        {} if clock.external_id is None else {"external_id": clock.external_id}
    )
    return elsewhere | {
        "clock": clock.id,
        "name": clock.name,
        "zone": clock.zone,
        "job_required": clock.job_required,
        "job_required_since": utc_text(since) if since else None,
        "limit_minutes": clock.limit_minutes,
        "closes_forgotten": clock.closes_forgotten,
        "break_limit_minutes": clock.break_limit_minutes,
        "created": utc_text(clock.created_at),
        "archived": utc_text(clock.archived_at) if clock.archived_at else None,
    }


def kind_facts(kind: BreakKind) -> dict[str, Json]:
    """All of a kind of break."""
    return {
        "break_kind": kind.id,
        "clock": kind.clock_id,
        "name": kind.name,
        "paid": kind.paid,
        "minutes": kind.minutes,
        "pays_beyond": kind.pays_beyond,
        "archived": utc_text(kind.archived_at) if kind.archived_at else None,
    }
