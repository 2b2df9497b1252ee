"""The table of rights: which role and which scope of key each act asks for."""

from enum import Enum

from timeclock.authority.actor import Actor, Role, Scope
from timeclock.errors import NotAllowed


class Permission(Enum):
    """An act, with the least role and the least scope that may do it."""

    READ_OWN = (Role.EMPLOYEE, Scope.READ)
    PUNCH = (Role.EMPLOYEE, Scope.PUNCH)
    ASK_FOR_CHANGES = (Role.EMPLOYEE, Scope.PUNCH)
    SEE_BOARD = (Role.MANAGER, Scope.READ)
    # At the clocks one manages; from executive manager up, at every clock.
    STOP_OTHERS = (Role.MANAGER, Scope.MANAGE)
    PUNCH_FOR_OTHERS = (Role.MANAGER, Scope.MANAGE)
    SEE_TIMESHEETS = (Role.MANAGER, Scope.READ)
    CORRECT_OTHERS = (Role.MANAGER, Scope.MANAGE)
    APPROVE_TIMESHEETS = (Role.MANAGER, Scope.MANAGE)
    # As for STOP_OTHERS.
    MANAGE_KIOSKS = (Role.MANAGER, Scope.ADMIN)
    STOP_ANYONE = (Role.EXECUTIVE_MANAGER, Scope.MANAGE)
    SEE_EVERYONE = (Role.EXECUTIVE_MANAGER, Scope.READ)
    EXPORT_HOURS = (Role.EXECUTIVE_MANAGER, Scope.READ)
    CLOSE_PERIODS = (Role.EXECUTIVE_MANAGER, Scope.MANAGE)
    CHANGE_RULES = (Role.EXECUTIVE_MANAGER, Scope.ADMIN)
    MANAGE_MEMBERS = (Role.EXECUTIVE_MANAGER, Scope.ADMIN)
    MANAGE_CLOCKS = (Role.EXECUTIVE_MANAGER, Scope.ADMIN)
    MANAGE_JOBS = (Role.EXECUTIVE_MANAGER, Scope.ADMIN)
    MANAGE_KEYS = (Role.EXECUTIVE_MANAGER, Scope.ADMIN)
    MANAGE_WEBHOOKS = (Role.EXECUTIVE_MANAGER, Scope.ADMIN)
    CHANGE_ROLES = (Role.OWNER, Scope.ADMIN)
    CHANGE_WORKSPACE = (Role.OWNER, Scope.ADMIN)

    @property
    def role(self) -> Role:
        """The least role."""
        return self.value[0]

    @property
    def scope(self) -> Scope:
        """The least scope of a key."""
        return self.value[1]


def may(actor: Actor, permission: Permission) -> bool:
    """Whether role and scope both reach; which clocks a manager has is asked elsewhere."""
    return actor.role.rank >= permission.role.rank and actor.scope.rank >= permission.scope.rank


def demand(actor: Actor, permission: Permission) -> None:
    """Raise NotAllowed unless the actor may."""
    if not may(actor, permission):
        raise NotAllowed("not_allowed", "You do not have the right to do this.")


def outranks(actor: Actor, role: Role) -> bool:
    """Whether the actor may decide about a person of that role: owners about all, others below."""
    return actor.role is Role.OWNER or actor.role.rank > role.rank
