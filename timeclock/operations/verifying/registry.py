"""Every table that the ledger describes, and every other one with the reason why it is not here."""

from collections.abc import Mapping

from timeclock.operations.verifying.subject import VerifiedTable
from timeclock.operations.verifying.subjects import (
    acknowledgements,
    adjustments,
    assignments,
    badges,
    break_kinds,
    clocks,
    company,
    corrections,
    former_zones,
    home_clocks,
    jobs,
    kept_timesheets,
    keys,
    kiosk_ways,
    kiosks,
    labels,
    late_spans,
    members,
    periods,
    pins,
    rules,
    shifts,
    timesheets,
    webhooks,
)

# Replays run in this order: what follows from others comes after them.
SUBJECTS: tuple[VerifiedTable, ...] = (
    company.SUBJECT,
    members.SUBJECT,
    keys.SUBJECT,
    clocks.SUBJECT,
    former_zones.SUBJECT,
    break_kinds.SUBJECT,
    assignments.SUBJECT,
    home_clocks.SUBJECT,
    labels.CLIENTS,
    labels.TAGS,
    jobs.SUBJECT,
    kiosks.SUBJECT,
    kiosk_ways.SUBJECT,
    pins.SUBJECT,
    badges.SUBJECT,
    rules.SUBJECT,
    webhooks.SUBJECT,
    periods.SUBJECT,
    shifts.SHIFTS,
    shifts.BREAKS,
    shifts.SEGMENTS,
    corrections.SUBJECT,
    adjustments.SUBJECT,
    late_spans.SUBJECT,
    timesheets.SUBJECT,
    kept_timesheets.SUBJECT,
    acknowledgements.SUBJECT,
)
BY_TABLE: Mapping[str, VerifiedTable] = {each.name: each for each in SUBJECTS}

NOT_DESCRIBED: Mapping[str, str] = {
    "account": "belongs to a person, not to a company; it decides who signs in, not what is paid",
    "chain": "is the ledger; each chain's own check reads it",
    "delay": "counts failed tries to sign in, and is forgotten",
    "entry": "is the ledger; each chain's own check reads it",
    "entry_payload": "is the ledger; entries commit to it, and it can be erased",
    "export": "is a note of a file that was asked for, and of how far it has come",
    "link": "is a one-time link, which ends by itself",
    "sign_in": "is a session, which ends by itself",
    "webhook_attempt": "is a log of deliveries",
    "webhook_cursor": "is how far deliveries have come",
}
