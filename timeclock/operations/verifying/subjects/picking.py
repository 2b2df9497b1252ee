"""Taking columns out of the facts of an entry. Pure."""

from collections.abc import Callable, Mapping
from typing import Any, TypeAlias

from timeclock.operations.verifying.expected import Fields

# The column and how to read its value, by the name that the facts have for it.
Names: TypeAlias = Mapping[str, tuple[str, Callable[[Any], Any]]]


def same(value: Any) -> Any:
    """The value as the entry has it."""
    return value


def pick(facts: Mapping[str, Any], names: Names) -> Fields:
    """The columns that these facts speak of; what they do not name is left out."""
    return {column: read(facts[name]) for name, (column, read) in names.items() if name in facts}


def plain(*names: str, **others: str) -> Names:
    """Names of facts that are columns too, and facts whose column has another name."""
    return {
        name: (column or name, same) for name, column in {**dict.fromkeys(names), **others}.items()
    }
