"""Which entries tell of a decision of a manager, or of its undo."""

# An index of the table of entries is on these: a change of the list takes a migration.
DECISIONS = (
    "correction.approved",
    "correction.proposed",
    "correction.refused",
    "correction.taken_back",
    "correction.undone",
    "correction.upheld",
    "exception.acknowledged",
    "exception.undone",
    "period.closed",
    "period.undone",
    "rules.undone",
    "rules.withdrawn",
    "shift.claim_refused",
    "shift.confirmation_undone",
    "shift.end_confirmed",
    "shift.refusal_undone",
    "shift.stopped",
    "shift.undone",
    "timesheet.approved",
    "timesheet.reopened",
    "timesheet.sent_back",
    "timesheet.undone",
    "timesheets.approved",
    "timesheets.undone",
)
