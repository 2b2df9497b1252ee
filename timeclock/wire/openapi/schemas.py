"""JSON Schemas of all models and shapes of a document, each named once."""

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, Literal

from pydantic import TypeAdapter
from pydantic.json_schema import CoreModeRef, CoreRef, DefsRef, GenerateJsonSchema

Mode = Literal["validation", "serialization"]
_REFERENCE = "#/components/schemas/{model}"

_REFERRED = re.compile(r'"#/components/schemas/([^"]+)"')

# A class name exists once in the code, but a document is about one API: its schema of a `ShiftJson`
# or a `ConnecteamShift` is called Shift.
_ADDED_TO_NAME = re.compile(
    r"\b(?:Awork|Clockify|Connecteam|Webwork)?([A-Z]\w*?)(?:Json|Body|Query)?\b(?![.\w])"
)


class _DocumentSchema(GenerateJsonSchema):
    """Schemas named for readers of the document; a field has no title besides its name."""

    def get_defs_ref(self, core_mode_ref: CoreModeRef) -> DefsRef:
        reference, mode = core_mode_ref
        return super().get_defs_ref((CoreRef(_document_name(reference)), mode))

    def typed_dict_schema(self, schema: Any) -> dict[str, Any]:
        return _with_document_title(super().typed_dict_schema(schema))

    def model_schema(self, schema: Any) -> dict[str, Any]:
        return _with_document_title(super().model_schema(schema))

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False

    def get_title_from_name(self, name: str) -> str:
        return name


def _document_name(name: str) -> str:
    return _ADDED_TO_NAME.sub(r"\1", name)


def _with_document_title(schema: dict[str, Any]) -> dict[str, Any]:
    return schema | {"title": _document_name(schema["title"])} if "title" in schema else schema


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
            inputs, ref_template=_REFERENCE, schema_generator=_DocumentSchema
        )
        self._found = found
        self.shared: Mapping[str, Any] = rest.get("$defs", {})

    def taken(self, model: Any) -> dict[str, Any]:
        """The schema of a model that is read."""
        return dict(self._found[_name(model), "validation"])

    def given(self, shape: Any) -> dict[str, Any]:
        """The schema of what is answered."""
        return dict(self._found[_name(shape), "serialization"])

    def referred_to_by(self, document: Mapping[str, Any]) -> dict[str, Any]:
        """The schemas that a document refers to, and those that they refer to themselves."""
        found: dict[str, Any] = {}
        left = set(_REFERRED.findall(json.dumps(document)))
        while left:
            name = left.pop()
            found[name] = self.shared[name]
            left |= {*_REFERRED.findall(json.dumps(found[name]))} - found.keys()
        return dict(sorted(found.items()))

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
