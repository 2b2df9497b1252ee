"""The dated rules of pay: which hold when, what others would do, setting and withdrawing them."""

from datetime import UTC, date, datetime
from typing import Protocol

from flask import Blueprint, Response

from timeclock.api.access import users_of
from timeclock.api.addresses import BASE
from timeclock.api.bodies.plain import Nothing
from timeclock.api.bodies.rules import Ruled, RulesAsked
from timeclock.api.days import today
from timeclock.api.shapes import rules as shapes
from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.pay_rules.versions import ALWAYS
from timeclock.ledger.entry import Once
from timeclock.ledger.queries import EntryView
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller
from timeclock.wire.once import once, repeats
from timeclock.worktime.timesheets.rule_changes import ruling
from timeclock.worktime.timesheets.rule_changes.effects import Effect
from timeclock.worktime.timesheets.rule_changes.versions import (
    SetRules,
    book_at,
    first_free_day,
    rule_versions,
    set_version,
)

blueprint = Blueprint("rules", __name__)
ALL = f"{BASE}/rules"
_EXAMPLE = {
    "first_day": "2027-01-04",
    "rules": {"overtime": "germany", "rounding_minutes": 5},
}
_LIST = Call(asks=RulesAsked, gives=shapes.RuleVersions, refuses=(404,))
_CHANGE = Call(takes=Ruled, gives=shapes.OneRuleVersion, status=201, example=_EXAMPLE)
_PREVIEW = Call(takes=Ruled, gives=shapes.OneEffect, example=_EXAMPLE)


@answers(blueprint, "GET", ALL, call=_LIST)
def listed() -> Response:
    """The rules of today, and every version that was ever set, newest first day first.

    Those of the company, or with `clock` those of the people whose home clock it is.
    """
    clock_id, actor = query_as(RulesAsked).clock, caller()
    demand(actor, Permission.READ_OWN)
    book, day = book_at(actor.workspace_id, clock_id), today(actor)
    found = rule_versions(actor.workspace_id, clock_id)
    users = users_of(actor, [each.set_by_id for each in found])
    said: shapes.RuleVersions = {
        "clock_id": clock_id,
        "differing": shapes.differing(book.on(day), rule_book(actor.workspace_id).on(day)),
        "current": shapes.rules(book.on(day)),
        "cautions": shapes.cautioned(book.on(day)),
        "first_free_day": first_free_day(actor.workspace_id).isoformat(),
        "versions": [shapes.version(each, users) for each in found],
    }
    return json_answer(said)


@answers(blueprint, "POST", ALL, call=_CHANGE)
def change() -> Response:
    """Let other rules hold from a day on, for the company or for a time clock."""
    body, actor = body_of(Ruled), caller()
    demand(actor, Permission.CHANGE_RULES)
    acted = act(
        lambda key: ruling.change_rules(
            actor,
            first_day=body.first_day,
            rules=_rules(body),
            clock_id=body.clock_id,
            once=key,
        )
    )
    said = _as_set(acted.entry) if acted.entry is not None else _version(acted.made or 0)
    return marked_if(json_answer(said, 201), repeats=acted.replayed)


@answers(blueprint, "POST", f"{ALL}/preview", call=_PREVIEW)
def preview() -> Response:
    """What other rules would do to the open days; nothing is stored."""
    body, actor = body_of(Ruled), caller()
    demand(actor, Permission.CHANGE_RULES)
    return _effect(
        ruling.effect(
            actor.workspace_id, body.first_day, _rules(body), datetime.now(UTC), body.clock_id
        )
    )


@answers(
    blueprint,
    "POST",
    f"{ALL}/<version>/withdraw",
    call=Call(takes=Nothing, gives=shapes.OneRuleVersion),
)
def withdraw(version: str) -> Response:
    """Withdraw a version: the rules before it apply again."""
    body_of(Nothing)
    return _act_on(id_in(version), ruling.withdraw_rules)


@answers(
    blueprint,
    "POST",
    f"{ALL}/<version>/undo",
    call=Call(takes=Nothing, gives=shapes.OneRuleVersion),
)
def undo(version: str) -> Response:
    """Take back one's own withdrawal of a version, within a minute, so that it holds again."""
    body_of(Nothing)
    return _act_on(id_in(version), ruling.undo_withdrawal)


@answers(
    blueprint,
    "POST",
    f"{ALL}/<version>/withdraw/preview",
    call=Call(takes=Nothing, gives=shapes.OneEffect),
)
def preview_of_withdrawal(version: str) -> Response:
    """What taking a version back would do to the open days; nothing is stored."""
    body_of(Nothing)
    actor = caller()
    demand(actor, Permission.CHANGE_RULES)
    found = ruling.effect_of_withdrawal(actor.workspace_id, id_in(version), datetime.now(UTC))
    return _effect(found)


class _ActOnVersion(Protocol):
    def __call__(self, actor: Actor, *, version_id: int, once: Once | None) -> None: ...


def _act_on(version_id: int, use_case: _ActOnVersion) -> Response:
    """Withdraw a version or undo that, and answer with the version as it is then."""
    actor, key = caller(), once()
    repeated = repeats(actor, key)
    use_case(actor, version_id=version_id, once=key)
    return marked_if(json_answer(_version(version_id)), repeats=repeated)


def _effect(found: Effect) -> Response:
    users = users_of(caller(), [each.member_id for each in found.members])
    return json_answer(shapes.OneEffect(effect=shapes.effect(found, users)))


def _rules(body: Ruled) -> PayRules:
    return body.on(book_at(caller().workspace_id, body.clock_id).on(body.first_day))


def _as_set(entry: EntryView) -> shapes.OneRuleVersion:
    """The version as it was when its entry was written."""
    facts = dict(entry.after or {})
    version_id, first_day = facts.pop("version"), date.fromisoformat(facts.pop("first_day"))
    clock_id = facts.pop("clock", None)
    found = SetRules(
        id=version_id,
        first_day=first_day,
        rules=PayRules.from_json(facts),
        set_by_id=entry.actor_id,
        created_at=entry.received_at,
        withdrawn_at=None,
        in_force=True,
        may_be_withdrawn=first_day > ALWAYS or clock_id is not None,
        clock_id=clock_id,
    )
    return {"version": shapes.version(found, users_of(caller(), [entry.actor_id]))}


def _version(version_id: int) -> shapes.OneRuleVersion:
    actor = caller()
    found = set_version(actor.workspace_id, version_id)
    return {"version": shapes.version(found, users_of(actor, [found.set_by_id]))}
