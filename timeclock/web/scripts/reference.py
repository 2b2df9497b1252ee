"""A document of calls as a page shows it: parts with calls, and the objects they speak of. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Schema = Mapping[str, Any]
_WORDS = {
    "integer": "whole number",
    "number": "number",
    "string": "text",
    "boolean": "true or false",
    "null": "null",
    "object": "object",
}


@dataclass(frozen=True, slots=True)
class ValueKind:
    """What a value looks like, in words, and the objects that the words name."""

    words: str
    objects: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Value:
    """One parameter of a call, or one member of an object."""

    name: str
    kind: ValueKind
    required: bool
    description: str
    place: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """One status of a call."""

    status: str
    description: str
    kind: ValueKind | None


@dataclass(frozen=True, slots=True)
class Operation:
    """One call."""

    key: str
    method: str
    path: str
    summary: str
    description: str
    parameters: Sequence[Value]
    body: ValueKind | None
    answers: Sequence[Answer]
    refusals: Sequence[Answer]
    samples: Sequence[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class DocumentPart:
    """The calls about one noun."""

    name: str
    operations: Sequence[Operation]


@dataclass(frozen=True, slots=True)
class Thing:
    """An object that calls take or give."""

    name: str
    description: str
    values: Sequence[Value]


@dataclass(frozen=True, slots=True)
class Reference:
    """A whole document."""

    title: str
    description: str
    parts: Sequence[DocumentPart]
    things: Sequence[Thing]


def reference(document: Mapping[str, Any]) -> Reference:
    """The document as a page shows it."""
    operations: dict[str, list[Operation]] = {}
    for path, methods in document["paths"].items():
        for method, said in methods.items():
            operations.setdefault(said["tags"][0], []).append(_operation(path, method, said))
    return Reference(
        title=document["info"]["title"],
        description=document["info"]["description"],
        parts=[
            DocumentPart(tag["name"].replace("_", " "), operations[tag["name"]])
            for tag in document["tags"]
        ],
        things=[
            Thing(name, schema.get("description", ""), list(_members(schema)))
            for name, schema in sorted(document["components"]["schemas"].items())
        ],
    )


def _operation(path: str, method: str, said: Mapping[str, Any]) -> Operation:
    answers = [_answer(status, answer) for status, answer in said["responses"].items()]
    return Operation(
        key=said["operationId"],
        method=method.upper(),
        path=path,
        summary=said["summary"],
        description=said.get("description", ""),
        parameters=[_parameter(each) for each in said.get("parameters", ())],
        body=_content(said["requestBody"]) if "requestBody" in said else None,
        answers=[each for each in answers if each.status < "400"],
        refusals=[each for each in answers if each.status >= "400"],
        samples=[(each["lang"], each["source"]) for each in said["x-codeSamples"]],
    )


def _parameter(said: Mapping[str, Any]) -> Value:
    schema = said["schema"]
    description = said.get("description", schema.get("description", ""))
    return Value(said["name"], kind(schema), said["required"], description, said["in"])


def _answer(status: str, said: Mapping[str, Any]) -> Answer:
    return Answer(status, said["description"], _content(said) if "content" in said else None)


def _content(said: Mapping[str, Any]) -> ValueKind:
    media, content = next(iter(said["content"].items()))
    return (
        kind(content["schema"])
        if media.endswith("json")
        else ValueKind(" or ".join(said["content"]))
    )


def _members(schema: Schema) -> Iterator[Value]:
    required = schema.get("required", ())
    for name, member in schema.get("properties", {}).items():
        yield Value(name, kind(member), name in required, member.get("description", ""))


def kind(schema: Schema) -> ValueKind:
    """What a value of that schema looks like."""
    if "$ref" in schema:
        name = schema["$ref"].rpartition("/")[2]
        return ValueKind(name, (name,))
    if "anyOf" in schema:
        return _joined([kind(each) for each in schema["anyOf"]], " or ")
    if "enum" in schema:
        return ValueKind("one of " + ", ".join(map(str, schema["enum"])))
    name = schema.get("type")
    if name == "array":
        inner = kind(schema.get("items", {}))
        return ValueKind(f"list of {inner.words}", inner.objects)
    if isinstance(name, list):
        return ValueKind(" or ".join(_WORDS[each] for each in name))
    return ValueKind(_plain(schema))


def _plain(schema: Schema) -> str:
    if "const" in schema:
        return f"“{schema['const']}”"
    word = _WORDS.get(schema.get("type", ""), "anything")
    if "format" in schema:
        return f"{word}, {schema['format']}"
    bounds = [
        f"{words} {schema[bound]}"
        for bound, words in (("minimum", "from"), ("maximum", "to"), ("maxLength", "at most"))
        if bound in schema and abs(schema[bound]) < 2**53 - 1
    ]
    return " ".join([word, *bounds]) + (" characters" if "maxLength" in schema else "")


def _joined(kinds: Sequence[ValueKind], between: str) -> ValueKind:
    objects = tuple(name for each in kinds for name in each.objects)
    return ValueKind(between.join(each.words for each in kinds), objects)
