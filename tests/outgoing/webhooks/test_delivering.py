"""Events arrive: each of them, in order for each person, signed, whatever the receiver does."""

from datetime import timedelta

import pytest
from sqlalchemy import event

from tests.fixtures.company import Watch
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.authority.actor import Role
from timeclock.company.clocks.assigning import assign
from timeclock.company.people.membership import add_member, set_role
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.outgoing.webhooks.models import Pause
from timeclock.outgoing.webhooks.queries import attempts
from timeclock.outgoing.webhooks.service import change_webhook, pause_webhook, resume_webhook
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.leaving import deactivate_member
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.stopping import stop
from timeclock.worktime.shifts.undoing import undo


def a_day(told: WebhookWithReceiver, watch: Watch) -> None:
    """Eli and Maya come, rest and go."""
    company = told.company
    for hour, act in enumerate((clock_in, pause, resume, clock_out), start=8):
        watch.at(f"{hour:02}:00")
        for person in (company.eli, company.maya):
            given = {"clock_id": company.shop} if act is clock_in else {}
            act(person.actor, **given)


DAY = ["shift.clocked_in", "shift.paused", "shift.resumed", "shift.clocked_out"]


def test_punches_arrive_in_order_and_signed(told: WebhookWithReceiver, watch: Watch) -> None:
    a_day(told, watch)
    assert told.deliver() == 8
    assert told.taken(told.company.eli) == told.taken(told.company.maya) == DAY
    assert all(each.is_signed_with(told.added.secret) for each in told.receiver.messages)
    assert told.deliver() == 0


