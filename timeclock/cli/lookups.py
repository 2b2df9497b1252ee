"""Finding what an option names: a company, a member, a clock, a job."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol, TypeVar

from timeclock.authority.actor import Actor
from timeclock.company.clocks import queries as clock_queries
from timeclock.company.clocks.models import TimeClock
from timeclock.company.jobs import queries as job_queries
from timeclock.company.jobs.models import Job
from timeclock.company.labels import queries as label_queries
from timeclock.company.labels.models import Label, LabelKind
from timeclock.company.pay_rules.rule_book import rule_book
from timeclock.company.people import queries as people_queries
from timeclock.company.people.models import Member
from timeclock.company.workspaces import queries as workspace_queries
from timeclock.company.workspaces.models import Workspace
from timeclock.errors import Conflict, Invalid, NotFound
from timeclock.messages import N_
from timeclock.timekeeping import parse_instant
from timeclock.worktime.hours.weeks import Period, period_of
from timeclock.worktime.timesheets.approval.keeping import period_beginning


class Named(Protocol):
    """Whatever an option can name by id or by name."""

    @property
    def id(self) -> int:
        """Its number."""

    @property
    def name(self) -> str:
        """What people call it."""


Found = TypeVar("Found", bound=Named)


@dataclass(frozen=True, slots=True)
class _Words:
    """What is said where a text names nothing, or more than one thing."""

    code: str
    none: str
    several: str


_WORKSPACE = _Words(
    "workspace_not_found",
    N_("There is no company “%(text)s”."),
    N_("More than one company is called “%(text)s”: enter one of the ids %(ids)s."),
)
_CLOCK = _Words(
    "clock_not_found",
    N_("There is no time clock “%(text)s”."),
    N_("More than one time clock is called “%(text)s”: enter one of the ids %(ids)s."),
)
_JOB = _Words(
    "job_not_found",
    N_("There is no job “%(text)s”."),
    N_("More than one job is called “%(text)s”: enter one of the ids %(ids)s."),
)

_LABELS = {
    LabelKind.CLIENT: _Words(
        "client_not_found",
        N_("There is no client “%(text)s”."),
        N_("More than one client is called “%(text)s”: give one of %(ids)s."),
    ),
    LabelKind.TAG: _Words(
        "tag_not_found",
        N_("There is no tag “%(text)s”."),
        N_("More than one tag is called “%(text)s”: give one of %(ids)s."),
    ),
}


def find_workspace(text: str) -> Workspace:
    """The company of that id or exact name."""
    return _one_of(workspace_queries.workspaces(), text, _WORKSPACE)


def operator_at(text: str) -> Actor:
    """The operator, acting in the company of that id or exact name."""
    return Actor.operator(find_workspace(text).id)


def find_member(workspace_id: int, email: str) -> Member:
    """The member with that address."""
    member = people_queries.member_by_email(workspace_id, email)
    if member is None:
        text = N_("%(email)s is not a member of this company.")
        raise NotFound("member_not_found", text, email=email)
    return member


def find_clock(workspace_id: int, text: str) -> TimeClock:
    """The time clock of that id or exact name."""
    clocks = clock_queries.clocks(workspace_id)
    return _one_of(clocks, text, _CLOCK)


def find_job(workspace_id: int, text: str) -> Job:
    """The job of that id, code or exact name."""
    jobs = job_queries.jobs(workspace_id)
    coded = [job for job in jobs if job.code == text]
    return coded[0] if coded else _one_of(jobs, text, _JOB)


def find_label(workspace_id: int, kind: LabelKind, text: str) -> Label:
    """The client or the tag of that id or exact name."""
    return _one_of(label_queries.labels(workspace_id, kind), text, _LABELS[kind])


def instant(text: str | None, *, field: str) -> datetime | None:
    """A moment given as RFC 3339, or None where none was given."""
    try:
        return parse_instant(text) if text is not None else None
    except Invalid as error:
        raise Invalid(
            error.code, "--%(option)s: %(why)s", field=field, option=field, why=error.message
        ) from None


def day(text: str, *, field: str) -> date:
    """A calendar day such as 2026-11-09."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise Invalid(
            "invalid_day",
            "--%(option)s: Enter a day such as 2026-11-09.",
            field=field,
            option=field,
        )
    return found


def today(company: Workspace) -> date:
    """The workday of a company, as its pages count it."""
    return rule_book(company.id).day_of(datetime.now(UTC), company.zone)


def find_period(company: Workspace, first: str | None) -> Period:
    """The pay period that begins on that day, or the present one where none is given."""
    book = rule_book(company.id)
    if first is None:
        return period_of(today(company), book)
    return period_beginning(day(first, field="first"), book)


def _one_of(candidates: Sequence[Found], text: str, words: _Words) -> Found:
    found = [one for one in candidates if str(one.id) == text] or [
        one for one in candidates if one.name == text
    ]
    if not found:
        raise NotFound(words.code, words.none, text=text)
    if len(found) > 1:
        ids = ", ".join(str(one.id) for one in found)
        raise Conflict("ambiguous", words.several, text=text, ids=ids)
    return found[0]
