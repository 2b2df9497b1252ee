"""The state of a sheet, who decides about it, and whether it can be corrected late."""

from datetime import datetime

from timeclock.authority.actor import Actor
from timeclock.company.clocks.approvers import someone_else_decides
from timeclock.company.pay_rules.choices import LateChanges
from timeclock.company.pay_rules.versions import RuleBook
from timeclock.storage.transactions import db
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState


def own_is_decided_by_others(actor: Actor) -> bool:
    """Whether someone else may approve the actor's own sheet, so that they do not."""
    own = actor.member_id
    return own is not None and someone_else_decides(
        db.session.connection(), actor.workspace_id, None, own
    )


def takes_late_changes(book: RuleBook, now: datetime, zone: str) -> bool:
    """Whether the present rules book corrections of locked days on open ones."""
    return book.at(now, zone).late_changes is LateChanges.ADJUST


def state_mark(standing: SheetDecision) -> Mark:
    """The state of a sheet in a word, with its shape."""
    if standing.state is SheetState.CLOSED:
        return Mark("working", _("Closed"))
    if standing.state is SheetState.APPROVED:
        return Mark("working", _("Approved"))
    if standing.state is SheetState.SUBMITTED:
        return Mark("break", _("Submitted"))
    if standing.reopened_by_change:
        return Mark("break", _("Reopened by a change"))
    return Mark("off", _("Sent back") if standing.reason else _("Open"))
