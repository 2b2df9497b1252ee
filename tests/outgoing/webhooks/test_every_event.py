"""Every event there is, from the real act: it can be told, as documented, with the right people."""

from collections import defaultdict
from datetime import timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.fixtures.company import Company, CompanyMember, Watch
from tests.fixtures.offline_tablet import hold_a_punch, hold_nonsense
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from tests.worktime.timesheets.week import MONDAY, on, works
from timeclock.authority.actor import Role
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.kiosks.credentials import find_device
from timeclock.company.kiosks.devices import (
    lock_kiosk,
    offer_kiosk,
    pair,
    revoke_kiosk,
    unlock_kiosk,
)
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import add_member, reactivate, set_role, update_member
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.payload import Event
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve as approve_change
from timeclock.worktime.corrections.approval.deciding import (
    confirm,
    dispute,
    refuse,
    settle,
    withdraw,
)
from timeclock.worktime.corrections.approval.undoing import undo as undo_decision
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.corrections.reading.queries import CorrectionView
from timeclock.worktime.kiosk_queue.deciding import count_held, dismiss_held
from timeclock.worktime.shifts.amending import Amendment, amend_running
from timeclock.worktime.shifts.forgetting import (
    close_provisionally,
    confirm_end,
    propose_end,
    undo_confirmation,
)
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.meals import set_worked_through
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume, switch_job
from timeclock.worktime.shifts.queries import unconfirmed_shifts
from timeclock.worktime.shifts.refusing import refuse_claims
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo
from timeclock.worktime.timesheets.approval.approving import (
    approve,
    reopen,
    send_back,
    submit,
    take_back,
)
from timeclock.worktime.timesheets.approval.closing import close_period, reopen_period
from timeclock.worktime.timesheets.approval.undoing import undo_closing
from timeclock.worktime.timesheets.approval.undoing import undo_decision as undo_sheet

EVENT = TypeAdapter(Event)
WHY = "It was busy"
BY_THE_CLOCK = {
    "shift.closed_provisionally",
    "shift.doubted",
    "kiosk.locked",
    "kiosk_key.registered",
    "kiosk_punch.held",
}
Messages = dict[str, list[dict[str, Any]]]


def punches(company: Company, watch: Watch) -> None:
    """Tuesday: each button of Eli's once, a note in between, and Maya ends another shift."""
    eli = company.eli.actor
    watch.at(on(3, "08:00"))
    begun = clock_in(eli, clock_id=company.shop, job_id=company.baking).shift
    assert begun is not None
    undo(eli)
    again = clock_in(eli, clock_id=company.shop, job_id=company.baking).shift
    assert again is not None
    watch.at(on(3, "09:00"))
    amend_running(
        eli, member_id=company.eli.member_id, shift_id=again.id, amendment=Amendment(note="Rolls")
    )
    switch_job(eli, job_id=company.delivering)
    pause(eli, kind_id=company.lunch)
    watch.at(on(3, "09:30"))
    resume(eli)
    watch.at(on(3, "12:00"))
    clock_out(eli)
    set_worked_through(eli, shift_id=again.id, worked_through=True)
    watch.at(on(3, "13:00"))
    clock_in(eli, clock_id=company.shop)
    watch.at(on(3, "14:00"))
    stop(company.maya.actor, member_id=company.eli.member_id, reason=WHY)


def claimed(company: Company, watch: Watch) -> None:
    """Wednesday night: Eli says that he began at nine; Maya refuses that, twice."""
    watch.at(on(4, "21:00"))
    started_at = on(4, "20:30")
    begun = clock_in(company.eli.actor, clock_id=company.shop, claimed=started_at).shift
    assert begun is not None
    refuse_claims(company.maya.actor, shift_id=begun.id)
    undo_confirmation(company.maya.actor, shift_id=begun.id)
    refuse_claims(company.maya.actor, shift_id=begun.id)
    clock_out(company.eli.actor)


