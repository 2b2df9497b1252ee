"""What the board shows, as values: a row for each person, gathered by what they are doing."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from timeclock.names import holds, search_words, sort_key
from timeclock.worktime.shifts.timeline import State


@dataclass(frozen=True, slots=True)
class BoardRow:
    """One person as the actor may see them.

    `since` is when the present state began and `started_at` when the shift did; both are empty for
    who is off, and for who is in at a clock that the actor does not manage. `counting`: the figure
    shown grows at this moment (time on break while on one, unless the shift is forgotten).
    """

    member_id: int
    account_id: int
    name: str
    employee_number: str | None
    state: State = State.OFF
    clock_id: int | None = None
    clock_name: str | None = None
    job_name: str | None = None
    started_at: datetime | None = None
    since: datetime | None = None
    worked: timedelta = timedelta(0)
    on_break_for: timedelta | None = None
    zone: str | None = None
    limit: timedelta | None = None
    edited: bool = False
    counting: bool = False
    forgotten: bool = False
    elsewhere: bool = False
    may_stop: bool = False

    @property
    def in_at_all(self) -> bool:
        """Whether the person has an open shift that the actor may see."""
        return self.state in {State.WORKING, State.ON_BREAK} and not self.elsewhere

    def matches(self, words: tuple[str, ...]) -> bool:
        """Whether each of the `search_words` is part of the name, number or job."""
        return holds(words, self.name, self.employee_number, self.job_name)


@dataclass(frozen=True, slots=True)
class Board:
    """Everyone in sight, each in one place; forgotten shifts come first, as they need someone."""

    needs: tuple[BoardRow, ...] = ()
    working: tuple[BoardRow, ...] = ()
    on_break: tuple[BoardRow, ...] = ()
    off: tuple[BoardRow, ...] = ()
    elsewhere: tuple[BoardRow, ...] = ()
    people: int = field(default=0)

    @property
    def working_count(self) -> int:
        """How many work at this moment, forgotten shifts among them."""
        return len(self.working) + sum(row.state is State.WORKING for row in self.needs)

    @property
    def break_count(self) -> int:
        """How many are on a break, forgotten shifts among them."""
        return len(self.on_break) + sum(row.state is State.ON_BREAK for row in self.needs)

    @property
    def present(self) -> tuple[BoardRow, ...]:
        """Everyone who is in, by name: the roll call."""
        return _by_name([*self.needs, *self.working, *self.on_break])


def gather(rows: Iterable[BoardRow], find: str = "") -> Board:
    """Sort people into the parts of the board; `find` keeps those whom all of its words fit.

    `people` counts everyone before that, so that an empty board can say why it is empty.
    """
    everyone = list(rows)
    words = search_words(find)
    names = ("needs", "working", "break", "off", "else")
    parts: dict[str, list[BoardRow]] = {name: [] for name in names}
    for row in everyone:
        if row.matches(words):
            parts[_part(row)].append(row)
    return Board(
        needs=tuple(sorted(parts["needs"], key=lambda row: (row.started_at, row.member_id))),
        working=_by_name(parts["working"]),
        on_break=_by_name(parts["break"]),
        off=_by_name(parts["off"]),
        elsewhere=_by_name(parts["else"]),
        people=len(everyone),
    )


def _part(row: BoardRow) -> str:
    if row.elsewhere:
        return "else"
    if row.forgotten:
        return "needs"
    return {State.WORKING: "working", State.ON_BREAK: "break"}.get(row.state, "off")


def _by_name(rows: Iterable[BoardRow]) -> tuple[BoardRow, ...]:
    return tuple(sorted(rows, key=lambda row: (sort_key(row.name), row.member_id)))
