"""The jobs and kinds of break to choose from where a shift is to become otherwise."""

from collections.abc import Sequence
from dataclasses import dataclass

from wtforms import SelectChoice

from timeclock.company.clocks import queries as clock_queries
from timeclock.company.jobs import queries as job_queries
from timeclock.names import sort_key
from timeclock.web.corrections.fields import kind_choice
from timeclock.web.wording.jobs import full_names
from timeclock.web.wording.tags import read_tags, tag_choices
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.choices import ClockChoice, kind_names
from timeclock.worktime.shifts.record import ShiftRecord


@dataclass(frozen=True, slots=True)
class Choices:
    """What a shift can be booked on and which breaks it can have; "no job" is among the jobs."""

    jobs: tuple[SelectChoice, ...]
    kinds: tuple[SelectChoice, ...]
    tags: tuple[SelectChoice, ...]

    @property
    def has_jobs(self) -> bool:
        """Whether there is more to choose than no job."""
        return len(self.jobs) > 1


def choices_of(
    workspace_id: int, shift: ShiftRecord | None, clocks: Sequence[ClockChoice]
) -> Choices:
    """What is on offer at these clocks, and what the shift has already though it is archived."""
    tags = tag_choices(read_tags(workspace_id), () if shift is None else shift.tag_ids)
    return Choices(
        _jobs(workspace_id, shift, clocks), _kinds(workspace_id, shift, clocks), tuple(tags)
    )


def _jobs(
    workspace_id: int, shift: ShiftRecord | None, clocks: Sequence[ClockChoice]
) -> tuple[SelectChoice, ...]:
    """The jobs after the choice of none, which only asks for one where every clock needs one."""
    jobs = job_queries.jobs(workspace_id, include_archived=True)
    used: set[int | None] = set()
    if shift is not None:
        used = set(shift.timeline.job_ids)
    names = full_names(jobs)
    offered = [job.id for job in jobs if job.archived_at is None or job.id in used]
    is_needed = bool(clocks) and all(each.job_required for each in clocks) and None not in used
    return (
        SelectChoice("", _("Choose a job") if is_needed else _("No job")),
        *(
            SelectChoice(str(job_id), names[job_id])
            for job_id in sorted(offered, key=lambda job_id: sort_key(names[job_id]))
        ),
    )


def _kinds(
    workspace_id: int, shift: ShiftRecord | None, clocks: Sequence[ClockChoice]
) -> tuple[SelectChoice, ...]:
    found: dict[str, str] = {}
    for place in clocks:
        at = _(" at %(clock)s", clock=place.name) if len(clocks) > 1 else ""
        for kind in clock_queries.break_kinds(workspace_id, place.clock_id):
            found[kind_choice(kind.id, paid=kind.paid)] = _label(kind.name, paid=kind.paid) + at
    if shift is not None:
        names = kind_names(workspace_id)
        for pause in shift.timeline.pauses:
            name = names.get(pause.kind_id or 0, _("Break"))
            choice = kind_choice(pause.kind_id, paid=pause.paid)
            found.setdefault(choice, _label(name, paid=pause.paid))
    found.setdefault(kind_choice(None, paid=False), _label(_("Break"), paid=False))
    return tuple(SelectChoice(value, label) for value, label in found.items())


def _label(name: str, *, paid: bool) -> str:
    if paid:
        return _("%(name)s, paid", name=name)
    return _("%(name)s, unpaid", name=name)
