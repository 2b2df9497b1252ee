"""How a model of pydantic is told to read a value, and a document what such a value looks like."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from timeclock.messages import N_, Sentence
from timeclock.wire.problems import Fault

T = TypeVar("T")
Reader = Callable[[object], T]


def wrong(fault: Fault, text: str | Sentence) -> PydanticCustomError:
    """What a reader raises."""
    # As a context value, since braces in a text would be read as a template.
    return PydanticCustomError(fault.value, "{text}", {"text": text})


@dataclass(frozen=True, slots=True)
class Reads:
    """Tells a model to read a value this way, and a document what such a value looks like."""

    read: Reader[Any]
    takes_null: bool

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(self._value)

    def __get_pydantic_json_schema__(
        self, schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        found = dict(_SCHEMAS[self.read])
        return {"anyOf": [found, {"type": "null"}]} if self.takes_null else found

    def _value(self, value: object) -> object:
        if value is not None:
            return self.read(value)
        if self.takes_null:
            return None
        raise wrong(Fault.NULL, "This cannot be null.")


@dataclass(frozen=True, slots=True)
class TypedAs:
    """Tells pydantic to take a type that is made at run time, in place of the annotated one."""

    made: Any

    def __get_pydantic_core_schema__(
        self, source: object, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        return handler.generate_schema(self.made)


_SCHEMAS: dict[Reader[Any], Mapping[str, Any]] = {}


def described(**schema: Any) -> Callable[[Reader[T]], Reader[T]]:
    """Say in JSON Schema what a reader takes."""

    def keep(read: Reader[T]) -> Reader[T]:
        _SCHEMAS[read] = schema
        return read

    return keep


def needed(read: Reader[Any]) -> Reads:
    """What a model is told of a value that has to be there."""
    return Reads(read, takes_null=False)


def may_be_null(read: Reader[Any]) -> Reads:
    """What a model is told of a value that can be null."""
    return Reads(read, takes_null=True)


@described(type="string", description="Refused: there is nothing here that it could choose.")
def unavailable(value: object) -> str:
    """A parameter that is refused, because an answer that ignored it would be a wrong one."""
    raise wrong(Fault.UNACCEPTABLE, N_("This filter is not available here. Leave it out."))
