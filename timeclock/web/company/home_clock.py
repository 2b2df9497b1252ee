"""The home clock of one of the company's people: what another would change, and choosing it."""

from flask import Blueprint, Response, url_for

from timeclock.authority.permissions import Permission
from timeclock.web.company.people_forms import HomeClockForm
from timeclock.web.company.people_listing import clock_choices
from timeclock.web.company.person_page import name_of, person_page
from timeclock.web.frame.answers import attempt, attempt_and_go
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor
from timeclock.web.moment import now
from timeclock.web.wording.times import day_words
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.timesheets.rule_changes.home_clocks import (
    change_home_clock,
    effect_of_home_clock,
)

blueprint = Blueprint("home_clock", __name__, url_prefix="/admin/people/<int:member_id>/home-clock")


@blueprint.post("/preview")
@allowed(Permission.CHANGE_RULES)
def preview(member_id: int) -> Response:
    """What another home clock would change; nothing is saved."""
    form = _form()
    if not form.validate():
        return person_page(member_id, homing=form, status=422)
    clock_id, first_day = form.home.data, form.first_day.data
    return attempt(
        lambda: effect_of_home_clock(actor().workspace_id, member_id, clock_id, first_day, now()),
        done=lambda found: person_page(member_id, homing=form, effect=found),
        refused=lambda refusal: person_page(member_id, homing=form, refusal=refusal),
    )


@blueprint.post("")
@allowed(Permission.CHANGE_RULES)
def save(member_id: int) -> Response:
    """Let the person go by the rules of another clock from a day on."""
    form = _form()
    if not form.validate():
        return person_page(member_id, homing=form, status=422)
    clock_id, first_day = form.home.data, form.first_day.data
    name = name_of(member_id)
    return attempt_and_go(
        lambda: change_home_clock(
            actor(),
            member_id=member_id,
            clock_id=clock_id,
            first_day=first_day,
            once=once(f"home clock {member_id}"),
        ),
        url=url_for("person.page", member_id=member_id, _anchor="home-clock"),
        said=_(
            "%(name)s has this home clock from %(day)s on.", name=name, day=day_words(first_day)
        ),
        refused=lambda refusal: person_page(member_id, homing=form, refusal=refusal),
    )


def _form() -> HomeClockForm:
    form = HomeClockForm()
    form.home.choices = clock_choices(actor().workspace_id)
    return form
