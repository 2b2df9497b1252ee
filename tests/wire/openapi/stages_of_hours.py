"""What has to be so before the samples about hours are run: mostly of someone new."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta

from tests.fixtures.cast import CastMember
from tests.wire.openapi.world import Names, World, at
from timeclock.authority.actor import Actor
from timeclock.company.pay_rules.rules import PayRules
from timeclock.company.people.queries import member_of_account
from timeclock.worktime.corrections.approval import deciding
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import dispute
from timeclock.worktime.hours.sheet import CaseKind
from timeclock.worktime.shifts.forgetting import confirm_end, propose_end
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.timesheets.approval import approving, closing
from timeclock.worktime.timesheets.inbox.acknowledging import acknowledge
from timeclock.worktime.timesheets.rule_changes import ruling


def _forgotten(world: World) -> tuple[CastMember, ShiftRecord]:
    """A newcomer forgot to clock out yesterday."""
    person, began = world.newcomer(), datetime.now(UTC) - timedelta(hours=20)
    begun = clock_in(
        world.bakery.operator,
        member_id=person.member_id,
        clock_id=world.bakery.shop,
        claimed=began,
    ).shift
    assert begun is not None
    return person, begun


def _to_answer(world: World) -> Names:
    person, begun = _forgotten(world)
    end = begun.timeline.started_at + timedelta(hours=8)
    return {"shift": begun.id, "at": at(end), "as": world.key_of(person)}


def _answered(world: World) -> Names:
    """The newcomer has said so."""
    person, begun = _forgotten(world)
    end = begun.timeline.started_at + timedelta(hours=8)
    propose_end(person.actor, shift_id=begun.id, end=end)
    return {"shift": begun.id}


def _worked(world: World) -> Names:
    person = world.newcomer()
    return {"user": person.account_id, "shift": world.worked(person)}


def _submitted(world: World) -> Names:
    person = world.newcomer()
    world.worked(person)
    approving.submit(person.actor, first_day=world.stored.first)
    return {"user": person.account_id, "member": person.member_id, "as": world.key_of(person)}


def _to_decide(world: World) -> Names:
    """A sheet that its person has submitted."""
    return {"user": _submitted(world)["user"]}


def _approved(world: World) -> Names:
    found = _submitted(world)
    member_id = int(str(found["member"]))
    approving.approve(world.olive, member_id=member_id, first_day=world.stored.first)
    return {"user": found["user"]}


def _several(world: World) -> Names:
    return {"user_ids": [_submitted(world)["user"]]}


def _an_old_period(world: World) -> date:
    """A period in which no one has worked, open for everyone."""
    first = world.stored.first - timedelta(days=28)
    known = closing.closed_periods(world.olive.workspace_id)
    if any(each.period.first == first and each.reopened_at is None for each in known):
        closing.reopen_period(world.olive, first_day=first, reason="Once more")
    return first


def _to_close(world: World) -> Names:
    return {"first": _an_old_period(world).isoformat()}


def _closed(world: World) -> Names:
    first = _an_old_period(world)
    closing.close_period(world.olive, first_day=first)
    return {"first": first.isoformat()}


def _to_ask(world: World) -> Names:
    draft, person = world.draft(), world.newcomer()
    times = {"started_at": at(draft.started_at), "ended_at": at(draft.ended_at)}
    return {**times, "as": world.key_of(person)}


def _asked(world: World) -> tuple[CastMember, int]:
    person = world.newcomer()
    view = ask(person.actor, shift_id=None, drafts=[world.draft()], reason="Forgot")
    return person, view.id


def _request(world: World) -> Names:
    return {"correction": _asked(world)[1]}


def _own_request(world: World) -> Names:
    person, correction = _asked(world)
    return {"correction": correction, "as": world.key_of(person)}


def _edited(world: World, by: Actor | None = None) -> tuple[CastMember, int]:
    person = world.newcomer()
    view = propose(
        by or world.olive,
        member_id=person.member_id,
        shift_id=None,
        drafts=[world.draft()],
        reason="The door says so",
    )
    return person, view.id


def _edit(world: World) -> Names:
    person, correction = _edited(world)
    return {"correction": correction, "as": world.key_of(person)}


def _disputed(world: World) -> Names:
    person, correction = _edited(world, world.cast.edda.actor)
    dispute(person.actor, correction_id=correction, reason="I was at home")
    return {"correction": correction}


def _long_shift(world: World) -> Names:
    person = world.newcomer()
    shift, day = world.worked(person, hours=15), world.stored.start.date().isoformat()
    named = {"kind": "long_shift", "shift_id": shift, "day": day}
    return {"user_id": person.account_id, **named}


def _a_free_monday(world: World) -> date:
    """Before every day that other rules begin on, and after today."""
    return date(2099, 1, 5) - timedelta(weeks=next(world.numbers))


def _other_rules(world: World) -> Names:
    return {"first_day": _a_free_monday(world).isoformat()}


def _a_version(world: World) -> Names:
    rules = PayRules(rounding=6)
    version = ruling.change_rules(world.olive, first_day=_a_free_monday(world), rules=rules)
    return {"version": version}


def _decided(world: World) -> Names:
    _person, correction = _asked(world)
    deciding.approve(world.olive, correction_id=correction)
    return {"correction": correction}


def _confirmed(world: World) -> Names:
    found = _answered(world)
    confirm_end(world.olive, shift_id=int(str(found["shift"])))
    return found


def _claimed(world: World) -> Names:
    person = world.newcomer()
    claimed = datetime.now(UTC) - timedelta(minutes=10)
    begun = clock_in(person.actor, clock_id=world.bakery.shop, claimed=claimed).shift
    assert begun is not None
    return {"shift": begun.id}


def _seen(world: World) -> Names:
    found = _long_shift(world)
    member = member_of_account(world.bakery.workspace_id, int(str(found["user_id"])))
    assert member is not None
    day = date.fromisoformat(str(found["day"]))
    acknowledge(
        world.olive,
        member_id=member.id,
        kind=CaseKind.LONG_SHIFT,
        day=day,
        shift_id=int(str(found["shift_id"])),
    )
    return found


def _withdrawn(world: World) -> Names:
    found = _a_version(world)
    ruling.withdraw_rules(world.olive, version_id=int(str(found["version"])))
    return found


OF_HOURS: dict[str, Callable[[World], Names]] = {
    "api.shifts.propose_end": _to_answer,
    "api.shifts.confirm_end": _answered,
    "api.shifts.undo_confirmation": _confirmed,
    "api.shifts.refuse_claims": _claimed,
    "api.shifts.worked_through": _worked,
    "api.timesheets.submit": _worked,
    "api.timesheets.take_back": _submitted,
    "api.timesheets.approve": _to_decide,
    "api.timesheets.send_back": _to_decide,
    "api.timesheets.reopen": _approved,
    "api.timesheets.undo": _approved,
    "api.periods.approve": _several,
    "api.periods.close": _to_close,
    "api.periods.reopen": _closed,
    "api.periods.undo": _closed,
    "api.corrections.ask": _to_ask,
    "api.corrections.approve": _request,
    "api.corrections.refuse": _request,
    "api.corrections.withdraw": _own_request,
    "api.corrections.confirm": _edit,
    "api.corrections.dispute": _edit,
    "api.corrections.settle": _disputed,
    "api.corrections.undo": _decided,
    "api.cases.seen": _long_shift,
    "api.cases.undo_seen": _seen,
    "api.rules.change": _other_rules,
    "api.rules.preview": _other_rules,
    "api.rules.preview_of_withdrawal": _a_version,
    "api.rules.withdraw": _a_version,
    "api.rules.undo": _withdrawn,
}
