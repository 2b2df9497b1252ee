"""What a webhook can be told of: kinds of entries of the ledger, by what they are about. Pure."""

from collections.abc import Iterable, Mapping, Sequence

from timeclock.errors import Invalid

TEST = "webhook.test"
GROUPS: Mapping[str, Sequence[str]] = {
    "punches": (
        "shift.clocked_in",
        "shift.paused",
        "shift.resumed",
        "shift.job_switched",
        "shift.clocked_out",
        "shift.undone",
    ),
    "stops": ("shift.stopped",),
    "forgotten": (
        "shift.closed_provisionally",
        "shift.end_proposed",
        "shift.end_confirmed",
        "shift.confirmation_undone",
        "shift.claim_refused",
        "shift.refusal_undone",
        "shift.worked_through",
        "shift.doubted",
    ),
    "corrections": (
        "shift.added",
        "shift.corrected",
        "shift.removed",
        "shift.noted",
        "correction.asked",
        "correction.approved",
        "correction.refused",
        "correction.withdrawn",
        "correction.proposed",
        "correction.confirmed",
        "correction.disputed",
        "correction.upheld",
        "correction.taken_back",
        "correction.undone",
    ),
    "approvals": (
        "timesheet.submitted",
        "timesheet.taken_back",
        "timesheet.approved",
        "timesheet.sent_back",
        "timesheet.reopened",
        "timesheet.undone",
        "period.closed",
        "period.reopened",
        "period.undone",
    ),
    "members": (
        "member.added",
        "member.invited",
        "member.changed",
        "member.role_changed",
        "member.deactivated",
        "member.reactivated",
    ),
    "kiosks": (
        "kiosk.paired",
        "kiosk.locked",
        "kiosk.unlocked",
        "kiosk.revoked",
        "kiosk_key.registered",
        "kiosk_punch.held",
        "kiosk_punch.counted",
        "kiosk_punch.dismissed",
    ),
}
_OF_COMPANY = ("member.", "period.", "kiosk.", "kiosk_key.", "kiosk_punch.")
EVENTS = tuple(kind for kinds in GROUPS.values() for kind in kinds)


def wanted(events: Iterable[str]) -> list[str]:
    """Those events once each, in the order of this page. Raises Invalid for none and unknown."""
    chosen = set(events)
    unknown = sorted(chosen.difference(EVENTS))
    if unknown:
        raise Invalid(
            "unknown_event", "“%(event)s” is not an event.", field="events", event=unknown[0][:60]
        )
    if not chosen:
        raise Invalid("required", "Choose at least one event.", field="events")
    return [kind for kind in EVENTS if kind in chosen]


def kinds_of(events: Iterable[str], *, of_workspace: bool) -> list[str]:
    """Which of them one kind of chain tells of.

    A leaving and the closing of a period are written in the chains of members too, and told once:
    from that of the company, like all that happens to members and periods.
    """
    return [kind for kind in events if kind.startswith(_OF_COMPANY) is of_workspace]
