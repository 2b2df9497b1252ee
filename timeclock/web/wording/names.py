"""What ids are called."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from timeclock.company.clocks import queries as clock_queries
from timeclock.company.jobs import queries as job_queries
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import label_names
from timeclock.company.people import queries as people_queries
from timeclock.names import by_name
from timeclock.web.wording.times import duration
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.choices import kind_names
from timeclock.worktime.shifts.timeline import Part


@dataclass(frozen=True, slots=True)
class Names:
    """The names of jobs, kinds of break, clocks, people and tags by id, and the clocks' zones.

    An id that is not in it has an empty name.
    """

    zones: Mapping[int, str] = field(default_factory=dict)
    jobs: Mapping[int, str] = field(default_factory=dict)
    kinds: Mapping[int, str] = field(default_factory=dict)
    clocks: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    tags: Mapping[int, str] = field(default_factory=dict)

    def tagged(self, tag_ids: Iterable[int]) -> str:
        """The names of tags, with commas between them."""
        return ", ".join(by_name((self.tags.get(each, "") for each in tag_ids), lambda name: name))

    def job(self, job_id: int | None) -> str:
        """The name of a job."""
        return self.jobs.get(job_id or 0, "")

    def kind(self, kind_id: int | None) -> str:
        """The name of a kind of break."""
        return self.kinds.get(kind_id or 0, "")

    def clock(self, clock_id: int | None) -> str:
        """The name of a clock."""
        return self.clocks.get(clock_id or 0, "")

    def person(self, member_id: int | None) -> str:
        """The name of a member; the operator has none."""
        return self.people.get(member_id or 0, "")

    def of(self, part: Part) -> str:
        """The job that was worked on, or the kind of break; empty where none was named."""
        if part.pause is None:
            return self.job(part.job_id)
        name = self.kind(part.pause.kind_id) or _("Break")
        if most := part.pause.paid_up_to:
            return _("%(break)s, paid up to %(most)s", **{"break": name, "most": duration(most)})
        if part.pause.paid:
            return _("%(break)s, paid", **{"break": name})
        return _("%(break)s, unpaid", **{"break": name})


def read_names(workspace_id: int, people: Collection[int]) -> Names:
    """Every clock, job and kind of break of the company, archived ones too, and these members."""
    clocks = clock_queries.clocks(workspace_id, include_archived=True)
    jobs = job_queries.jobs(workspace_id, include_archived=True)
    return Names(
        zones={clock.id: clock.zone for clock in clocks},
        jobs={job.id: job.name for job in jobs},
        kinds=kind_names(workspace_id),
        clocks={clock.id: clock.name for clock in clocks},
        people=people_queries.names(workspace_id, people),
        tags=label_names(workspace_id, LabelKind.TAG),
    )
