"""Every decision that can be undone for a minute: what it takes, what it does, and its undo."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from tests.fixtures.cast import Cast, CastMember
from tests.fixtures.hours import WEEK, Hours, wall
from timeclock.authority.actor import Actor
from timeclock.company.pay_rules.choices import EditsCount
from timeclock.company.pay_rules.rules import PayRules
from timeclock.worktime.corrections.approval import deciding
from timeclock.worktime.corrections.approval import undoing as corrections_undone
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end, undo_confirmation
from timeclock.worktime.shifts.punching import clock_in, clock_out
from timeclock.worktime.shifts.refusing import refuse_claims
from timeclock.worktime.timesheets.approval import approving
from timeclock.worktime.timesheets.approval import undoing as sheets_undone
from timeclock.worktime.timesheets.approval.closing import close_period
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge, undo_acknowledgement
from timeclock.worktime.timesheets.rule_changes.ruling import (
    change_rules,
    undo_withdrawal,
    withdraw_rules,
)

FIRST = date.fromisoformat(WEEK)
Subject = dict[str, Any]


@dataclass(frozen=True)
class DecisionCase:
    """One kind of decision. `prepare` makes its subject; the paths are those of page and API."""

    name: str
    prepare: Callable[[Hours], Subject]
    decide: Callable[[Actor, Subject], object]
    undo: Callable[[Actor, Subject], object]
    page: str
    page_fields: Subject = field(default_factory=dict)
    undo_page: str = ""
    api: str = ""
    api_body: Subject = field(default_factory=dict)
    undo_api: str = ""
    undo_fields: Subject = field(default_factory=dict)
    undo_body: Subject = field(default_factory=dict)

    def __str__(self) -> str:
        return self.name


def whole_day(hours: Hours) -> int:
    """Eli's Tuesday; it is the Monday after."""
    return hours.work(hours.cast.eli, "03-03 08:00", "16:00", pause=("12:00", "12:30"))


def _asked(hours: Hours) -> Subject:
    shift_id = whole_day(hours)
    asked = hours.ask(hours.cast.eli, shift_id, "The tablet was off.", minutes=-17)
    hours.monday()
    return {"correction_id": asked}


def _asked_to_remove(hours: Hours) -> Subject:
    asked = hours.asks_to_remove(hours.cast.eli, whole_day(hours), "It was Otto.")
    hours.monday()
    return {"correction_id": asked}


def _asked_to_split(hours: Hours) -> Subject:
    shift_id = whole_day(hours)
    hours.monday()
    with hours.app.app_context():
        draft = hours.draft(shift_id, lambda draft: replace(draft, breaks=()))
        middle = draft.started_at + timedelta(hours=4)
        parts = (
            replace(draft, ended_at=middle, note="The first half"),
            replace(draft, started_at=middle + timedelta(hours=1)),
        )
        asked = ask(hours.cast.eli.actor, shift_id=shift_id, drafts=parts, reason="I was away.")
    return {"correction_id": asked.id}


def _asked_to_add(hours: Hours) -> Subject:
    hours.monday()
    draft = Draft(
        started_at=wall("03-04 08:00"), ended_at=wall("03-04 12:00"), clock_id=hours.cast.shop
    )
    with hours.app.app_context():
        asked = ask(hours.cast.eli.actor, shift_id=None, drafts=(draft,), reason="I forgot.")
    return {"correction_id": asked.id}


def _disputed(hours: Hours, edits: EditsCount = EditsCount.AT_ONCE) -> Subject:
    if edits is not EditsCount.AT_ONCE:
        hours.rules(PayRules(edits=edits))
    shift_id = whole_day(hours)
    with hours.app.app_context():
        drafts = (
            hours.draft(
                shift_id,
                lambda draft: replace(
                    draft, started_at=draft.started_at + timedelta(minutes=20), note="Late"
                ),
            ),
        )
        edit = propose(
            hours.cast.maya.actor,
            member_id=hours.cast.eli.member_id,
            shift_id=shift_id,
            drafts=drafts,
            reason="You came late.",
        ).id
    hours.dispute(hours.cast.eli, edit, "I unloaded the van.")
    hours.monday()
    return {"correction_id": edit}


def _proposal_disputed(hours: Hours) -> Subject:
    return _disputed(hours, EditsCount.ON_CONFIRMATION)


def _end_given(hours: Hours) -> Subject:
    shift_id = hours.work(hours.cast.eli, "03-05 06:00", None)
    hours.watch.at(wall("03-06 06:00"))
    with hours.app.app_context():
        propose_end(hours.cast.eli.actor, shift_id=shift_id, end=wall("03-05 14:30"))
    hours.monday()
    return {"shift_id": shift_id}


