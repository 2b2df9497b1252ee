"""Jobs of the API, told from the facts that the ledger keeps of them. Pure."""

from collections.abc import Mapping
from typing import Any

from typing_extensions import TypedDict

from timeclock.api.shapes.people import as_told, told
from timeclock.wire.formats import DateTimeText


class JobJson(TypedDict):
    """What time is booked on; `parent_id` is the job that it lies below."""

    id: int
    name: str
    code: str | None
    parent_id: int | None
    created_at: DateTimeText
    archived_at: DateTimeText | None


class OneJob(TypedDict):
    """A job."""

    job: JobJson


class Jobs(TypedDict):
    """A page of jobs by age; `next_cursor` is the `cursor` of the next one, null on the last."""

    jobs: list[JobJson]
    next_cursor: str | None


def job(facts: Mapping[str, Any]) -> JobJson:
    """A job, from the facts of one."""
    return {
        "id": facts["job"],
        "name": facts["name"],
        "code": facts["code"],
        "parent_id": facts["parent"],
        "created_at": as_told(facts["created"]),
        "archived_at": told(facts["archived"]),
    }
