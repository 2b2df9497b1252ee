"""Connecteam's address for the totals of timesheets at a clock."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import UTC, date, datetime, timedelta

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.clocks.models import TimeClock
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people.queries import user_ids
from timeclock.compat.connecteam import queries
from timeclock.compat.connecteam.clocks import clock_here
from timeclock.compat.connecteam.shapes import timesheets as shapes
from timeclock.compat.connecteam.shapes.envelopes import ConnecteamAnswered, answered
from timeclock.compat.connecteam.shapes.shifts import shifts
from timeclock.messages import Sentence
from timeclock.paging import Window
from timeclock.timekeeping import day_bounds, local_date
from timeclock.wire.addresses import answers
from timeclock.wire.bodies import query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.problems import BadRequest, Fault, Problem, RequestPart
from timeclock.worktime.hours.weeks import Period, periods_between
from timeclock.worktime.shifts.listing import ShiftFilter, list_shifts
from timeclock.worktime.shifts.sight import sight_of
from timeclock.worktime.timesheets.approval.payroll import payroll_parts
from timeclock.worktime.timesheets.approval.standing import SheetDecision, SheetState

blueprint = Blueprint("timesheets", __name__)
LONGEST = timedelta(days=45)
MOST = 20_000
_DAY = timedelta(days=1)
_Activities = Mapping[tuple[int, date], list[shapes.DailyActivity]]


@answers(
    blueprint,
    "GET",
    "/time-clock/v1/time-clocks/<clock>/timesheet",
    call=Call(
        asks=queries.ConnecteamTimesheetQuery,
        gives=ConnecteamAnswered[shapes.ConnecteamTimesheet],
        example_query={"startDate": "2026-11-02", "endDate": "2026-11-08"},
    ),
)
def timesheet(clock: str) -> Response:
    """The hours at a clock by person and day, in 45 days at most: regular and overtime.

    They are those of the timesheets of the people in sight, exact and not rounded.
    Corrections of closed days that are paid later are at no clock, so they are not here.
    """
    actor, query = caller(), query_as(queries.ConnecteamTimesheetQuery)
    place = clock_here(actor, clock)
    demand(actor, Permission.SEE_TIMESHEETS)
    if query.endDate < query.startDate:
        raise _wrong_end(Sentence("The end lies before the start."))
    if query.endDate - query.startDate >= LONGEST:
        raise _wrong_end(Sentence("That is more than %(days)s days.", days=LONGEST.days))
    found: defaultdict[int, list[shapes.DailyRecord]] = defaultdict(list)
    activities = _activities(actor, place, query)
    members = _members(actor, query.users)
    asked = Period(query.startDate, query.endDate + _DAY)
    for period in periods_between(asked.first, asked.after, rule_book(actor.workspace_id)):
        for person in payroll_parts(actor, period, datetime.now(UTC), member_ids=members):
            if not _fits(person.standing, query.flags):
                continue
            user, its = person.member.account_id, defaultdict(list)
            standing = _flags(person.standing)
            for day, part in person.parts:
                here = day in asked and part.clock_id == place.id
                if here and (query.jobs is None or part.job_id in query.jobs):
                    its[day].append(part)
            found[user] += [
                shapes.daily(day, its[day], standing, activities.get((user, day), []))
                for day in sorted(its)
            ]
    said: shapes.ConnecteamTimesheet = {
        "startDate": query.startDate.isoformat(),
        "endDate": query.endDate.isoformat(),
        "users": [
            {"userId": user, "dailyRecords": found[user]} for user in sorted(found) if found[user]
        ],
    }
    return json_answer(answered(said))


def _flags(standing: SheetDecision) -> shapes.SheetFlags:
    """How far a timesheet has come; what is approved is submitted and locked too."""
    return {
        "isApproved": standing.locked,
        "isSubmitted": standing.state is not SheetState.OPEN,
        "isLocked": standing.locked,
    }


def _fits(standing: SheetDecision, wanted: Mapping[str, bool | None]) -> bool:
    """Whether a timesheet has come as far as is asked for."""
    here: Mapping[str, object] = {**_flags(standing)}
    return all(here[name] == each for name, each in wanted.items() if each is not None)


def _members(actor: Actor, users: Collection[int] | None) -> Collection[int] | None:
    """The members that users are; None is everyone."""
    if users is None:
        return None
    return [each for each, user in user_ids(actor.workspace_id).items() if user in users]


def _activities(
    actor: Actor, place: TimeClock, query: queries.ConnecteamTimesheetQuery
) -> _Activities:
    """By user and day, the parts of shifts that begin then."""
    wanted = ShiftFilter(
        start=day_bounds(query.startDate, place.zone)[0],
        end=day_bounds(query.endDate, place.zone)[1],
        clock_ids=(place.id,),
        job_ids=query.jobs,
        sight=sight_of(actor),
    )
    found = list_shifts(actor.workspace_id, wanted, Window(MOST + 1), newest_first=False)
    if len(found) > MOST:
        raise _wrong_end(
            Sentence("That is more than %(most)s shifts. Ask for fewer days or users.", most=MOST)
        )
    by_day: defaultdict[tuple[int, date], list[shapes.DailyActivity]] = defaultdict(list)
    for record in found:
        day = local_date(record.timeline.started_at, place.zone)
        for part in shifts(record, query.jobs):
            activity: shapes.DailyActivity = {"timeActivityId": part["id"], "start": part["start"]}
            if "end" in part:
                activity["end"] = part["end"]
            by_day[record.account_id, day].append(activity)
    return by_day


def _wrong_end(sentence: Sentence) -> BadRequest:
    return BadRequest(Problem(Fault.RANGE, ("endDate",), sentence, RequestPart.QUERY))
