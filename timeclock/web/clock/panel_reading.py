"""Reading what the panel shows: few statements, since every punch waits for them."""

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TypeVar

from flask import session
from wtforms import SelectChoice

from timeclock.authority.actor import Source
from timeclock.authority.permissions import Permission, may
from timeclock.company.clocks import queries as clock_queries
from timeclock.company.jobs import queries as job_queries
from timeclock.company.jobs.queries import JobOnOffer
from timeclock.company.people import queries as people_queries
from timeclock.ledger import queries as ledger_queries
from timeclock.storage.transactions import db
from timeclock.timekeeping import elapsed
from timeclock.web.clock.forms import ClockInForm
from timeclock.web.clock.panel import (
    NOTHING_NEW,
    AtWork,
    News,
    Off,
    Panel,
    PlannedBreak,
    StopNotice,
    Undoable,
)
from timeclock.web.clock.today import counts_for
from timeclock.web.frame.forgotten_shift import (
    LeftForm,
    Question,
    end_not_said,
    question_about,
    with_suggestion,
)
from timeclock.web.frame.person import Person, basis_of
from timeclock.web.frame.remembered import remembered
from timeclock.web.wording.jobs import grouped
from timeclock.web.wording.punches import short
from timeclock.web.wording.tags import TagOnOffer, read_tags, tag_choices
from timeclock.web.wording.times import since
from timeclock.worktime.shifts import queries as shift_queries
from timeclock.worktime.shifts.answering import PUNCHES
from timeclock.worktime.shifts.choices import (
    ClockChoice,
    Habits,
    Site,
    by_last_use,
    habits,
    places,
    site,
)
from timeclock.worktime.shifts.own_ends import own_end_of
from timeclock.worktime.shifts.record import ShiftRecord
from timeclock.worktime.shifts.rules import UNDO_FOR, is_forgotten
from timeclock.worktime.shifts.timeline import State

T = TypeVar("T")
STOP_SHOWN_FOR = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_STILL = "still_working"


def panel_at_work(
    person: Person,
    now: datetime,
    shift: ShiftRecord,
    news: News = NOTHING_NEW,
    *,
    left: LeftForm | None = None,
    asks_first: bool = False,
) -> Panel:
    """The panel for a shift under way.

    `left` is an answer that was refused, to be shown again. `asks_first` asks when the person left,
    in place of a clock-out.
    """
    line = shift.timeline
    job_id = line.current_job_id
    where = site_of(person, shift.clock_id, job_id)
    pause, forgotten = line.open_pause, is_forgotten(line, where.limit, now)
    worked, still_counts = line.worked(now), counts_for(shift, now)
    at_work = AtWork(
        shift=shift,
        since=since(pause.started_at if pause else line.started_at, now, where.zone),
        site=where,
        kind=where.kind(pause.kind_id) if pause else None,
        worked=worked,
        most=None if still_counts is None else worked + still_counts,
        on_break_for=pause.interval.length(now) if pause else None,
        forgotten=forgotten,
        planned=PlannedBreak.of(pause, now),
    )
    asks = forgotten and (asks_first or session.get(_STILL) != shift.id)
    question = _question(person, shift, where, now, left, replaces=asks_first) if asks else None
    named = where.zone != person.zone
    return Panel(
        now,
        person.position,
        line.state,
        where.zone,
        named,
        news,
        at_work=at_work,
        question=question,
    )


def panel_off(
    person: Person,
    now: datetime,
    news: News = NOTHING_NEW,
    *,
    form: ClockInForm | None = None,
    ended: ShiftRecord | None = None,
) -> Panel:
    """The panel for who is off the clock.

    `form` is a clock-in that was refused, to be shown again. `ended` is a shift that the person has
    just ended: it says what was used last and that no one else stopped it.
    """
    used = _used_on(ended) if ended else habits(person.workspace_id, person.member_id, now)
    assigned = _known(
        person,
        ("places", person.member_id),
        lambda: places(person.workspace_id, person.member_id),
    )
    here = by_last_use(assigned, used.clock_ids)
    jobs = _known(person, "jobs", lambda: job_queries.on_offer(person.workspace_id))
    offered = _offered(form, here, jobs, used)
    offered.tags.choices = tag_choices(known_tags(person))
    off = Off(
        places=here,
        form=offered,
        has_jobs=bool(jobs),
        stop=None if ended else _last_stop(person, now),
        may_assign=may(person.actor, Permission.MANAGE_CLOCKS),
    )
    zone = here[0].zone if here else person.zone
    return Panel(now, person.position, State.OFF, zone, zone != person.zone, news, off=off)


