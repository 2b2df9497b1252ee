"""A change of somebody's time, told to the person whose time it is."""

from timeclock.web.corrections.view import Change
from timeclock.web.wording.days import day_words
from timeclock.web.wording.marks import Mark
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.corrections.drafts.drafts import CorrectionKind
from timeclock.worktime.corrections.drafts.rules import CorrectionState


def told(change: Change) -> str:
    """What it makes of the day: “Tuesday 10 November. Out: 14:30, before 17:12.”"""
    day, kind = day_words(change.day), change.view.kind
    after = "; ".join(each.after for each in change.differences)
    before = "; ".join(each.before for each in change.differences)
    values = {"day": day, "after": after, "before": before}
    if kind is CorrectionKind.ADD:
        return str(_("%(day)s: a shift is added, %(after)s.", **values))
    if kind is CorrectionKind.REMOVE:
        return str(_("%(day)s: the shift %(before)s is removed.", **values))
    if kind is CorrectionKind.SPLIT:
        return str(_("%(day)s: the shift %(before)s becomes %(after)s.", **values))
    parts = (_part(each.what, each.before, each.after) for each in change.differences)
    return f"{day}. {' '.join(parts)}"


def stands(change: Change) -> Mark:
    """Where it stands, in words and with a shape."""
    who = change.decided_by or _("the operator")
    state = change.view.state
    kinds = {
        CorrectionState.ASKED: "break",
        CorrectionState.DISPUTED: "break",
        CorrectionState.PROPOSED: "needs",
        CorrectionState.APPLIED: "needs",
        CorrectionState.APPROVED: "working",
        CorrectionState.CONFIRMED: "working",
        CorrectionState.TAKEN_BACK: "working",
    }
    said = {
        CorrectionState.ASKED: _("Waiting for a decision"),
        CorrectionState.APPROVED: _("Approved by %(who)s", who=who),
        CorrectionState.REFUSED: _("Refused by %(who)s", who=who),
        CorrectionState.WITHDRAWN: _("Withdrawn"),
        CorrectionState.REPLACED: _("Answered by %(who)s with another correction", who=who),
        CorrectionState.PROPOSED: _("Waiting for your confirmation. Not counted yet."),
        CorrectionState.APPLIED: _("Counts already. Waiting for your confirmation."),
        CorrectionState.CONFIRMED: _("Confirmed by you"),
        CorrectionState.DISPUTED: _("You disputed it. A manager decides."),
        CorrectionState.UPHELD: _("Kept by %(who)s", who=who),
        CorrectionState.TAKEN_BACK: _("Undone by %(who)s", who=who),
    }
    if state is CorrectionState.APPROVED and change.view.decided_by_id == change.view.member_id:
        return Mark("working", _("Counts. No one else could decide."))
    return Mark(kinds.get(state, "off"), said[state])


def _part(what: str, before: str, after: str) -> str:
    values = {"what": what, "before": before, "after": after}
    if not before:
        return str(_("%(what)s: %(after)s.", **values))
    if not after:
        return str(_("%(what)s: none, before %(before)s.", **values))
    return str(_("%(what)s: %(after)s, before %(before)s.", **values))
