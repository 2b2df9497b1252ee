"""Connecteam's address for what people did at a clock."""

from collections.abc import Collection
from datetime import timedelta

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.company.people.directory import PeopleFilter, look_up
from timeclock.compat.connecteam import queries
from timeclock.compat.connecteam.clocks import clock_here
from timeclock.compat.connecteam.shapes.activities import ConnecteamActivities, activities
from timeclock.compat.connecteam.shapes.envelopes import ConnecteamAnswered, answered
from timeclock.messages import Sentence
from timeclock.paging import Window
from timeclock.timekeeping import day_bounds
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.problems import BadRequest, Fault, Problem, RequestPart
from timeclock.worktime.shifts.listing import ShiftFilter, list_shifts
from timeclock.worktime.shifts.sight import sight_of

blueprint = Blueprint("activities", __name__)
LONGEST = timedelta(days=92)
# Of a thousand people in a month; Connecteam pages nothing here.
MOST = 20_000


@answers(
    blueprint,
    "GET",
    "/time-clock/v1/time-clocks/<clock>/time-activities",
    call=Call(
        asks=queries.ConnecteamActivitiesQuery,
        gives=ConnecteamAnswered[ConnecteamActivities],
        example_query={"startDate": "2026-11-02", "endDate": "2026-11-08"},
    ),
)
def time_activities(clock: str) -> Response:
    """What the people in sight did at a clock in 92 days at most, oldest first.

    Days are those of the clock's zone, and a shift counts on the day on which it begins.
    """
    actor, query = caller(), query_as(queries.ConnecteamActivitiesQuery)
    place = clock_here(actor, clock)
    if query.endDate < query.startDate:
        raise _wrong_end(Sentence("The end lies before the start."))
    if query.endDate - query.startDate >= LONGEST:
        raise _wrong_end(Sentence("That is more than %(days)s days.", days=LONGEST.days))
    wanted = ShiftFilter(
        start=day_bounds(query.startDate, place.zone)[0],
        end=day_bounds(query.endDate, place.zone)[1],
        member_ids=_members(actor, query.users),
        clock_ids=(place.id,),
        job_ids=query.jobs,
        sight=sight_of(actor),
    )
    found = list_shifts(actor.workspace_id, wanted, Window(MOST + 1), newest_first=False)
    if len(found) > MOST:
        raise _wrong_end(
            Sentence("That is more than %(most)s shifts. Ask for fewer days or users.", most=MOST)
        )
    return json_answer(
        answered(activities(found, query.activityTypes, query.jobs, query.break_kinds))
    )


def _members(actor: Actor, users: Collection[int] | None) -> Collection[int] | None:
    """Whose activities: of these users, or of everyone."""
    if users is None:
        return None
    sought = PeopleFilter(user_ids=users)
    found = look_up(actor.workspace_id, sought, Window(queries.LARGEST_PAGE))
    return [member.id for member, _ in found]


def _wrong_end(sentence: Sentence) -> BadRequest:
    return BadRequest(Problem(Fault.RANGE, ("endDate",), sentence, RequestPart.QUERY))
