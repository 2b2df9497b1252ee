"""What each kind of event says: its noun, whom it is about, and no text that can be erased."""

from datetime import date, timedelta
from typing import Any

import pytest
from pydantic import TypeAdapter

from tests.fixtures.company import Watch
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from tests.worktime.timesheets.week import MONDAY, on, works
from timeclock.company.clocks.break_kinds import update_break_kind
from timeclock.company.people.membership import update_member
from timeclock.outgoing.webhooks.payload import Event
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve as approve_change
from timeclock.worktime.corrections.approval.deciding import dispute, settle
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, switch_job
from timeclock.worktime.timesheets.approval.approving import approve, submit
from timeclock.worktime.timesheets.approval.closing import close_period, reopen_period

EVENT = TypeAdapter(Event)
SECRETS = ("I stayed on", "It was busy", "Rolls", "Was not so", "Engel")


def newest_messages(hook: WebhookWithReceiver) -> dict[str, Any]:
    """The newest message of each kind; all of them are as documented and say nothing personal."""
    hook.deliver()
    for each in hook.receiver.messages:
        EVENT.validate_json(each.body, strict=True)
        assert each.body == each.body.strip()
        assert not [word for word in SECRETS if word in each.body.decode()]
    return {each.said["type"]: each.said for each in hook.receiver.messages}


def test_a_shift_with_breaks_and_jobs(hook: WebhookWithReceiver, watch: Watch) -> None:
    company = hook.company
    for time, act in (
        ("08:00", lambda who: clock_in(who, clock_id=company.shop, job_id=company.baking)),
        ("10:00", lambda who: switch_job(who, job_id=company.delivering, note="Rolls")),
        ("12:00", lambda who: pause(who, kind_id=company.lunch)),
        ("12:30", clock_out),
    ):
        watch.at(time)
        act(company.eli.actor)
    told_of = newest_messages(hook)
    assert told_of["shift.paused"]["data"]["shift"]["state"] == "on_break"
    whole = told_of["shift.clocked_out"]["data"]
    shift = whole["shift"]
    assert whole["before"]["state"] == "on_break"
    assert (shift["started_at"], shift["ended_at"]) == (
        "2026-03-02T09:00:00+01:00",
        "2026-03-02T13:30:00+01:00",
    )
    assert [each["job_id"] for each in shift["segments"]] == [company.baking, company.delivering]
    (lunch,) = shift["breaks"]
    assert (lunch["break_kind_id"], lunch["paid"]) == (company.lunch, False)
    assert lunch["paid_minutes"] is None
    assert lunch["ended_at"] == shift["ended_at"]


@pytest.mark.parametrize(("pays_beyond", "paid_minutes"), [(False, 15), (True, None)])
def test_how_much_of_a_paid_break_is_paid(
    hook: WebhookWithReceiver, watch: Watch, *, pays_beyond: bool, paid_minutes: int | None
) -> None:
    company = hook.company
    update_break_kind(company.operator, kind_id=company.rest, minutes=15, pays_beyond=pays_beyond)
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("09:00")
    pause(company.eli.actor, kind_id=company.rest)
    (rest,) = newest_messages(hook)["shift.paused"]["data"]["shift"]["breaks"]
    assert (rest["paid"], rest["paid_minutes"]) == (True, paid_minutes)


def test_a_correction_and_the_shift_that_it_changed(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company = hook.company
    shift = works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(on(2, "18:00"))
    longer = Draft(company.shop, on(2, "08:00"), on(2, "17:00"), note="Rolls")
    asked = ask(company.eli.actor, shift_id=shift.id, drafts=[longer], reason="I stayed on")
    approve_change(company.maya.actor, correction_id=asked.id)
    told_of = newest_messages(hook)
    assert told_of["correction.asked"]["data"]["correction"] == {
        "id": asked.id,
        "state": "asked",
        "earlier_state": None,
        "shift_id": shift.id,
        "clock_id": company.shop,
    }
    approved = told_of["correction.approved"]
    assert approved["data"]["correction"]["earlier_state"] == "asked"
    assert approved["user_id"] == company.eli.account_id
    assert approved["actor_user_id"] == company.maya.account_id
    changed = told_of["shift.corrected"]
    assert changed["position"] == approved["position"] + 1
    assert changed["data"]["shift"]["ended_at"] > changed["data"]["before"]["ended_at"]


def test_a_change_that_is_disputed_and_taken_back(hook: WebhookWithReceiver, watch: Watch) -> None:
    company = hook.company
    shift = works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(on(2, "18:00"))
    made = propose(
        company.maya.actor,
        member_id=company.eli.member_id,
        shift_id=shift.id,
        drafts=[],
        reason="It was busy",
    )
    dispute(company.eli.actor, correction_id=made.id, reason="Was not so")
    settle(company.maya.actor, correction_id=made.id, keep=False, reason="It was busy")
    told_of = newest_messages(hook)
    states = [
        (kind, each["data"]["correction"]["state"])
        for kind, each in told_of.items()
        if kind.startswith("correction.")
    ]
    assert ("correction.disputed", "disputed") in states
    assert ("correction.taken_back", "taken_back") in states
    assert "shift.removed" in told_of


def test_a_timesheet_and_its_period(hook: WebhookWithReceiver, watch: Watch) -> None:
    company = hook.company
    works(watch, company.eli, company.shop, on(2, "08:00"), 8)
    watch.at(on(9, "08:00"))
    submit(company.eli.actor, first_day=MONDAY)
    approve(company.maya.actor, member_id=company.eli.member_id, first_day=MONDAY)
    close_period(company.olive.actor, first_day=MONDAY)
    reopen_period(company.olive.actor, first_day=MONDAY, reason="It was busy")
    told_of = newest_messages(hook)
    sheet = told_of["timesheet.approved"]["data"]["timesheet"]
    last_day = (MONDAY + timedelta(days=6)).isoformat()
    assert (sheet["first_day"], sheet["last_day"]) == (MONDAY.isoformat(), last_day)
    assert (sheet["state"], sheet["totals"]["worked"]) == ("approved", 8 * 3600)
    assert sheet["submitted_by_user_id"] == company.eli.account_id
    assert sheet["decided_by_user_id"] == company.maya.account_id
    assert told_of["timesheet.approved"]["user_id"] == company.eli.account_id
    kinds = [each.said["type"] for each in hook.receiver.messages]
    assert kinds.count("period.closed") == 1
    closed, opened = told_of["period.closed"], told_of["period.reopened"]
    assert closed["user_id"] is None
    assert closed["data"]["period"]["closed_by_user_id"] == company.olive.account_id
    assert closed["data"]["period"]["reopened_at"] is None
    assert date.fromisoformat(opened["data"]["period"]["last_day"]) > MONDAY
    assert opened["data"]["period"]["reopened_by_user_id"] == company.olive.account_id


def test_a_member_who_leaves_in_the_middle_of_a_shift(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company = hook.company
    update_member(
        company.olive.actor,
        member_id=company.eli.member_id,
        name="Eli Engel",
        employee_number="17",
    )
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.later(hours=1)
    deactivate_member(company.olive.actor, member_id=company.eli.member_id)
    told_of = newest_messages(hook)
    assert told_of["shift.stopped"]["data"]["shift"]["stopped"]
    assert told_of["member.deactivated"]["data"]["member"]["user_id"] == company.eli.account_id
    assert told_of["member.changed"]["user_id"] == company.eli.account_id
    assert [each.said["type"] for each in hook.receiver.messages].count("member.deactivated") == 1