def _start_claimed(hours: Hours) -> Subject:
    eli = hours.cast.eli.actor
    with hours.app.app_context():
        hours.watch.at(wall("03-05 09:00"))
        begun = clock_in(eli, clock_id=hours.cast.shop, claimed=wall("03-05 06:00")).shift
        hours.watch.at(wall("03-05 14:30"))
        clock_out(eli)
    hours.monday()
    assert begun
    return {"shift_id": begun.id}


def _running_claimed(hours: Hours) -> Subject:
    hours.monday()
    claimed = hours.watch.now - timedelta(hours=2)
    with hours.app.app_context():
        begun = clock_in(hours.cast.eli.actor, clock_id=hours.cast.shop, claimed=claimed).shift
    assert begun
    return {"shift_id": begun.id}


def _long_break(hours: Hours) -> Subject:
    eli = hours.cast.eli
    shift_id = hours.work(eli, "03-03 08:00", "16:00", pause=("12:00", "13:30"))
    hours.monday()
    return {
        "member_id": eli.member_id,
        "kind": CaseKind.LONG_BREAK,
        "day": date(2026, 3, 3),
        "shift_id": shift_id,
    }


def _sheet(hours: Hours) -> Subject:
    whole_day(hours)
    hours.monday()
    return {"member_id": hours.cast.eli.member_id, "first_day": FIRST}


def _submitted(hours: Hours) -> Subject:
    found = _sheet(hours)
    hours.submit(hours.cast.eli)
    return found


def _sent_back(hours: Hours) -> Subject:
    found = _submitted(hours)
    with hours.app.app_context():
        approving.send_back(hours.cast.maya.actor, **found, reason="The van is missing.")
    return found


def _approved(hours: Hours) -> Subject:
    found = _submitted(hours)
    with hours.app.app_context():
        approving.approve(hours.cast.maya.actor, **found)
    return found


def _period(hours: Hours) -> Subject:
    with hours.app.app_context():
        approving_sheet = {"member_id": hours.cast.maya.member_id, "first_day": FIRST}
        hours.work(hours.cast.otto, "03-02 08:00", "12:00", clock=hours.cast.yard)
        hours.work(hours.cast.maya, "03-02 08:00", "12:00")
        _sent_back(hours)
        hours.submit(hours.cast.otto)
        approving.approve(hours.cast.edda.actor, **approving_sheet)
    return {"first_day": FIRST}


def _version(hours: Hours) -> Subject:
    whole_day(hours)
    hours.monday()
    with hours.app.app_context():
        version = change_rules(
            hours.cast.olive.actor, first_day=date(2026, 3, 16), rules=PayRules(rounding=15)
        )
    return {"version_id": version}


def _settle(*, keep: bool) -> Callable[[Actor, Subject], object]:
    return lambda actor, about: deciding.settle(actor, **about, keep=keep, reason="The camera.")


def _refuse(actor: Actor, about: Subject) -> object:
    return deciding.refuse(actor, **about, reason="The door was shut.")


def _of_correction(name: str, prepare: Callable[[Hours], Subject], act: str) -> DecisionCase:
    keeps = {"keep": True, "take-back": False}
    reason = {"reason": "The camera."}
    decide: Callable[[Actor, Subject], object] = lambda actor, about: deciding.approve(  # noqa: E731
        actor, **about
    )
    place, api, body = "requests", act, {}
    if act == "refuse":
        decide, body = _refuse, reason
    elif act in keeps:
        decide = _settle(keep=keeps[act])
        place, api, body = "disputes", "settle", reason | {"keep": keeps[act]}
    one = "/corrections/{correction_id}"
    return DecisionCase(
        name,
        prepare,
        decide,
        lambda actor, about: corrections_undone.undo(actor, **about),
        f"/inbox/{place}/{{correction_id}}/{act}",
        reason,
        "/inbox/corrections/{correction_id}/undo",
        f"{one}/{api}",
        body,
        f"{one}/undo",
    )


SHEET = "/timesheets/{user_id}/{first_day}"
_SHEET_PAGE = "/timesheets/{member_id}/{first_day}"


def _of_sheet(name: str, prepare: Callable[[Hours], Subject]) -> DecisionCase:
    return DecisionCase(
        name,
        prepare,
        lambda actor, about: approving.approve(actor, **about),
        lambda actor, about: sheets_undone.undo_decision(actor, **about),
        f"{_SHEET_PAGE}/approve",
        {},
        f"{_SHEET_PAGE}/undo",
        f"{SHEET}/approve",
        {},
        f"{SHEET}/undo",
    )


