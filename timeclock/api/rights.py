"""The least right that each call asks for, by operation. Pure.

More than that decides about whom and where a call reaches: `test_rights` tries every call with
every role.
"""

from collections.abc import Mapping

from timeclock.authority.actor import Role, Scope
from timeclock.authority.permissions import Permission
from timeclock.wire.openapi.document import Right

# Pairs, since permissions of the same role and scope are one and the same.
_BY_PERMISSION: tuple[tuple[Permission, str], ...] = (
    (
        Permission.READ_OWN,
        """
        open_shifts shifts.listed shifts.shown timesheets.sheet periods.between periods.obstacles
        corrections.listed corrections.shown cases.listed rules.listed workspace.me workspace.shown
        members.listed members.shown home_clocks.listed clocks.listed clocks.shown
        assignments.listed assignments.shown break_kinds.listed break_kinds.shown jobs.listed
        jobs.shown clients.all_clients clients.one_client tags.all_tags tags.one_tag ledger.listed
        keys.listed kiosks.badges_listed
        """,
    ),
    (
        Permission.PUNCH,
        """
        clock_in pause resume clock_out undo switch_job shifts.propose_end shifts.worked_through
        timesheets.submit timesheets.take_back corrections.ask corrections.withdraw
        corrections.confirm corrections.dispute corrections.undo shifts.undo_confirmation
        shifts.confirm_end keys.revoke kiosks.revoke_badge kiosks.remove_pin
        """,
    ),
    (Permission.STOP_OTHERS, "stop"),
    (Permission.SEE_BOARD, "board.shown"),
    (Permission.SEE_TIMESHEETS, "timesheets.rows timesheets.lines"),
    (
        Permission.APPROVE_TIMESHEETS,
        """
        shifts.refuse_claims timesheets.approve timesheets.undo timesheets.send_back
        timesheets.reopen periods.approve corrections.approve corrections.refuse
        corrections.settle cases.seen cases.undo_seen kiosk_punches.listed kiosk_punches.shown
        kiosk_punches.count kiosk_punches.dismiss
        """,
    ),
    (Permission.CLOSE_PERIODS, "periods.close periods.reopen periods.undo"),
    (Permission.SEE_EVERYONE, "ledger.verification events.listed"),
    (Permission.EXPORT_HOURS, "exports.ask exports.listed exports.shown exports.file"),
    (
        Permission.CHANGE_RULES,
        """
        rules.change rules.preview rules.withdraw rules.undo rules.preview_of_withdrawal
        home_clocks.change home_clocks.preview
        """,
    ),
    (
        Permission.MANAGE_MEMBERS,
        """
        members.add members.change members.set_external_id members.invite members.deactivate
        members.reactivate
        """,
    ),
    (Permission.CHANGE_ROLES, "members.role"),
    (Permission.CHANGE_WORKSPACE, "workspace.change"),
    (
        Permission.MANAGE_CLOCKS,
        """
        clocks.add clocks.change clocks.set_external_id clocks.archive clocks.restore
        assignments.assign assignments.unassign break_kinds.add break_kinds.change
        break_kinds.archive
        """,
    ),
    (
        Permission.MANAGE_JOBS,
        """
        jobs.add jobs.change jobs.set_external_id jobs.archive jobs.restore clients.add_client
        clients.change_client clients.archive_client clients.restore_client tags.add_tag
        tags.change_tag tags.archive_tag tags.restore_tag
        """,
    ),
    (
        Permission.MANAGE_KIOSKS,
        """
        kiosks.listed kiosks.offer kiosks.shown kiosks.rename kiosks.unlock kiosks.revoke
        kiosks.ways kiosks.choose_ways kiosks.issue_badge kiosks.give_pin
        """,
    ),
    (
        Permission.MANAGE_WEBHOOKS,
        """
        webhooks.listed webhooks.add webhooks.shown webhooks.change webhooks.remove webhooks.pause
        webhooks.resume webhooks.rotate webhooks.test webhooks.log webhooks.one_attempt
        webhooks.replay
        """,
    ),
)
# Everyone may issue a key of their own, with a key that may do everything.
RIGHTS: Mapping[str, Right] = {
    operation: Right(permission.role, permission.scope)
    for permission, operations in _BY_PERMISSION
    for operation in operations.split()
} | {"keys.issue": Right(Role.EMPLOYEE, Scope.ADMIN)}
