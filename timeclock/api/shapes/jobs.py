"""Jobs of the API, told from the facts that the ledger keeps of them. Pure."""

from collections.abc import Mapping
from typing import Annotated, Any

from typing_extensions import TypedDict

from timeclock.api.shapes.people import as_told, instant_text
from timeclock.api.shapes.sources import From, from_facts
from timeclock.wire.formats import DateTimeText


class JobJson(TypedDict):
    """What time is booked on; `parent_id` is the job that it is below, `client_id` its client.

    `external_id` is its id in another system.
    """

    id: Annotated[int, From("job")]
    name: str
    code: str | None
    parent_id: Annotated[int | None, From("parent")]
    client_id: Annotated[int | None, From("client")]
    external_id: str | None
    created_at: Annotated[DateTimeText, From("created", as_told)]
    archived_at: Annotated[DateTimeText | None, From("archived", instant_text)]


class OneJob(TypedDict):
    """A job."""

    job: JobJson


class Jobs(TypedDict):
    """A page of jobs by age; `next_cursor` is the `cursor` of the next one, null on the last."""

    jobs: list[JobJson]
    next_cursor: str | None


_job = from_facts(JobJson)


def job(facts: Mapping[str, Any]) -> JobJson:
    """A job; facts of one without a client or an external id do not name any."""
    return _job({"client": None, "external_id": None, **facts})
