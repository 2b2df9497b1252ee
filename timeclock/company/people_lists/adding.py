"""Adding the people of a list, each as one added alone would be."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from timeclock.authority.actor import Actor
from timeclock.company.clocks.assigning import assign
from timeclock.company.people.invitations import invite
from timeclock.company.people.membership import add_member
from timeclock.company.people_lists.reading import LineState, PersonLine
from timeclock.errors import ProductError


@dataclass(frozen=True, slots=True)
class ListedPerson:
    """Who was added for a line, with the token of the invitation; or why that did not go through.

    A person with a refusal and an id was added, but not assigned or not invited.
    """

    line: PersonLine
    member_id: int | None = None
    token: str | None = None
    refusal: ProductError | None = None


def add_people(
    actor: Actor, lines: Iterable[PersonLine], *, clock_ids: Collection[int] = ()
) -> tuple[ListedPerson, ...]:
    """Add each person whose line adds one, assign them to the clocks and invite them.

    A refusal of one person leaves the others. The same list, sent again, adds those who are
    left: a person who is there already is not added twice.
    """
    return tuple(_add(actor, line, clock_ids) for line in lines if line.state is LineState.ADDS)


def _add(actor: Actor, line: PersonLine, clock_ids: Collection[int]) -> ListedPerson:
    member_id = None
    try:
        member_id = add_member(
            actor, email=line.email, name=line.name, employee_number=line.employee_number
        ).member_id
        for clock_id in clock_ids:
            assign(actor, clock_id=clock_id, member_id=member_id, manages=False)
        token = invite(actor, member_id=member_id)
    except ProductError as refusal:
        return ListedPerson(line, member_id, refusal=refusal)
    return ListedPerson(line, member_id, token)
