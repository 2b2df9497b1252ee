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


def a_day(hook: WebhookWithReceiver, watch: Watch) -> None:
    """Eli and Maya come, rest and go."""
    company = hook.company
    for hour, act in enumerate((clock_in, pause, resume, clock_out), start=8):
        watch.at(f"{hour:02}:00")
        for person in (company.eli, company.maya):
            given = {"clock_id": company.shop} if act is clock_in else {}
            act(person.actor, **given)


DAY = ["shift.clocked_in", "shift.paused", "shift.resumed", "shift.clocked_out"]


def test_punches_arrive_in_order_and_signed(hook: WebhookWithReceiver, watch: Watch) -> None:
    a_day(hook, watch)
    assert hook.deliver() == 8
    assert hook.taken(hook.company.eli) == hook.taken(hook.company.maya) == DAY
    assert all(each.is_signed_with(hook.added.secret) for each in hook.receiver.messages)
    assert hook.deliver() == 0


def test_a_message_says_what_happened_to_whom_and_when(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company, now = hook.company, watch.at("08:00")
    clock_in(
        company.eli.actor,
        clock_id=company.shop,
        job_id=company.baking,
        details=ShiftDetails(note="Rolls"),
    )
    hook.deliver()
    (message,) = hook.receiver.messages
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
    assert message.headers["host"] == f"127.0.0.1:{hook.receiver.port}"


def test_what_was_recorded_before_a_webhook_is_not_told(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    assert hook.deliver() == 0


def test_someone_who_comes_later_is_told_from_the_first_entry_on(
    hook: WebhookWithReceiver,
) -> None:
    company = hook.company
    added = add_member(company.olive.actor, email="ida@later.test", name="Ida Iden")
    set_role(company.olive.actor, member_id=added.member_id, role=Role.MANAGER)
    deactivate_member(company.olive.actor, member_id=added.member_id)
    hook.deliver()
    about = [each.said for each in hook.receiver.taken]
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
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company = hook.company
    watch.at("08:00")
    clock_in(company.eli.actor, clock_id=company.shop)
    undo(company.eli.actor)
    clock_in(company.eli.actor, clock_id=company.shop)
    watch.at("09:00")
    stop(company.maya.actor, member_id=company.eli.member_id, reason="Sent home")
    hook.deliver()
    said = [each.said for each in hook.messages(company.eli)]
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


def test_only_what_was_chosen_is_sent(hook: WebhookWithReceiver, watch: Watch) -> None:
    change_webhook(
        hook.company.olive.actor,
        webhook_id=hook.added.webhook_id,
        url=hook.receiver.url,
        events=["shift.paused"],
        description="",
    )
    a_day(hook, watch)
    assert hook.deliver() == 2
    assert hook.taken() == ["shift.paused"] * 2


def test_while_one_person_s_message_fails_that_person_s_others_wait_and_the_rest_goes_on(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    hook.receiver.refusing = {hook.company.eli.account_id}
    a_day(hook, watch)
    hook.deliver()
    assert hook.taken(hook.company.eli) == []
    assert hook.taken(hook.company.maya) == DAY
    assert [each.said["type"] for each in hook.receiver.messages if each.status == 500] == [DAY[0]]
    assert (hook.standing.failing, hook.standing.webhook.paused_at) == (1, None)
    hook.receiver.refusing = set()
    assert hook.deliver() == 0
    watch.later(seconds=10)
    hook.deliver()
    assert hook.taken(hook.company.eli) == DAY
    assert hook.standing.failing == 0


def test_a_receiver_that_is_away_is_left_alone_for_a_moment_and_then_gets_everything(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    hook.receiver.stop()
    a_day(hook, watch)
    assert hook.deliver() == 1
    assert hook.deliver() == 0
    (attempt,) = attempts(hook.company.workspace_id, hook.added.webhook_id)
    assert (attempt.status, attempt.fault) == (None, "The connection was refused.")
    hook.receiver.start()
    for _ in range(3):
        watch.later(seconds=40)
        hook.deliver()
    assert hook.taken(hook.company.eli) == hook.taken(hook.company.maya) == DAY


def test_a_receiver_that_says_nothing_is_not_waited_for(
    hook: WebhookWithReceiver, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeclock.outgoing.webhooks.sending.DEADLINE", 0.3)
    hook.receiver.delay = 1.5
    watch.at("08:00")
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    hook.deliver()
    (attempt,) = attempts(hook.company.workspace_id, hook.added.webhook_id)
    assert attempt.status is None
    assert attempt.fault is not None
    assert attempt.fault.startswith("There was no answer within")
    monkeypatch.undo()
    hook.receiver.delay = 0
    watch.later(seconds=40)
    hook.deliver()
    assert hook.taken(hook.company.eli)[-1:] == ["shift.clocked_in"]
    assert hook.standing.failing == 0


def test_a_redirect_is_a_failure_and_no_one_goes_there(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    hook.receiver.status, hook.receiver.location = 307, f"{hook.receiver.url}/elsewhere"
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    hook.deliver()
    assert [each.path for each in hook.receiver.messages] == ["/hook"]
    (attempt,) = attempts(hook.company.workspace_id, hook.added.webhook_id)
    assert (attempt.status, attempt.arrived) == (307, False)


def test_after_a_day_of_failures_it_is_paused_and_the_ledger_says_so(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    company = hook.company
    hook.receiver.status = 503
    clock_in(company.eli.actor, clock_id=company.shop)
    begun = watch.now
    tries = 0
    while hook.standing.webhook.pause is None:
        tries += hook.deliver()
        waits_until = hook.standing.next_try_at
        if waits_until is not None and hook.standing.webhook.pause is None:
            assert waits_until > watch.now
            watch.at(waits_until)
    assert watch.now - begun == timedelta(hours=24)
    assert 12 < tries < 20
    assert hook.standing.webhook.pause is Pause.FAILED
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert (entry.kind, entry.actor_pseudonym) == ("webhook.paused", "clock")
    assert entry.after == {"webhook": hook.added.webhook_id, "because": "failed"}
    hook.receiver.status = 200
    watch.later(hours=5)
    assert hook.deliver() == 0
    resume_webhook(company.olive.actor, webhook_id=hook.added.webhook_id)
    hook.deliver()
    assert hook.taken(company.eli) == ["shift.clocked_in"]


def test_a_receiver_that_is_gone_is_paused_at_once(hook: WebhookWithReceiver) -> None:
    hook.receiver.status = 410
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    hook.deliver()
    assert hook.standing.webhook.pause is Pause.GONE


def test_what_happens_during_a_pause_is_sent_afterwards(
    hook: WebhookWithReceiver, watch: Watch
) -> None:
    pause_webhook(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    a_day(hook, watch)
    assert hook.deliver() == 0
    resume_webhook(hook.company.olive.actor, webhook_id=hook.added.webhook_id)
    assert hook.deliver() == 8
    assert hook.taken(hook.company.eli) == DAY


def test_another_company_s_events_are_not_told(hook: WebhookWithReceiver, watch: Watch) -> None:
    nora = hook.company.nora
    assign(nora.actor, clock_id=hook.company.furnace, member_id=nora.member_id)
    clock_in(nora.actor, clock_id=hook.company.furnace)
    assert hook.deliver() == 0


def test_a_punch_does_nothing_for_it(hook: WebhookWithReceiver) -> None:
    statements: list[str] = []

    def note(connection: object, cursor: object, statement: str, *more: object) -> None:
        statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    clock_in(hook.company.eli.actor, clock_id=hook.company.shop)
    event.remove(db.engine, "before_cursor_execute", note)
    assert statements
    assert not [each for each in statements if "webhook" in each]