def forgotten(company: Company, watch: Watch) -> None:
    """Wednesday: Eli goes home without a word; the clock closes it, he says when, Maya confirms."""
    update_clock(
        company.operator,
        clock_id=company.shop,
        change=ClockSettings(limit_minutes=600, closes_forgotten=True),
    )
    watch.at(on(4, "06:00"))
    shift = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert shift is not None
    watch.at(on(4, "20:00"))
    found = {"member_id": company.eli.member_id, "shift_id": shift.id}
    assert close_provisionally(company.workspace_id, **found) is not None
    propose_end(company.eli.actor, shift_id=shift.id, end=on(4, "14:00"))
    confirm_end(company.maya.actor, shift_id=shift.id)
    undo_confirmation(company.maya.actor, shift_id=shift.id)
    confirm_end(company.maya.actor, shift_id=shift.id)


def corrections(company: Company, watch: Watch) -> None:
    """Thursday: what Eli asks for and what Maya puts right, in every way that it can end."""
    eli, maya = company.eli.actor, company.maya.actor
    shift = works(watch, company.eli, company.shop, on(5, "08:00"), 4)
    watch.at(on(5, "20:00"))

    def asked(hour: int) -> int:
        draft = Draft(company.shop, on(5, f"{hour}:00"), on(5, f"{hour}:30"))
        return ask(eli, shift_id=None, drafts=[draft], reason=WHY).id

    def put_right(minutes: int) -> CorrectionView:
        longer = Draft(company.shop, on(5, "08:00"), on(5, "12:00") + timedelta(minutes=minutes))
        drafts = [longer] if minutes else []
        return propose(
            maya, member_id=company.eli.member_id, shift_id=shift.id, drafts=drafts, reason=WHY
        )

    approve_change(maya, correction_id=asked(14))
    refused = asked(15)
    refuse(maya, correction_id=refused, reason=WHY)
    undo_decision(maya, correction_id=refused)
    refuse(maya, correction_id=refused, reason=WHY)
    withdraw(eli, correction_id=asked(16))
    confirm(eli, correction_id=put_right(1).id)
    for minutes, keep in ((2, True), (0, False)):
        edit = put_right(minutes)
        dispute(eli, correction_id=edit.id, reason=WHY)
        who = company.edda.actor if keep else maya
        settle(who, correction_id=edit.id, keep=keep, reason=WHY)


def approvals(company: Company, watch: Watch) -> None:
    """The Monday after: Eli's week goes to and fro, and is closed and opened again."""
    eli, maya, olive = company.eli.actor, company.maya.actor, company.olive.actor
    whose: dict[str, Any] = {"member_id": company.eli.member_id, "first_day": MONDAY}
    watch.at(on(9, "08:00"))
    submit(eli, first_day=MONDAY)
    take_back(eli, first_day=MONDAY)
    submit(eli, first_day=MONDAY)
    send_back(maya, **whose, reason=WHY)
    submit(eli, first_day=MONDAY)
    approve(maya, **whose)
    reopen(maya, **whose, reason=WHY)
    approve(maya, **whose)
    undo_sheet(maya, **whose)
    approve(maya, **whose)
    close_period(olive, first_day=MONDAY)
    undo_closing(olive, first_day=MONDAY)
    close_period(olive, first_day=MONDAY)
    reopen_period(olive, first_day=MONDAY, reason=WHY)


def doubted(company: Company, watch: Watch) -> None:
    """Friday: the clock is a day ahead while Eli goes home, and right when he comes back."""
    watch.at(on(6, "08:00"))
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at(on(7, "12:00"))
    clock_out(company.eli.actor)
    watch.at(on(6, "13:00"))
    begun = clock_in(company.eli.actor, clock_id=company.shop).shift
    assert begun is not None
    watch.at(on(6, "14:00"))
    ended = clock_out(company.eli.actor).shift
    assert ended is not None
    # The week is approved later: nothing of it may wait by then.
    (waiting,) = unconfirmed_shifts(company.workspace_id)
    confirm_end(company.maya.actor, shift_id=waiting.id)


def members(company: Company) -> CompanyMember:
    """Ida joins, is called otherwise, rises, leaves and comes back."""
    olive = company.olive.actor
    added = add_member(olive, email=f"ida@{company.workspace_id}.test", name="Ida")
    ida = CompanyMember(company.workspace_id, added.member_id, added.account_id, "")
    invite(olive, member_id=ida.member_id)
    update_member(olive, member_id=ida.member_id, name="Ida Iden")
    set_role(olive, member_id=ida.member_id, role=Role.MANAGER)
    deactivate_member(olive, member_id=ida.member_id)
    reactivate(olive, member_id=ida.member_id)
    return ida


