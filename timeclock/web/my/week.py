"""My week: the hours of seven days at one glance, each total leading to why it is so."""

from datetime import timedelta

from flask import Blueprint, render_template, request

from timeclock.authority.permissions import Permission
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.person import Person, basis_of
from timeclock.web.frame.visitor import visitor
from timeclock.web.hours.periods import day_asked
from timeclock.web.moment import now
from timeclock.web.my.hours import my_hours, today_of
from timeclock.worktime.hours.weeks import week_of

blueprint = Blueprint("my_week", __name__)

_DAY = timedelta(days=1)


@blueprint.get("/my/week")
@allowed(Permission.READ_OWN)
def page() -> str:
    """The workweek that holds `day`, otherwise the present one."""
    person = Person.of(visitor())
    book = basis_of(person).book_of(person.member_id)
    today = today_of(person, now(), book)
    week = week_of(day_asked(request.args.get("day")) or today, book)
    return render_template(
        "my_week/page.html",
        my=my_hours(person, week, now(), today),
        before=week_of(week.first - _DAY, book),
        present=week_of(today, book),
        zone=person.zone,
    )
