"""Exports as pages show them."""

from dataclasses import dataclass
from datetime import date

from wtforms import SelectChoice

from timeclock.company.clocks.queries import clocks
from timeclock.company.jobs.queries import jobs
from timeclock.company.people.queries import members
from timeclock.outgoing.exports.fetching import ExportProgress, standing_of
from timeclock.outgoing.exports.models import Export
from timeclock.outgoing.exports.ordering import export_not_found
from timeclock.outgoing.exports.places import ExportState
from timeclock.outgoing.exports.queries import export, exports
from timeclock.outgoing.exports.question import ExportQuestion, FileFormat
from timeclock.storage.transactions import db
from timeclock.web.exports.forms import (
    DECIMAL_MARK_WORDS,
    FORMAT_WORDS,
    HOURS_WORDS,
    SEPARATOR_WORDS,
    WHAT_WORDS,
    ExportForm,
)
from timeclock.web.frame.visitor import actor
from timeclock.web.hours.periods import periods_around, today
from timeclock.web.moment import now
from timeclock.web.wording.names import Names, read_names
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.hours.weeks import Period, previous_period
from timeclock.worktime.timesheets.approval.unapproved import count_unapproved


@dataclass(frozen=True, slots=True)
class ExportView:
    """An export with its question in words; `asked_by` is empty for the operator.

    `standing` is how far its file is for the visitor, NONE in a list.
    """

    export: Export
    question: ExportQuestion
    title: str
    asked_by: str
    people: tuple[str, ...]
    clocks: tuple[str, ...]
    jobs: tuple[str, ...]
    figures: str
    standing: ExportProgress

    @property
    def is_queued(self) -> bool:
        """Whether it waits for other exports."""
        return self.standing.state is ExportState.QUEUED

    @property
    def is_made(self) -> bool:
        """Whether the file can be fetched."""
        return self.standing.state is ExportState.MADE


@dataclass(frozen=True, slots=True)
class Span:
    """Days that are often asked for."""

    first: date
    last: date


def export_view(export_id: int) -> ExportView:
    """An export of the visitor's company. Raises NotFound for another's as for none."""
    found = export(actor().workspace_id, export_id)
    if found is None:
        raise export_not_found()
    return _view(found, _names_of([found]), standing_of(actor(), found))


def newest_exports() -> list[ExportView]:
    """What was asked for last, newest first."""
    found = list(exports(actor().workspace_id, limit=20))
    known = _names_of(found)
    return [_view(each, known, ExportProgress(ExportState.NONE)) for each in found]


def filled(form: ExportForm) -> ExportForm:
    """The form with the people, clocks and jobs that can be chosen, those of the past too."""
    workspace_id = actor().workspace_id
    people = members(workspace_id, include_deactivated=True)
    form.people.choices = [SelectChoice(member.id, member.name) for member, _ in people]
    form.clocks.choices = [
        SelectChoice(each.id, each.name) for each in clocks(workspace_id, include_archived=True)
    ]
    form.jobs.choices = [
        SelectChoice(each.id, each.name) for each in jobs(workspace_id, include_archived=True)
    ]
    return form


def unapproved_in(question: ExportQuestion) -> int:
    """How many timesheets of the days, people and clocks of an export are not approved yet."""
    return count_unapproved(
        db.session.connection(),
        actor().workspace_id,
        Period(question.first, question.after),
        now(),
        member_ids=question.member_ids,
        clock_ids=question.clock_ids,
    )


def usual_spans() -> tuple[Span, Span, Span]:
    """The last pay period that is over, the present one, and the year until today."""
    found = periods_around(today())
    before, present = previous_period(found.present, found.book), found.present
    return (
        Span(before.first, before.last),
        Span(present.first, present.last),
        Span(today().replace(month=1, day=1), today()),
    )


def _names_of(found: list[Export]) -> Names:
    questions = [ExportQuestion.from_json(each.question) for each in found]
    asking = {each.asked_by_id for each in found if each.asked_by_id is not None}
    asked = {member_id for each in questions for member_id in each.member_ids}
    return read_names(actor().workspace_id, asking | asked)


def _view(found: Export, known: Names, standing: ExportProgress) -> ExportView:
    question = ExportQuestion.from_json(found.question)
    what, form = str(WHAT_WORDS[question.what]), str(FORMAT_WORDS[question.format])
    return ExportView(
        export=found,
        question=question,
        title=_("%(what)s, %(format)s", what=what, format=form),
        asked_by=known.person(found.asked_by_id),
        people=tuple(known.person(each) for each in question.member_ids),
        clocks=tuple(known.clock(each) for each in question.clock_ids),
        jobs=tuple(known.job(each) for each in question.job_ids),
        figures=_figures(question),
        standing=standing,
    )


def _figures(question: ExportQuestion) -> str:
    """How the file writes its figures, as far as its format leaves a choice."""
    style, words = question.style, {"hours": str(HOURS_WORDS[question.style.hours])}
    if question.format is FileFormat.XLSX:
        return words["hours"]
    words["mark"] = str(DECIMAL_MARK_WORDS[style.decimal_mark])
    if question.format is FileFormat.PDF:
        return _("%(hours)s; decimal mark: %(mark)s", **words)
    words["separator"] = str(SEPARATOR_WORDS[style.separator])
    return _("%(hours)s; decimal mark: %(mark)s; between values: %(separator)s", **words)
