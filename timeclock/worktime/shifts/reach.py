"""How far an actor's hand reaches in a situation."""

from timeclock.authority.actor import Actor, Role
from timeclock.authority.permissions import Permission, may
from timeclock.worktime.shifts.situation import Situation


def may_act_for(actor: Actor, situation: Situation, permission: Permission) -> bool:
    """Whether the actor may do this for this member: for oneself, or where one manages."""
    if actor.member_id == situation.member_id:
        return may(actor, Permission.PUNCH)
    return may(actor, permission) and decides_here(actor, situation)


def may_correct(actor: Actor, situation: Situation) -> bool:
    """Whether the actor may give any time: who manages the clock, and everyone above."""
    return may(actor, Permission.STOP_OTHERS) and decides_here(actor, situation)


def decides_here(actor: Actor, situation: Situation) -> bool:
    """Whether the member's clock lies in the actor's hands."""
    return actor.role.rank >= Role.EXECUTIVE_MANAGER.rank or situation.actor_manages
