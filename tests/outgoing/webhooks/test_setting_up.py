"""Who may set a webhook up, what is kept of it, and what the ledger says."""

from collections.abc import Callable

import pytest

from tests.fixtures.company import Company
from tests.outgoing.webhooks.conftest import WebhookWithReceiver
from timeclock.authority.actor import Actor, Door, Scope
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.decisions import DECISIONS
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.outgoing.webhooks.asking import ask_for_replay, ask_for_test
from timeclock.outgoing.webhooks.events import EVENTS
from timeclock.outgoing.webhooks.models import Webhook
from timeclock.outgoing.webhooks.queries import webhook, webhooks
from timeclock.outgoing.webhooks.rotating import rotate_secret
from timeclock.outgoing.webhooks.service import (
    MOST,
    AddedWebhook,
    add_webhook,
    change_webhook,
    pause_webhook,
    remove_webhook,
    resume_webhook,
)
from timeclock.storage.transactions import db
from timeclock.worktime.corrections.drafts.rules import CorrectionState
from timeclock.worktime.shifts.answering import Act
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval.answering import SheetAct

URL = "https://example.com/hook"


def add(actor: Actor, **changes: object) -> AddedWebhook:
    given: dict[str, object] = {"url": URL, "events": ["shift.clocked_in"]} | changes
    return add_webhook(actor, **given)  # type: ignore[arg-type]


def acts(webhook_id: int) -> list[Callable[[Actor], object]]:
    """Everything that can be done about one webhook."""
    return [
        lambda actor: change_webhook(
            actor, webhook_id=webhook_id, url=URL, events=EVENTS, description=""
        ),
        lambda actor: pause_webhook(actor, webhook_id=webhook_id),
        lambda actor: resume_webhook(actor, webhook_id=webhook_id),
        lambda actor: rotate_secret(actor, webhook_id=webhook_id),
        lambda actor: ask_for_test(actor, webhook_id=webhook_id),
        lambda actor: ask_for_replay(actor, webhook_id=webhook_id, attempt_id=1),
        lambda actor: remove_webhook(actor, webhook_id=webhook_id),
    ]


def test_owners_and_executive_managers_may_and_no_one_else(company: Company) -> None:
    webhook_id = add(company.edda.actor).webhook_id
    for person in (company.maya, company.eli):
        for act in [add, *acts(webhook_id)]:
            with pytest.raises(NotAllowed):
                act(person.actor)
    key = company.olive.through(Door.NATIVE, Scope.MANAGE)
    with pytest.raises(NotAllowed):
        add(key)


def test_another_company_s_webhook_is_like_none(company: Company) -> None:
    webhook_id = add(company.olive.actor).webhook_id
    for number in (webhook_id, webhook_id + 1000):
        for act in acts(number):
            with pytest.raises(NotFound) as refused:
                act(company.nora.actor)
            assert refused.value.code == "webhook_not_found"
    assert webhook(company.nora.workspace_id, webhook_id) is None


def test_the_secret_is_told_once_and_the_ledger_does_not_have_it(company: Company) -> None:
    once = Once.of("k", {})
    added = add(company.olive.actor, once=once)
    with pytest.raises(Conflict) as refused:
        add(company.olive.actor, once=once)
    assert refused.value.code == "already_done"
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    entry = entries(company.workspace_id, chain, limit=1)[0]
    assert entry.kind == "webhook.added"
    assert entry.after == {
        "webhook": added.webhook_id,
        "url": URL,
        "description": "",
        "events": ["shift.clocked_in"],
    }
    assert added.secret not in str(entry)


@pytest.mark.parametrize("events", [[], ["shift.clocked_in", "shift.flew"], ["webhook.test"]])
def test_only_known_events_can_be_chosen(company: Company, events: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        add(company.olive.actor, events=events)
    assert refused.value.field == "events"


def test_every_event_is_one_that_the_ledger_writes() -> None:
    """A renamed kind would silently be told to no one."""
    known = {act.value for act in (*Act, *SheetAct)} | {"correction.asked", "period.reopened"}
    known |= {f"correction.{state.value}" for state in CorrectionState}
    known |= {kind for kind in DECISIONS if kind.endswith(".undone")}
    others = {each for each in EVENTS if not each.startswith(("member.", "kiosk"))}
    assert others <= known
    assert {each for each in EVENTS if each.startswith("shift.")} == {act.value for act in Act}
    assert ShiftRecord.from_json is not None


def test_http_and_inner_addresses_are_for_operators_who_allow_them(company: Company) -> None:
    for url in ("http://example.com/", "https://127.0.0.1/", "https://10.0.0.1/"):
        with pytest.raises(Invalid):
            add(company.olive.actor, url=url)


def test_a_company_has_so_many_and_no_more(company: Company) -> None:
    for _ in range(MOST):
        added = add(company.olive.actor)
    with pytest.raises(Conflict) as refused:
        add(company.olive.actor)
    assert refused.value.code == "too_many"
    remove_webhook(company.olive.actor, webhook_id=added.webhook_id)
    assert add(company.olive.actor).webhook_id > added.webhook_id


def test_a_change_is_in_the_ledger_and_no_change_is_not(company: Company) -> None:
    webhook_id = add(company.olive.actor).webhook_id
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None

    def change(description: str) -> None:
        change_webhook(
            company.edda.actor,
            webhook_id=webhook_id,
            url=URL,
            events=["shift.clocked_in"],
            description=description,
        )

    change("Payroll")
    newest = entries(company.workspace_id, chain, limit=1)[0]
    assert (newest.kind, newest.actor_id) == ("webhook.changed", company.edda.member_id)
    change("Payroll")
    pause_webhook(company.edda.actor, webhook_id=webhook_id)
    pause_webhook(company.edda.actor, webhook_id=webhook_id)
    kinds = [each.kind for each in entries(company.workspace_id, chain, limit=3)]
    assert kinds == ["webhook.paused", "webhook.changed", "webhook.added"]


def test_what_is_removed_keeps_no_secret_and_is_not_listed(hook: WebhookWithReceiver) -> None:
    company = hook.company
    remove_webhook(company.olive.actor, webhook_id=hook.added.webhook_id)
    row = db.session.get_one(Webhook, (company.workspace_id, hook.added.webhook_id))
    assert row.secret == b""
    assert webhooks(company.workspace_id) == []