def kiosks(company: Company) -> None:
    """A tablet is set up, locked after wrong PINs, unlocked and revoked."""
    maya = company.maya.actor
    offered = offer_kiosk(maya, clock_id=company.shop, name="Back door")
    token = pair(offered.code)
    device = find_device(token)
    assert device is not None
    eli = company.eli.member_id
    for decide in (count_held, dismiss_held):
        hold_nonsense(token)
        held = hold_a_punch(company.workspace_id, offered.kiosk_id, company.shop, eli)
        decide(maya, punch_id=held)
    lock_kiosk(device)
    unlock_kiosk(maya, kiosk_id=offered.kiosk_id)
    revoke_kiosk(maya, kiosk_id=offered.kiosk_id)


def messages_by_kind(hook: WebhookWithReceiver) -> Messages:
    """What arrived, by its kind."""
    hook.deliver()
    found: Messages = defaultdict(list)
    for each in hook.receiver.taken:
        found[each.said["type"]].append(EVENT.validate_json(each.body, strict=True))  # type: ignore[arg-type]
    return found


def test_every_event_is_told_of_its_noun_and_its_people(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company = hook.company
    punches(company, watch)
    forgotten(company, watch)
    claimed(company, watch)
    corrections(company, watch)
    doubted(company, watch)
    approvals(company, watch)
    ida = members(company)
    kiosks(company)
    found = messages_by_kind(hook)
    assert set(found) == set(EVENTS)
    eli, maya = company.eli.account_id, company.maya.account_id
    olive = company.olive.account_id
    by_maya = {
        "shift.stopped",
        "shift.end_confirmed",
        "shift.confirmation_undone",
        "shift.claim_refused",
        "shift.refusal_undone",
        "correction.undone",
        "timesheet.undone",
        "correction.approved",
        "correction.refused",
        "correction.proposed",
        "correction.taken_back",
        "timesheet.sent_back",
        "timesheet.approved",
        "timesheet.reopened",
    }
    for kind, messages in found.items():
        noun = kind.partition(".")[0]
        for each in messages:
            assert noun in each["data"], kind
            about = {"period": None, "member": ida.account_id}.get(noun, eli)
            if noun.startswith("kiosk"):
                about = each["data"].get("kiosk_punch", {}).get("user_id")
            assert each["user_id"] == about, kind
            if noun in ("period", "member"):
                assert each["actor_user_id"] == olive, kind
            elif kind in BY_THE_CLOCK:
                assert (each["actor_user_id"], each["door"]) == (None, "background")
            elif kind == "correction.upheld":
                assert each["actor_user_id"] == company.edda.account_id
            else:
                by = {maya} if kind in by_maya else {eli, maya}
                assert each["actor_user_id"] in by, kind
            if noun == "shift":
                assert each["data"]["shift"]["user_id"] == eli
            if noun == "member":
                assert each["data"]["member"]["user_id"] == ida.account_id
    assert {each["actor_user_id"] for each in found["shift.clocked_in"]} == {eli, maya}
    for undone, undoes in (
        ("shift.undone", "shift.clocked_in"),
        ("shift.confirmation_undone", "shift.end_confirmed"),
        ("shift.refusal_undone", "shift.claim_refused"),
        ("correction.undone", "correction.refused"),
        ("period.undone", "period.closed"),
    ):
        assert [each["undoes"] for each in found[undone]] == [found[undoes][0]["position"]]
    assert [each["data"]["correction"]["state"] for each in found["correction.undone"]] == ["asked"]
    assert [each["data"]["timesheet"]["state"] for each in found["timesheet.undone"]] == ["open"]


@pytest.mark.parametrize("operator", [True, False])
def test_what_the_operator_does_is_told_without_a_person(
    hook: WebhookWithReceiver, watch: Watch, operator: bool
) -> None:
    company = hook.company
    who = company.operator if operator else company.olive.actor
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    stop(who, member_id=company.eli.member_id, reason=WHY)
    update_member(who, member_id=company.eli.member_id, name="Elias")
    found = messages_by_kind(hook)
    by = None if operator else company.olive.account_id
    for kind in ("shift.stopped", "member.changed"):
        (only,) = found[kind]
        assert (only["user_id"], only["actor_user_id"]) == (company.eli.account_id, by)