def _opens_sheet(name: str, prepare: Callable[[Hours], Subject], act: str) -> DecisionCase:
    does = {"send-back": approving.send_back, "reopen": approving.reopen}[act]
    reason = {"reason": "The van is missing."}
    return DecisionCase(
        name,
        prepare,
        lambda actor, about: does(actor, **about, **reason),
        lambda actor, about: sheets_undone.undo_decision(actor, **about),
        f"{_SHEET_PAGE}/{act}",
        reason,
        f"{_SHEET_PAGE}/undo",
        f"{SHEET}/{act}",
        reason,
        f"{SHEET}/undo",
    )


def _of_end(name: str, prepare: Callable[[Hours], Subject]) -> DecisionCase:
    return DecisionCase(
        name,
        prepare,
        lambda actor, about: confirm_end(actor, **about),
        lambda actor, about: undo_confirmation(actor, **about),
        "/inbox/ends/{shift_id}/confirm",
        {"end": "2026-03-05T13:30:00Z"},
        "/inbox/ends/{shift_id}/undo",
        "/shifts/{shift_id}/confirm-end",
        {},
        "/shifts/{shift_id}/undo",
    )


_SEEN_FIELDS = {"kind": "long_break", "day": "2026-03-03", "shift": "{shift_id}"}
_SEEN_BODY = {
    "user_id": "{user_id}",
    "kind": "long_break",
    "day": "2026-03-03",
    "shift_id": "{shift_id}",
}

DECISIONS = (
    _of_correction("approve a change", _asked, "approve"),
    _of_correction("approve a removal", _asked_to_remove, "approve"),
    _of_correction("approve a split", _asked_to_split, "approve"),
    _of_correction("approve an added shift", _asked_to_add, "approve"),
    _of_correction("refuse a change", _asked, "refuse"),
    _of_correction("keep a correction that counts", _disputed, "keep"),
    _of_correction("keep a correction that waited", _proposal_disputed, "keep"),
    _of_correction("undo a correction that counts", _disputed, "take-back"),
    _of_correction("undo a correction that waited", _proposal_disputed, "take-back"),
    _of_end("confirm an end", _end_given),
    _of_end("confirm a start that was given afterwards", _start_claimed),
    _of_sheet("approve a submitted timesheet", _submitted),
    _of_sheet("approve a timesheet that was not submitted", _sheet),
    _of_sheet("approve a timesheet that was sent back", _sent_back),
    _opens_sheet("send a timesheet back", _submitted, "send-back"),
    _opens_sheet("reopen a timesheet", _approved, "reopen"),
    DecisionCase(
        "refuse a start that was given afterwards",
        _running_claimed,
        lambda actor, about: refuse_claims(actor, **about),
        lambda actor, about: undo_confirmation(actor, **about),
        "/inbox/claims/{shift_id}/refuse",
        {},
        "/inbox/ends/{shift_id}/undo",
        "/shifts/{shift_id}/refuse-claims",
        {},
        "/shifts/{shift_id}/undo",
    ),
    DecisionCase(
        "see an exception",
        _long_break,
        lambda actor, about: acknowledge(actor, **about),
        lambda actor, about: undo_acknowledgement(actor, **about),
        "/inbox/seen/{member_id}",
        _SEEN_FIELDS,
        "/inbox/seen/{member_id}/undo",
        "/cases/acknowledge",
        _SEEN_BODY,
        "/cases/acknowledge/undo",
        _SEEN_FIELDS,
        _SEEN_BODY,
    ),
    DecisionCase(
        "close a period",
        _period,
        lambda actor, about: close_period(actor, **about),
        lambda actor, about: sheets_undone.undo_closing(actor, **about),
        "/close/{first_day}",
        {},
        "/close/{first_day}/undo",
        "/periods/{first_day}/close",
        {},
        "/periods/{first_day}/undo",
    ),
    DecisionCase(
        "take a version of the rules back",
        _version,
        lambda actor, about: withdraw_rules(actor, **about),
        lambda actor, about: undo_withdrawal(actor, **about),
        "/admin/rules/{version_id}/withdraw",
        {},
        "/admin/rules/{version_id}/undo",
        "/rules/{version_id}/withdraw",
        {},
        "/rules/{version_id}/undo",
    ),
)


def decider(cast: Cast) -> CastMember:
    """The person who decides: they may decide everything, and made none of the changes."""
    return cast.olive
