"""The people of the company as rows, and what there is to choose for them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from wtforms import SelectChoice

from timeclock.authority.actor import Role
from timeclock.company.clocks.queries import clocks, every_assignment
from timeclock.company.people.queries import members, people_alike
from timeclock.names import holds, search_words, sort_key


@dataclass(frozen=True, slots=True)
class MemberRow:
    """One of the company's people; `clocks` by name, the managed ones apart.

    `alike` are others whose names look like this one, by name.
    """

    member_id: int
    name: str
    email: str
    role: Role
    employee_number: str | None
    clocks: tuple[str, ...]
    manages: tuple[str, ...]
    invited: bool
    active: bool
    alike: tuple[str, ...]


def listing(workspace_id: int, find: str) -> list[MemberRow]:
    """Everyone whose name, address or number has the words in it; those who left come last."""
    at: dict[int, list[str]] = defaultdict(list)
    managed: dict[int, list[str]] = defaultdict(list)
    for assignment, clock in every_assignment(workspace_id):
        (managed if assignment.manages else at)[assignment.member_id].append(clock.name)
    alike = people_alike(workspace_id)
    rows = [
        MemberRow(
            member.id,
            member.name,
            account.email,
            member.role,
            member.employee_number,
            tuple(at[member.id]),
            tuple(managed[member.id]),
            member.accepted_at is None or account.password_hash is None,
            member.is_active,
            tuple(other.name for other in alike.get(member.id, ())),
        )
        for member, account in members(workspace_id, include_deactivated=True)
    ]
    wanted = search_words(find)
    found = [row for row in rows if holds(wanted, row.name, row.email, row.employee_number)]
    return sorted(found, key=lambda row: (not row.active, sort_key(row.name)))


def clock_choices(workspace_id: int, without: Collection[int] = ()) -> list[SelectChoice]:
    """The clocks in use."""
    return [
        SelectChoice(each.id, each.name) for each in clocks(workspace_id) if each.id not in without
    ]
