"""What a JSON call takes and gives: declared beside its view, shown by the door's document."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import BaseModel

View = Callable[..., Any]  # of any parameters, and of what Flask takes for an answer


@dataclass(frozen=True, slots=True)
class Call:
    """One call. Its summary and description are the docstring of the view.

    `takes` is the model of the body, `asks` that of the query; `gives` is the type of the JSON
    answer (None: no body) under `status`, `also` further answers of success. `refuses` are the
    statuses of refusals besides those that each call of the door may have. `example` is a body that
    can be sent as it is but for its ids, `example_query` a query; one that has to be is never left
    out. `headers` names headers of the answer with a sentence each, `files` the types of an answer
    that is no JSON, or not only. With `etag` a GET says `ETag`, and a write honours `If-Match` with
    412 unless it makes something new (201); `compares` says that it does so all the same, for the
    version of what the new thing is about.
    """

    takes: type[BaseModel] | None = None
    asks: type[BaseModel] | None = None
    gives: Any = None
    status: int = 200
    also: Mapping[int, Any] = field(default_factory=dict)
    refuses: tuple[int, ...] = ()
    example: Mapping[str, object] | None = None
    example_query: Mapping[str, str | int] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    files: tuple[str, ...] = ()
    etag: bool = False
    compares: bool = False

    @property
    def answers(self) -> Mapping[int, Any]:
        """The type of the answer by status, for every kind of success."""
        return {self.status: self.gives, **self.also}


_CALLS: dict[View, dict[str, Call]] = {}


def declare(view: View, method: str, call: Call) -> None:
    """Keep what a view says of itself."""
    _CALLS.setdefault(view, {})[method] = call


def call_of(view: View, method: str) -> Call | None:
    """What the view declares for the method."""
    return _CALLS.get(view, {}).get(method)
