"""What ids are called."""

from collections.abc import Mapping
from dataclasses import dataclass

from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.timeline import Part


@dataclass(frozen=True, slots=True)
class Names:
    """What ids are called, and in which zone each clock counts."""

    zones: Mapping[int, str]
    jobs: Mapping[int, str]
    kinds: Mapping[int, str]

    def of(self, part: Part) -> str:
        """The job that was worked on, or the kind of break; empty where none was named."""
        if part.pause is not None:
            name = self.kinds.get(part.pause.kind_id or 0) or _("Break")
            return (
                _("%(break)s, paid", **{"break": name})
                if part.pause.paid
                else _("%(break)s, unpaid", **{"break": name})
            )
        return self.jobs.get(part.job_id or 0, "")
