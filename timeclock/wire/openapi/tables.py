"""A door's calls as a table in Markdown, for a page of the documentation."""

from collections.abc import Iterable

from flask import Flask

from timeclock.wire.openapi.building import built

Json = dict[str, object]


def calls_table(app: Flask, door: str, *, leaving_out: tuple[str, ...] = ()) -> str:
    """One row for each call: address, what it does, its parameters, and those that are refused.

    Calls at a second base of the door are left out by the beginning of their address.
    """
    document = built(app, door) or {}
    rows = [
        (f"`{method.upper()} {path}`", call["summary"], *_parameters(call))
        for path, methods in document["paths"].items()
        if not path.startswith(leaving_out)
        for method, call in methods.items()
    ]
    heading = ("call", "what it does", "parameters", "refused parameters")
    return "\n".join(_line(each) for each in (heading, ("---",) * len(heading), *sorted(rows)))


def _parameters(call: Json) -> tuple[str, str]:
    given = call.get("parameters", ())
    asked = [each for each in given if each["in"] == "query"]  # type: ignore[attr-defined]
    refused = [each for each in asked if _is_refused(each["schema"])]
    return _names(each for each in asked if each not in refused), _names(refused)


def _is_refused(schema: Json) -> bool:
    items = schema.get("items", schema)
    description = items.get("description", "") if isinstance(items, dict) else ""
    return str(description).startswith("Refused:")


def _names(parameters: Iterable[Json]) -> str:
    return ", ".join(f"`{each['name']}`" for each in parameters)


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"
