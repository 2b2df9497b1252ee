"""JSON Schemas of all models and shapes of a document, each named once."""

from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import GenerateJsonSchema

Mode = Literal["validation", "serialization"]
_REFERENCE = "#/components/schemas/{model}"


class _WithoutTitles(GenerateJsonSchema):
    """A field's name says as much as a title made of it."""

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def get_title_from_name(self, name: str) -> str:
        return name


class Schemas:
    """The schemas of types as a document shows them, and what they refer to.

    `takes` are models that are read, `gives` types that are answered.
    """

    def __init__(self, takes: Iterable[Any], gives: Iterable[Any]) -> None:
        wanted: dict[tuple[str, Mode], TypeAdapter[Any]] = {}
        for mode, types in (("validation", takes), ("serialization", gives)):
            for each in types:
                wanted[_name(each), _mode(mode)] = TypeAdapter(each)
        inputs = [(name, mode, adapter) for (name, mode), adapter in wanted.items()]
        found, rest = TypeAdapter.json_schemas(
            inputs, ref_template=_REFERENCE, schema_generator=_WithoutTitles
        )
        self._found = found
        self.shared: Mapping[str, Any] = rest.get("$defs", {})

    def taken(self, model: Any) -> dict[str, Any]:
        """The schema of a model that is read."""
        return dict(self._found[_name(model), "validation"])

    def given(self, shape: Any) -> dict[str, Any]:
        """The schema of what is answered."""
        return dict(self._found[_name(shape), "serialization"])

    def fields(self, model: Any) -> tuple[Mapping[str, Any], frozenset[str]]:
        """The members of a model that is read, and those that have to be there."""
        schema = self.taken(model)
        if "$ref" in schema:
            schema = self.shared[schema["$ref"].rpartition("/")[2]]
        return schema.get("properties", {}), frozenset(schema.get("required", ()))


def _mode(name: str) -> Mode:
    return "validation" if name == "validation" else "serialization"


def _name(kind: Any) -> str:
    # Of generic types too, such as list[Entry].
    return f"{getattr(kind, '__module__', '')}.{kind!r}"