def asking(person: Person, now: datetime, panel: Panel, left: LeftForm | None = None) -> Panel:
    """The same panel with what only a page that loads asks and suggests, not the way of a punch."""
    question = panel.question
    if question is None:
        closed = end_not_said(person.workspace_id, person.member_id)
        if closed is None:
            return panel
        where = site_of(person, closed.clock_id, closed.timeline.current_job_id)
        question = _question(person, closed, where, now, left)
    if question is None:
        return panel
    shift = question.shift
    where = site_of(person, shift.clock_id, shift.timeline.current_job_id)
    return replace(panel, question=with_suggestion(question, where, now))


def _question(
    person: Person,
    shift: ShiftRecord,
    where: Site,
    now: datetime,
    left: LeftForm | None,
    *,
    replaces: bool = False,
) -> Question:
    """The question about a shift, which says how the answer counts."""
    line, book = shift.timeline, basis_of(person).company_book
    at = line.ended_at or line.started_at
    own = own_end_of(db.session.connection(), book, shift, at, where.zone)
    return question_about(shift, where, now, left, own=own, replaces_clock_out=replaces)


def note_still_working(shift_id: int) -> None:
    """Do not ask about this shift again in this browser."""
    session[_STILL] = shift_id


def site_of(person: Person, clock_id: int, job_id: int | None) -> Site:
    """Everything to say about where a shift runs, as long as the company does not change it."""
    return _known(
        person, ("site", clock_id, job_id), lambda: site(person.workspace_id, clock_id, job_id)
    )


def known_tags(person: Person) -> tuple[TagOnOffer, ...]:
    """The tags of the company, as long as it does not change them."""
    return _known(person, "tags", lambda: read_tags(person.workspace_id))


def _known(person: Person, what: Hashable, read: Callable[[], T]) -> T:
    return remembered(person.workspace_id, person.settings, what, read)


def undoable_now(person: Person, now: datetime, zone: str) -> Undoable | None:
    """The last entry of the person's chain while it may be taken back, for a page loaded anew."""
    entry = ledger_queries.last_entry(person.workspace_id, person.chain_id)
    if entry is None or entry.actor_id != person.member_id or entry.kind not in PUNCHES:
        return None
    return undoable(entry.kind, entry.at, entry.position, entry.received_at, now, zone)


def undoable(
    kind: str,
    at: datetime,
    position: int,
    received_at: datetime,
    now: datetime,
    zone: str,
    job: str | None = None,
) -> Undoable | None:
    """The offer to take an act back; None once its minute has passed."""
    left = UNDO_FOR - elapsed(received_at, now)
    if left < _SECOND:
        return None
    return Undoable(short(kind, at, zone, job), position, min(left, UNDO_FOR))


def _offered(
    form: ClockInForm | None, here: Sequence[ClockChoice], jobs: Sequence[JobOnOffer], used: Habits
) -> ClockInForm:
    optional = not here or not all(place.job_required for place in here)
    groups, chosen = grouped(jobs, used.job_ids, optional=optional)
    offered = form or ClockInForm(formdata=None, job=chosen)
    offered.job.choices = groups
    offered.clock.choices = [SelectChoice(str(place.clock_id), place.name) for place in here]
    return offered


def _used_on(shift: ShiftRecord) -> Habits:
    line = shift.timeline
    jobs = [line.job_id, *(stretch.job_id for stretch in line.stretches)]
    return Habits((shift.clock_id,), tuple(dict.fromkeys(reversed(jobs))))


def _last_stop(person: Person, now: datetime) -> StopNotice | None:
    shift = shift_queries.last_stop(
        person.workspace_id, person.member_id, since=now - STOP_SHOWN_FOR
    )
    if shift is None or shift.end_source == Source.BACKGROUND:
        return None  # what the clock closes by itself is asked about, until someone confirms it
    who = (shift.ended_by_id,) if shift.ended_by_id else ()
    names = people_queries.names(person.workspace_id, who) if who else {}
    clock = clock_queries.clock(person.workspace_id, shift.clock_id)
    zone = clock.zone if clock else person.zone
    at = since(shift.timeline.ended_at or now, now, zone)
    return StopNotice(names.get(shift.ended_by_id or 0, ""), at, shift)
