"""What has happened to Eli's time before the act of a row."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from tests.worktime.corrections.scenes import at
from tests.worktime.paid_time.channels import TimeScene, Who
from tests.worktime.shifts.forgotten import closes_forgotten
from timeclock.authority.actor import Actor
from timeclock.company.clocks.break_kinds import add_break_kind
from timeclock.worktime.corrections.approval.asking import ask, propose
from timeclock.worktime.corrections.approval.deciding import approve, dispute, refuse
from timeclock.worktime.corrections.drafts.drafts import Draft
from timeclock.worktime.shifts.forgetting import close_provisionally, confirm_end
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.queries import shift
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.refusing import refuse_claims
from timeclock.worktime.shifts.stopping import stop

FRIDAY = datetime(2026, 2, 27, 8, tzinfo=UTC)
MONDAY = datetime(2026, 3, 2, 7, tzinfo=UTC)
EARLIER = MONDAY - timedelta(hours=11)  # Sunday evening; 60 hours after the start
LONG_AGO = FRIDAY + timedelta(hours=8)  # out of the reach of a time that counts at once
ALMOST_NOW = MONDAY - timedelta(seconds=119)  # within the tolerance of 2 minutes
NINE, TEN, HALF_PAST_TEN, NOON = at("09:00"), at("10:00"), at("10:30"), at("12:00")

Situation = Callable[[TimeScene], None]


def _in(scene: TimeScene, moment: datetime, claimed: datetime | None = None) -> None:
    scene.watch.at(moment)
    begun = clock_in(scene.eli.actor, clock_id=scene.company.shop, claimed=claimed).shift
    assert begun is not None
    scene.shift = begun.id


def _decider(scene: TimeScene) -> Actor:
    """The person who acts, or Maya where that person may not decide."""
    if scene.who in (Who.EMPLOYEE, Who.MANAGER_ELSEWHERE):
        return scene.company.maya.actor
    return scene.actor


def _found(scene: TimeScene) -> ShiftRecord:
    found = shift(scene.company.workspace_id, scene.shift)
    assert found is not None
    return found


def off(scene: TimeScene) -> None:
    """Not in yet, at noon."""
    scene.watch.at(NOON)


def working(scene: TimeScene) -> None:
    """In since eight; it is noon."""
    _in(scene, at("08:00"))
    scene.watch.at(NOON)


def at_lunch(scene: TimeScene) -> None:
    """In since eight, at lunch since nine; it is noon."""
    _in(scene, at("08:00"))
    scene.watch.at(NINE)
    pause(scene.eli.actor, kind_id=scene.company.lunch)
    scene.watch.at(NOON)


def at_a_paid_rest(scene: TimeScene) -> None:
    """In since eight, since nine on a paid break of 15 minutes; it is one o'clock."""
    kind = add_break_kind(
        scene.company.operator, clock_id=scene.company.shop, name="Tea", paid=True, minutes=15
    )
    _in(scene, at("08:00"))
    scene.watch.at(NINE)
    pause(scene.eli.actor, kind_id=kind)
    scene.watch.at("13:00")


def forgotten(scene: TimeScene) -> None:
    """In since Friday at eight; it is Monday at seven."""
    _in(scene, FRIDAY)
    scene.watch.at(MONDAY)


def forgotten_at_a_rest(scene: TimeScene) -> None:
    """In since Friday at eight, at a paid rest since noon; it is Monday at seven."""
    _in(scene, FRIDAY)
    scene.watch.at(FRIDAY + timedelta(hours=4))
    pause(scene.eli.actor, kind_id=scene.company.rest)
    scene.watch.at(MONDAY)


def to_be_closed(scene: TimeScene) -> None:
    """Forgotten, at a clock that closes such shifts."""
    forgotten(scene)
    closes_forgotten(scene.company)


def closed_by_the_clock(scene: TimeScene) -> None:
    """Closed by the clock 14 hours after the start, and looked at on Saturday morning."""
    _in(scene, FRIDAY)
    scene.watch.at(FRIDAY + timedelta(hours=23))
    closes_forgotten(scene.company)
    close_provisionally(
        scene.company.workspace_id, member_id=scene.eli.member_id, shift_id=scene.shift
    )


def ended_late(scene: TimeScene) -> None:
    """Forgotten, and clocked out on Monday without a word about when."""
    forgotten(scene)
    clock_out(scene.eli.actor)


def claimed(scene: TimeScene) -> None:
    """Clocked in at noon from nine on."""
    _in(scene, NOON, NINE)
    scene.watch.at("12:30")


def worked(scene: TimeScene) -> None:
    """Worked from eight to four; it is eight in the evening."""
    _in(scene, at("08:00"))
    scene.watch.at("16:00")
    clock_out(scene.eli.actor)
    scene.watch.at("20:00")


def clocked_out(scene: TimeScene) -> None:
    """The person who acts has just ended the shift that began at eight."""
    working(scene)
    clock_out(_ender(scene), member_id=scene.eli.member_id)
    scene.watch.later(seconds=20)


def stopped(scene: TimeScene) -> None:
    """The person who acts has just stopped it."""
    working(scene)
    stop(_decider(scene), member_id=scene.eli.member_id, reason="Left")
    scene.watch.later(seconds=20)


def _ender(scene: TimeScene) -> Actor:
    return scene.actor if scene.who is Who.EMPLOYEE else _decider(scene)


def requested(scene: TimeScene) -> None:
    """Eli has asked for an end at five."""
    worked(scene)
    wish = replace(Draft.of(_found(scene)), ended_at=at("17:00"))
    scene.correction = ask(
        scene.eli.actor, shift_id=scene.shift, drafts=(wish,), reason="I stayed"
    ).id
    scene.watch.later(minutes=5)


def approved(scene: TimeScene) -> None:
    """The person who acts has just approved what Eli asked for."""
    requested(scene)
    approve(_decider(scene), correction_id=scene.correction)
    scene.watch.later(seconds=20)


def refused(scene: TimeScene) -> None:
    """The person who acts has just refused what Eli asked for."""
    requested(scene)
    refuse(_decider(scene), correction_id=scene.correction, reason="You left at four")
    scene.watch.later(seconds=20)


def edited(scene: TimeScene) -> None:
    """Maya has moved the end to three."""
    worked(scene)
    wish = replace(Draft.of(_found(scene)), ended_at=at("15:00"))
    scene.correction = propose(
        scene.company.maya.actor,
        member_id=scene.eli.member_id,
        shift_id=scene.shift,
        drafts=(wish,),
        reason="The door says so",
    ).id
    scene.watch.later(minutes=5)


def disputed(scene: TimeScene) -> None:
    """Eli says that this is wrong."""
    edited(scene)
    dispute(scene.eli.actor, correction_id=scene.correction, reason="I left at four")
    scene.watch.later(minutes=5)


def confirmed(scene: TimeScene) -> None:
    """The person who acts has just confirmed the claimed start."""
    claimed(scene)
    confirm_end(_decider(scene), shift_id=scene.shift)
    scene.watch.later(seconds=20)


def claim_refused(scene: TimeScene) -> None:
    """The person who acts has just refused the claimed start."""
    claimed(scene)
    refuse_claims(_decider(scene), shift_id=scene.shift)
    scene.watch.later(seconds=20)
