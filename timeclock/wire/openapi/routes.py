"""The routes of a door as a document lists them: address, method, and what the view declares."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from inspect import cleandoc

from flask import Flask

from timeclock.wire.calls import Call, View, call_of

_NAME = re.compile(r"<(?:[^:<>]*:)?([^<>]+)>")
_UNSAID = frozenset({"HEAD", "OPTIONS"})
# Views are named by what they answer; programs ask for what they do.
_VERBS = {
    "listed": "list",
    "all": "list",
    "shown": "get",
    "one": "get",
    "add": "create",
    "change": "update",
    "remove": "delete",
}
_FIRST_PART = "punches"  # of a door whose blueprint has parts: what is in none of them


@dataclass(frozen=True, slots=True)
class Route:
    """One address and method: `rule` as werkzeug has it, `path` as OpenAPI.

    `part` is the noun that it belongs to, `key` unlike all others. `operation` is its public name,
    the noun and then the verb.
    """

    rule: str
    path: str
    method: str
    names: tuple[str, ...]
    part: str
    key: str
    summary: str
    description: str
    call: Call

    @property
    def operation(self) -> str:
        """Its public name: `shifts_list`, `jobs_create`, `punches_clock_in`."""
        name, _, number = (
            self.key.rpartition(".") if self.key[-1:].isdigit() else (self.key, "", "")
        )
        view = name.rpartition(".")[2]
        first, _, noun = view.partition("_")
        if noun in (self.part, self.part.removesuffix("s")):
            view = first
        verb = _VERBS.get(view, view)
        return "_".join(each for each in (self.part.replace(".", "_"), verb, number) if each)

    @property
    def writes(self) -> bool:
        """Whether it changes something."""
        return self.method != "GET"


def routes(app: Flask, door: str) -> tuple[Route, ...]:
    """Every route of the door, in the order in which they were added.

    Raises LookupError for one whose view declares nothing.
    """
    return tuple(_routes(app, door))


def _routes(app: Flask, door: str) -> Iterator[Route]:
    seen: dict[str, int] = {}
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] != door:
            continue
        view: View = app.view_functions[rule.endpoint]
        for method in sorted((rule.methods or set()) - _UNSAID):
            call = call_of(view, method)
            if call is None:
                raise LookupError(f"{method} {rule.rule} declares no Call")
            name = rule.endpoint.removeprefix(f"{door}.")
            seen[name] = seen.get(name, 0) + 1
            summary, _, description = cleandoc(view.__doc__ or "").partition("\n\n")
            yield Route(
                rule=rule.rule,
                path=_NAME.sub(r"{\1}", rule.rule),
                method=method,
                names=tuple(_NAME.findall(rule.rule)),
                part=name.rpartition(".")[0] or _FIRST_PART,
                # The same call under the vendor's other base gets a number.
                key=name if seen[name] == 1 else f"{name}.{seen[name]}",
                summary=summary.replace("\n", " "),
                description=description.replace("\n", " "),
                call=call,
            )