def test_a_message_says_what_happened_to_whom_and_when(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    company, now = told.company, watch.at("08:00")
    clock_in(
        company.eli.actor,
        clock_id=company.shop,
        job_id=company.baking,
        details=ShiftDetails(note="Rolls"),
    )
    told.deliver()
    (message,) = told.receiver.messages
    said = message.said
    entry = entries(company.workspace_id, company.eli.chain_id, limit=1)[0]
    assert said["version"] == 1
    assert said["id"] == message.id == f"msg_{said['chain']}_{entry.position}"
    assert (said["position"], said["type"]) == (entry.position, "shift.clocked_in")
    assert (said["at"], said["timezone"]) == ("2026-03-02T09:00:00+01:00", "Europe/Berlin")
    assert said["user_id"] == said["actor_user_id"] == company.eli.account_id
    shift = said["data"]["shift"]
    assert (shift["job_id"], shift["state"], shift["ended_at"]) == (company.baking, "working", None)
    assert said["data"]["before"] is None
    assert "Rolls" not in message.body.decode()
    assert message.headers["webhook-timestamp"] == str(int(now.timestamp()))
    assert message.headers["content-type"] == "application/json"
    assert message.headers["host"] == f"127.0.0.1:{told.receiver.port}"


def test_what_was_recorded_before_a_webhook_is_not_told(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    assert told.deliver() == 0


def test_someone_who_comes_later_is_told_from_the_first_entry_on(
    told: WebhookWithReceiver,
) -> None:
    company = told.company
    added = add_member(company.olive.actor, email="ida@later.test", name="Ida Iden")
    set_role(company.olive.actor, member_id=added.member_id, role=Role.MANAGER)
    deactivate_member(company.olive.actor, member_id=added.member_id)
    told.deliver()
    about = [each.said for each in told.receiver.taken]
    assert [each["type"] for each in about] == [
        "member.added",
        "member.role_changed",
        "member.deactivated",
    ]
    assert {each["user_id"] for each in about} == {added.account_id}
    assert about[1]["data"]["member"] == {
        "user_id": added.account_id,
        "role": "manager",
        "earlier_role": "employee",
    }
    assert "Ida" not in str(about)


def test_stops_and_undone_punches_are_told_with_who_did_it(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    company = told.company
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    undo(company.eli.actor)
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("09:00")
    stop(company.maya.actor, member_id=company.eli.member_id, reason="Sent home")
    told.deliver()
    said = [each.said for each in told.messages(company.eli)]
    assert [each["type"] for each in said] == [
        "shift.clocked_in",
        "shift.undone",
        "shift.clocked_in",
        "shift.stopped",
    ]
    assert said[1]["undoes"] == said[0]["position"]
    assert said[1]["data"]["shift"]["voided"]
    assert said[3]["actor_user_id"] == company.maya.account_id
    assert "Sent home" not in str(said)


def test_only_what_was_chosen_is_sent(told: WebhookWithReceiver, watch: Watch) -> None:
    change_webhook(
        told.company.olive.actor,
        webhook_id=told.added.webhook_id,
        url=told.receiver.url,
        events=["shift.paused"],
        description="",
    )
    a_day(told, watch)
    assert told.deliver() == 2
    assert told.taken() == ["shift.paused"] * 2


def test_while_one_person_s_message_fails_that_person_s_others_wait_and_the_rest_goes_on(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    told.receiver.refusing = {told.company.eli.account_id}
    a_day(told, watch)
    told.deliver()
    assert told.taken(told.company.eli) == []
    assert told.taken(told.company.maya) == DAY
    assert [each.said["type"] for each in told.receiver.messages if each.status == 500] == [DAY[0]]
    assert (told.standing.failing, told.standing.webhook.paused_at) == (1, None)
    told.receiver.refusing = set()
    assert told.deliver() == 0
    watch.later(seconds=10)
    told.deliver()
    assert told.taken(told.company.eli) == DAY
    assert told.standing.failing == 0


def test_a_receiver_that_is_away_is_left_alone_for_a_moment_and_then_gets_everything(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    told.receiver.stop()
    a_day(told, watch)
    assert told.deliver() == 1
    assert told.deliver() == 0
    (attempt,) = attempts(told.company.workspace_id, told.added.webhook_id)
    assert (attempt.status, attempt.fault) == (None, "The connection was refused.")
    told.receiver.start()
    for _ in range(3):
        watch.later(seconds=40)
        told.deliver()
    assert told.taken(told.company.eli) == told.taken(told.company.maya) == DAY


def test_a_receiver_that_says_nothing_is_not_waited_for(
    told: WebhookWithReceiver, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeclock.outgoing.webhooks.sending.DEADLINE", 0.3)
    told.receiver.delay = 1.5
    watch.at("08:00")
    clock_in(told.company.eli.actor, clock_id=told.company.shop)
    told.deliver()
    (attempt,) = attempts(told.company.workspace_id, told.added.webhook_id)
    assert attempt.status is None
    assert attempt.fault is not None
    assert attempt.fault.startswith("There was no answer within")
    monkeypatch.undo()
    told.receiver.delay = 0
    watch.later(seconds=40)
    told.deliver()
    assert told.taken(told.company.eli)[-1:] == ["shift.clocked_in"]
    assert told.standing.failing == 0


def test_a_redirect_is_a_failure_and_no_one_goes_there(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    told.receiver.status, told.receiver.location = 307, f"{told.receiver.url}/elsewhere"
    clock_in(told.company.eli.actor, clock_id=told.company.shop)
    told.deliver()
    assert [each.path for each in told.receiver.messages] == ["/hook"]
    (attempt,) = attempts(told.company.workspace_id, told.added.webhook_id)
    assert (attempt.status, attempt.arrived) == (307, False)


def test_after_a_day_of_failures_it_is_paused_and_the_ledger_says_so(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    company = told.company
    told.receiver.status = 503
    clock_in(company.eli.actor, clock_id=company.shop)
    begun = watch.now
    tries = 0
    while told.standing.webhook.pause is None:
        tries += told.deliver()
        waits_until = told.standing.next_try_at
        if waits_until is not None and told.standing.webhook.pause is None:
            assert waits_until > watch.now
            watch.at(waits_until)
    assert watch.now - begun == timedelta(hours=24)
    assert 12 < tries < 20
    assert told.standing.webhook.pause is Pause.FAILED
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.actor_pseudonym) == ("webhook.paused", "clock")
    assert entry.after == {"webhook": told.added.webhook_id, "because": "failed"}
    told.receiver.status = 200
    watch.later(hours=5)
    assert told.deliver() == 0
    resume_webhook(company.olive.actor, webhook_id=told.added.webhook_id)
    told.deliver()
    assert told.taken(company.eli) == ["shift.clocked_in"]


def test_a_receiver_that_is_gone_is_paused_at_once(told: WebhookWithReceiver) -> None:
    told.receiver.status = 410
    clock_in(told.company.eli.actor, clock_id=told.company.shop)
    told.deliver()
    assert told.standing.webhook.pause is Pause.GONE


def test_what_happens_during_a_pause_is_sent_afterwards(
    told: WebhookWithReceiver, watch: Watch
) -> None:
    pause_webhook(told.company.olive.actor, webhook_id=told.added.webhook_id)
    a_day(told, watch)
    assert told.deliver() == 0
    resume_webhook(told.company.olive.actor, webhook_id=told.added.webhook_id)
    assert told.deliver() == 8
    assert told.taken(told.company.eli) == DAY


def test_another_company_s_events_are_not_told(told: WebhookWithReceiver, watch: Watch) -> None:
    nora = told.company.nora
    assign(nora.actor, clock_id=told.company.furnace, member_id=nora.member_id)
    clock_in(nora.actor, clock_id=told.company.furnace)
    assert told.deliver() == 0


def test_a_punch_does_nothing_for_it(told: WebhookWithReceiver) -> None:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    clock_in(told.company.eli.actor, clock_id=told.company.shop)
    event.remove(db.engine, "before_cursor_execute", note)
    assert statements
    assert not [each for each in statements if "webhook" in each]
