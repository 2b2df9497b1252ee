"""What shifts of a list name by id, read for all of them at once."""

from collections.abc import Collection

from sqlalchemy import select

from timeclock.api.bodies.shifts import Expanded
from timeclock.api.shapes import expanded
from timeclock.authority.actor import Actor
from timeclock.company.clocks.models import TimeClock
from timeclock.company.jobs.models import Job
from timeclock.company.people.models import Member
from timeclock.storage.transactions import db


def expand(
    actor: Actor, shifts: list[expanded.ExpandedShift], wanted: Collection[Expanded]
) -> list[expanded.ExpandedShift]:
    """The shifts with that of them in full, in one statement for each kind."""
    scalars = db.session.scalars
    if Expanded.USER in wanted:
        whose = {each["user_id"] for each in shifts}
        members = select(Member).where(
            Member.workspace_id == actor.workspace_id, Member.account_id.in_(whose)
        )
        expanded.add_users(shifts, {each.account_id: each for each in scalars(members)})
    if Expanded.CLOCK in wanted:
        where = {each["clock_id"] for each in shifts}
        clocks = select(TimeClock).where(
            TimeClock.workspace_id == actor.workspace_id, TimeClock.id.in_(where)
        )
        expanded.add_clocks(shifts, {each.id: each for each in scalars(clocks)})
    if Expanded.JOB in wanted:
        booked = {each["job_id"] for each in shifts}
        jobs = select(Job).where(Job.workspace_id == actor.workspace_id, Job.id.in_(booked))
        expanded.add_jobs(shifts, {each.id: each for each in scalars(jobs)})
    return shifts
