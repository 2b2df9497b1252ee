"""Employee numbers: one person's in a company, in whichever form they are written."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from timeclock.company.people.accounts import folded
from timeclock.company.people.models import Member
from timeclock.errors import Invalid
from timeclock.storage.transactions import db
from timeclock.wording import clean


def free_number(
    session: Session, workspace_id: int, number: str | None, *, except_id: int | None = None
) -> str | None:
    """The number as it is kept. Raises Invalid for one that another person of the company has."""
    tidy = clean(number or "", limit=40, field="employee_number") or None
    if tidy is None:
        return None
    # One number for everyone who reads it: other forms of the same characters are not another one.
    wanted = folded(tidy)
    taken = session.execute(
        select(Member.id, Member.employee_number).where(
            Member.workspace_id == workspace_id, Member.employee_number.is_not(None)
        )
    )
    for holder, theirs in taken:
        if holder != except_id and folded(theirs or "") == wanted:
            raise Invalid(
                "number_taken", "Another person has this employee number.", field="employee_number"
            )
    return tidy


def members_with_number(workspace_id: int, number: str) -> frozenset[int]:
    """Who has that number, in whichever form it is written: one person or none."""
    wanted = folded(number.strip())
    numbers = db.session.execute(
        select(Member.id, Member.employee_number).where(
            Member.workspace_id == workspace_id, Member.employee_number.is_not(None)
        )
    )
    return frozenset(row.id for row in numbers if folded(row.employee_number) == wanted)
