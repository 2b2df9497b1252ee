"""Roles and scopes nest; an act asks for both."""

import pytest

from timeclock.authority.actor import Actor, Door, Role, Scope
from timeclock.authority.permissions import Permission, demand, may, outranks
from timeclock.errors import NotAllowed

ROLES = [Role.EMPLOYEE, Role.MANAGER, Role.EXECUTIVE_MANAGER, Role.OWNER]
SCOPES = [Scope.READ, Scope.PUNCH, Scope.MANAGE, Scope.ADMIN]
# The table of domain.md, "Who may do what": the least role and the least scope.
TABLE = {
    Permission.READ_OWN: (Role.EMPLOYEE, Scope.READ),
    Permission.PUNCH: (Role.EMPLOYEE, Scope.PUNCH),
    Permission.SEE_BOARD: (Role.MANAGER, Scope.READ),
    Permission.STOP_OTHERS: (Role.MANAGER, Scope.MANAGE),
    Permission.MANAGE_KIOSKS: (Role.MANAGER, Scope.ADMIN),
    Permission.PUNCH_FOR_OTHERS: (Role.MANAGER, Scope.MANAGE),
    Permission.STOP_ANYONE: (Role.EXECUTIVE_MANAGER, Scope.MANAGE),
    Permission.SEE_EVERYONE: (Role.EXECUTIVE_MANAGER, Scope.READ),
    Permission.MANAGE_MEMBERS: (Role.EXECUTIVE_MANAGER, Scope.ADMIN),
    Permission.MANAGE_CLOCKS: (Role.EXECUTIVE_MANAGER, Scope.ADMIN),
    Permission.MANAGE_JOBS: (Role.EXECUTIVE_MANAGER, Scope.ADMIN),
    Permission.MANAGE_KEYS: (Role.EXECUTIVE_MANAGER, Scope.ADMIN),
    Permission.CHANGE_ROLES: (Role.OWNER, Scope.ADMIN),
    Permission.CHANGE_WORKSPACE: (Role.OWNER, Scope.ADMIN),
}


def person(role: Role, scope: Scope = Scope.ADMIN) -> Actor:
    return Actor(1, 2, 3, role, Door.NATIVE, "p", scope)


def test_every_permission_is_in_the_table() -> None:
    assert set(Permission.__members__.values()) == set(TABLE)


@pytest.mark.parametrize("permission", list(Permission.__members__.values()))
def test_an_act_asks_for_its_role_and_its_scope(permission: Permission) -> None:
    least_role, least_scope = TABLE[permission]
    for role in ROLES:
        for scope in SCOPES:
            allowed = ROLES.index(role) >= ROLES.index(least_role)
            allowed = allowed and SCOPES.index(scope) >= SCOPES.index(least_scope)
            assert may(person(role, scope), permission) is allowed


def test_a_refusal_says_so() -> None:
    with pytest.raises(NotAllowed) as refused:
        demand(person(Role.EMPLOYEE), Permission.STOP_OTHERS)
    assert refused.value.code == "not_allowed"


def test_roles_and_scopes_have_the_names_that_cross_the_wire() -> None:
    assert [str(role) for role in ROLES] == ["employee", "manager", "executive_manager", "owner"]
    assert [str(scope) for scope in SCOPES] == ["read", "punch", "manage", "admin"]


def test_owners_decide_about_all_and_others_about_those_below() -> None:
    for role in ROLES:
        assert outranks(person(Role.OWNER), role)
    assert [role for role in ROLES if outranks(person(Role.EXECUTIVE_MANAGER), role)] == [
        Role.EMPLOYEE,
        Role.MANAGER,
    ]
    assert not outranks(person(Role.EMPLOYEE), Role.EMPLOYEE)
