"""What a table of addresses is made of: an address, and what each person gets from it."""

from dataclasses import dataclass, field

# No one signed in, Eli the employee, Maya the manager, Edda the executive manager, Olive the owner.
COLUMNS = ("nobody", "eli", "maya", "edda", "olive")


@dataclass(frozen=True)
class RouteExample:
    """One address and method. `answers` has a row of statuses for each set of objects in the path,
    by the names that the stage of conftest.py gives them; `""` is the row of an address without.
    """

    method: str
    rule: str
    answers: dict[str, str]
    form: dict[str, str] = field(default_factory=dict)

    def cells(self) -> list[tuple[str, str, int]]:
        """Objects, column and status, one after another."""
        return [
            (objects, who, int(status))
            for objects, row in self.answers.items()
            for who, status in zip(COLUMNS, row.split(), strict=True)
        ]


def get(rule: str, row: str = "", **rows: str) -> RouteExample:
    """A page to read; `rows` are named by objects, an underscore parts several in one address."""
    return RouteExample("GET", rule, _rows(row, rows))


def post(rule: str, row: str = "", form: dict[str, str] | None = None, **rows: str) -> RouteExample:
    """A form to send that succeeds for anyone who may; `{clock_id[shop]}` means that id."""
    return RouteExample("POST", rule, _rows(row, rows), form or {})


def _rows(row: str, rows: dict[str, str]) -> dict[str, str]:
    return rows or {"": row}


EVERYBODY = "303 200 200 200 200"
WHO_MANAGES = "303 403 200 200 200"
EXECUTIVES = "303 403 403 200 200"
OWNERS = "303 403 403 403 200"
EVERYBODY_SENDS = "303 303 303 303 303"
EXECUTIVES_SEND = "303 403 403 303 303"
OWNERS_SEND = "303 403 403 403 303"
SHOWN_TO_EXECUTIVES = EXECUTIVES  # a link or key that is shown once answers the form itself
NOT_THERE_FOR_MANAGERS = "303 403 404 404 404"
NOT_THERE_FOR_EXECUTIVES = "303 403 403 404 404"
NOT_THERE_FOR_OWNERS = "303 403 403 403 404"
NOT_THERE = "303 404 404 404 404"
ONLY_OWNERS_DECIDE = "303 403 403 403 303"
