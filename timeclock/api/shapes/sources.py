"""Answers whose fields are read one by one from facts or from attributes. Pure."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class From:
    """What a field of an answer is read from, and how its value is written.

    Without it a field is read from the fact or the attribute of its own name.
    """

    name: str
    write: Callable[[Any], Any] | None = None


def from_facts(shape: type[T]) -> Callable[[Mapping[str, Any]], T]:
    """A function that gives that answer for facts that the ledger keeps."""
    sources = _sources(shape)

    def answer(facts: Mapping[str, Any]) -> T:
        said = {}
        for name, source in sources:
            value = facts[source.name]
            said[name] = value if source.write is None else source.write(value)
        return cast(T, said)

    return answer


def from_attributes(shape: type[T]) -> Callable[[Any], T]:
    """A function that gives that answer for an object."""
    sources = _sources(shape)

    def answer(found: Any) -> T:
        said = {}
        for name, source in sources:
            value = getattr(found, source.name)
            said[name] = value if source.write is None else source.write(value)
        return cast(T, said)

    return answer


def _sources(shape: Any) -> tuple[tuple[str, From], ...]:
    """The fields of a shape in their order, each with where it comes from."""
    hints = get_type_hints(shape, include_extras=True)
    return tuple((name, _source(name, hint)) for name, hint in hints.items())


def _source(name: str, hint: Any) -> From:
    notes = get_args(hint)[1:] if get_origin(hint) is Annotated else ()
    return next((note for note in notes if isinstance(note, From)), From(name))
