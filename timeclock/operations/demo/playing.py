"""Plays an act through the use case that a person would have reached, at the act's moment."""

from collections.abc import Mapping
from dataclasses import dataclass

from timeclock.authority.actor import Actor
from timeclock.ledger.recording import history_at
from timeclock.operations.demo.acts import DemoAct, Verb
from timeclock.worktime.shifts import punching, stopping, undoing
from timeclock.worktime.shifts.details import ShiftDetails


@dataclass(frozen=True, slots=True)
class DemoCast:
    """The people by first name, and ids by name; a kind of break is named by its clock too."""

    actors: Mapping[str, Actor]
    clocks: Mapping[str, int]
    jobs: Mapping[str, int]
    kinds: Mapping[tuple[str, str], int]


def play(act: DemoAct, cast: DemoCast) -> None:
    """Do it as its person."""
    with history_at(act.at):
        _do(act, cast, cast.actors[act.who])


def _do(act: DemoAct, cast: DemoCast, actor: Actor) -> None:
    match act.verb:
        case Verb.CLOCK_IN:
            job_id = cast.jobs[act.job] if act.job else None
            clock_id = cast.clocks[act.place]
            punching.clock_in(
                actor, clock_id=clock_id, job_id=job_id, details=ShiftDetails(note=act.note)
            )
        case Verb.PAUSE:
            punching.pause(actor, kind_id=cast.kinds[act.place, act.kind])
        case Verb.RESUME:
            punching.resume(actor)
        case Verb.SWITCH_JOB:
            punching.switch_job(actor, job_id=cast.jobs[act.job or ""])
        case Verb.CLOCK_OUT:
            punching.clock_out(actor, end=act.end)
        case Verb.STOP:
            stopping.stop(
                cast.actors[act.by], member_id=actor.member_id or 0, reason=act.reason, end=act.end
            )
        case Verb.UNDO:
            undoing.undo(actor)
