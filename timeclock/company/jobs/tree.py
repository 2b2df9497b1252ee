"""Which job is below which; pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class JobTree:
    """The job above each sub-job, by their ids; jobs that are not in it are at the top."""

    above: Mapping[int, int] = field(default_factory=dict)

    def top(self, job_id: int) -> int:
        """The job at the top that a job belongs to, which may be the job itself."""
        while job_id in self.above:
            job_id = self.above[job_id]
        return job_id

    def is_sub_job(self, job_id: int) -> bool:
        """Whether the job is below another one."""
        return job_id in self.above

    def below(self, job_id: int) -> frozenset[int]:
        """The job and everything below it."""
        found, last = {job_id}, {job_id}
        while last:
            last = {sub for sub, above in self.above.items() if above in last} - found
            found |= last
        return frozenset(found)
