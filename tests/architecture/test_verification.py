"""Every table is either compared with the ledger or named with the reason why it is not."""

from timeclock.operations.verifying.registry import BY_TABLE, NOT_DESCRIBED, SUBJECTS
from timeclock.storage.transactions import Base


def test_every_table_is_verified_or_named_with_a_reason() -> None:
    assert set(Base.metadata.tables) == {*BY_TABLE, *NOT_DESCRIBED}
    assert not set(BY_TABLE) & set(NOT_DESCRIBED)
    assert all(len(reason.split()) > 3 for reason in NOT_DESCRIBED.values())


def test_every_column_is_compared_or_named_with_a_reason() -> None:
    """A new column of a verified table has to be put into its subject, or into this list."""
    left = {
        f"{each.name}.{column.name}"
        for each in SUBJECTS
        for column in each.table.c
        if column.name not in (*each.key, *each.fields, "workspace_id", "id")
    }
    assert left == NOT_COMPARED


NOT_COMPARED = {
    # Read as whether the row is void.
    "shift.voided_at",
    "shift_break.voided_at",
    "segment.voided_at",
    # Part of the newest change of their shift, which is compared.
    "shift_break.changed_at",
    "segment.changed_at",
    # The member whose chain describes the row.
    "correction.member_id",
    "adjustment.member_id",
    "late_span.member_id",
    "acknowledgement.member_id",
    "kept_timesheet.member_id",
    # Which versions have been compared says nothing about what is paid.
    "kept_timesheet.compared_with",
    # Says that there is a kept sheet, which is compared.
    "timesheet.is_kept",
    # A swapped chain shows in all that the chains describe.
    "member.chain_id",
    # Moments of making that nothing depends on.
    "workspace.created_at",
    "adjustment.created_at",
    # Names of keys may be personal; notes of use are not recorded.
    "api_key.name",
    "api_key.last_used_at",
    "badge.name",
    "kiosk.last_seen_at",
    # What a tablet told of its queue, and how far the server has taken it in.
    "kiosk_key.taken",
    "kiosk_key.used",
    "kiosk_key.waiting",
    "kiosk_key.waiting_since",
    "kiosk_key.empty_at",
    "kiosk_key.last_moment_at",
    # Secrets and the state of deliveries decide neither pay nor rights.
    "webhook.secret",
    "webhook.former_secret",
    "webhook.rotated_at",
    "webhook.silences",
    "webhook.rests_until",
}
