"""The response to a punch: the current panel and the outcome."""

from collections.abc import Callable
from dataclasses import replace

from flask import Response, flash, make_response, render_template

from timeclock.errors import (
    Busy,
    Conflict,
    Invalid,
    NotAllowed,
    NotFound,
    ProductError,
    Unconfirmed,
)
from timeclock.ledger import queries as ledger_queries
from timeclock.web.clock.forms import ClockInForm
from timeclock.web.clock.panel import News, Panel, is_open
from timeclock.web.clock.panel_reading import (
    asking,
    panel_at_work,
    panel_off,
    undoable,
    undoable_now,
)
from timeclock.web.clock.today_reading import day_of
from timeclock.web.frame.answers import answer, headers_for, is_htmx
from timeclock.web.frame.forgotten_shift import LeftForm
from timeclock.web.frame.person import Person
from timeclock.web.moment import now
from timeclock.web.wording.forgotten_shifts import end_given
from timeclock.web.wording.punches import nothing_to_do, repeated, undone
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.ending import EndNotSaid

PANEL, PAGE = "punching/_panel.html", "clock/page.html"
_ABOUT_AN_EARLIER_ONE = (Act.END_PROPOSED, Act.END_CONFIRMED)  # or about the one under way
PUNCHED = "punched"  # the event on which the day and the week load themselves again


def answer_punch(
    person: Person,
    punch: Callable[[], Punched],
    form: ClockInForm | None = None,
    left: LeftForm | None = None,
) -> Response:
    """Punch for a person and show their panel: to HTMX alone, otherwise by a redirect to the page.

    A refusal comes back inside the panel: 409 where the state is the cause, 422 where the input is.
    `form` and `left` keep what was typed. Where it is unknown whether the punch was recorded, the
    panel stays with its key: pressed again, it counts once.
    """
    try:
        punched = punch()
    except EndNotSaid:
        return _shown(person, asking(person, now(), _panel_asking_first(person)), 409)
    except (Conflict, NotAllowed) as refusal:
        return _refused(person, refusal, 409, form, left)
    except (Invalid, NotFound) as refusal:
        return _refused(person, refusal, 422, form, left)
    except (Busy, Unconfirmed) as trouble:
        if not is_htmx():
            raise
        return _in_trouble(trouble)
    panel = _after(person, punched)
    if panel.news.said and not is_htmx():
        flash(panel.news.said)
    return answer(PANEL, "/", event=PUNCHED, panel=panel)


def panel_now(
    person: Person,
    *,
    said: str | None = None,
    refusal: ProductError | None = None,
    form: ClockInForm | None = None,
    left: LeftForm | None = None,
) -> Panel:
    """The panel from what is stored; what is `said` or refused has just been asked for."""
    shift = shift_queries.open_shift(person.workspace_id, person.member_id)
    if shift:
        panel = panel_at_work(person, now(), shift, left=left)
    else:
        panel = panel_off(person, now(), form=form)
    news = News(
        undoable=undoable_now(person, now(), panel.zone),
        said=said,
        refusal=refusal,
        answered=bool(said or refusal),
    )
    return replace(panel, news=news)


def _refused(
    person: Person,
    refusal: ProductError,
    status: int,
    form: ClockInForm | None,
    left: LeftForm | None,
) -> Response:
    panel = panel_now(person, refusal=refusal, form=form, left=left)
    if left is not None:
        panel = asking(person, now(), panel, left)
    return _shown(person, panel, status)


def _panel_asking_first(person: Person) -> Panel:
    """The panel that asks when the person left, in place of the clock-out that was pressed."""
    shift = shift_queries.open_shift(person.workspace_id, person.member_id)
    if shift is None:
        return panel_now(person)
    return panel_at_work(person, now(), shift, asks_first=True)


def _shown(person: Person, panel: Panel, status: int) -> Response:
    if is_htmx():
        shown = make_response(render_template(PANEL, panel=panel), status)
        shown.headers["HX-Trigger"] = PUNCHED
        return shown
    day = day_of(person, now())
    return make_response(render_template(PAGE, panel=panel.beside(day.today), day=day), status)


def _in_trouble(trouble: ProductError) -> Response:
    shown = make_response(render_template("punching/_trouble.html", trouble=trouble), 503)
    shown.headers.update(headers_for(trouble))
    shown.headers["HX-Retarget"], shown.headers["HX-Reswap"] = "#trouble", "outerHTML"
    return shown


def _after(person: Person, punched: Punched) -> Panel:
    shift = punched.shift
    if punched.replayed or shift is None or punched.kind in _ABOUT_AN_EARLIER_ONE:
        panel = panel_now(person)
    elif is_open(shift):
        panel = panel_at_work(person, now(), shift)
    else:
        panel = panel_off(person, now(), ended=None if shift.voided else shift)
    position = max(panel.position, punched.position or 0)
    return replace(panel, news=_news(person, punched, panel), position=position)


def _news(person: Person, punched: Punched, panel: Panel) -> News:
    if punched.replayed:
        said = repeated(punched.kind, punched.at, punched.undone_at, panel.zone)
        return replace(panel.news, said=said, answered=True)
    if not punched.changed:
        return News(said=nothing_to_do(punched), answered=True)
    if punched.kind in _ABOUT_AN_EARLIER_ONE:
        return News(said=end_given(punched, panel.zone, now()), answered=True)
    if punched.kind is Act.UNDONE:
        return News(said=_taken_back(person, punched, panel), answered=True)
    job = panel.at_work.site.job_name if panel.at_work else None
    offer = undoable(
        punched.kind,
        punched.at,
        punched.position or 0,
        punched.received_at or punched.at,
        now(),
        panel.zone,
        job,
    )
    return News(undoable=offer, answered=True)


def _taken_back(person: Person, punched: Punched, panel: Panel) -> str:
    found = ledger_queries.entries(
        person.workspace_id, person.chain_id, before=punched.position, limit=1
    )
    return undone(found[0].kind, found[0].at, panel.zone) if found else _("Undone")
