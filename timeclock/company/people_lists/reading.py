"""A list of people as text, and what each of its lines would do."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from enum import StrEnum

from timeclock.company.people.accounts import folded, read_address
from timeclock.company.people.queries import members
from timeclock.errors import Invalid, ProductError
from timeclock.wording import clean, required

MOST_LINES = 200
_HEADINGS = {
    "name": {"name", "full name", "employee"},
    "email": {"email", "e-mail", "email address", "mail"},
    "employee_number": {"number", "employee number", "no", "no.", "personnel number"},
}
_FIELDS = ("name", "email", "employee_number")
_DELIMITERS = "\t;,"


class LineState(StrEnum):
    """What a line of the list does: it adds a person, or the reason why it adds none."""

    ADDS = "adds"
    HERE = "here"
    TWICE = "twice"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class PersonLine:
    """One line of the list: its number from 1, what it says and what it does."""

    line: int
    name: str
    email: str
    employee_number: str | None
    state: LineState
    refusal: ProductError | None = None


def read_people(workspace_id: int, text: str) -> tuple[PersonLine, ...]:
    """What each line would do: one person a line, with name, address and, if any, number.

    Commas, semicolons or tabs separate the fields; quotes as in CSV. `Name <address>` is read too.
    A first line with headings puts the columns in their order. Raises Invalid `too_many_lines`
    for more than 200 people and `no_lines` for none.
    """
    rows = list(_rows(text))
    if not rows:
        raise Invalid("no_lines", "Enter at least one person.", field="people")
    if len(rows) > MOST_LINES:
        raise Invalid(
            "too_many_lines",
            "Enter at most %(most)s people at once.",
            field="people",
            most=MOST_LINES,
        )
    here = members(workspace_id, include_deactivated=True)
    known = {account.email_key for _, account in here}
    numbers = {folded(each.employee_number) for each, _ in here if each.employee_number}
    return tuple(_checked(rows, known, numbers))


def _rows(text: str) -> Iterator[tuple[int, dict[str, str]]]:
    lines = [(at, line) for at, line in enumerate(text.splitlines(), start=1) if line.strip()]
    if not lines:
        return
    delimiter = max(_DELIMITERS, key=lambda sign: sum(line.count(sign) for _, line in lines))
    columns: Sequence[str | None] = _FIELDS
    for place, (at, line) in enumerate(lines):
        cells = _cells(line, delimiter)
        if place == 0 and (named := _headings(cells)):
            columns = named
            continue
        named_cells = zip(columns, cells, strict=False)
        yield at, _split_address({name: cell for name, cell in named_cells if name})


def _cells(line: str, delimiter: str) -> list[str]:
    read = csv.reader(io.StringIO(line), delimiter=delimiter, skipinitialspace=True)
    try:
        return [cell.strip() for cell in next(read)]
    except csv.Error:  # a field that is longer than any name
        return [line]


def _headings(cells: Iterable[str]) -> tuple[str | None, ...] | None:
    """The columns that a first line names; None where it names no address."""
    found = tuple(
        next((name for name, words in _HEADINGS.items() if cell.casefold() in words), None)
        for cell in cells
    )
    return found if "email" in found else None


def _split_address(row: dict[str, str]) -> dict[str, str]:
    """`Ida Iden <ida@example.com>` in one field is a name and an address."""
    for name in ("name", "email"):
        shown, address = parseaddr(row.get(name, ""))
        if shown and "@" in address:
            return row | {"name": shown, "email": address}
    return row


def _checked(
    rows: Iterable[tuple[int, dict[str, str]]], known: set[str], numbers: set[str]
) -> Iterator[PersonLine]:
    seen: set[str] = set()
    for at, row in rows:
        said = {name: row.get(name, "") for name in _FIELDS}
        number = said["employee_number"] or None
        state, refusal = LineState.ADDS, None
        try:
            required(said["name"], field="name")
            key = read_address(said["email"]).key
            if key in known:
                state = LineState.HERE
            elif key in seen:
                state = LineState.TWICE
            else:
                _take_number(numbers, number)
            seen.add(key)
        except Invalid as error:
            state, refusal = LineState.WRONG, error
        yield PersonLine(at, said["name"], said["email"], number, state, refusal)


def _take_number(numbers: set[str], number: str | None) -> None:
    tidy = clean(number or "", limit=40, field="employee_number")
    if not tidy:
        return
    if folded(tidy) in numbers:
        raise Invalid(
            "number_taken", "Another person has this employee number.", field="employee_number"
        )
    numbers.add(folded(tidy))
