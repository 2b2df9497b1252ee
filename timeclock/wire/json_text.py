"""JSON as RFC 8259 has it: what Python's own reader lets through is refused here."""

import json
import re
from decimal import Decimal, InvalidOperation

from timeclock.messages import N_
from timeclock.wire.problems import BadRequest, Fault, Problem

DEEPEST = 32
_LONGEST_INT = 20  # characters; Python refuses to read numbers of thousands of digits
# Possessive, so that a body full of quotes cannot make the scan quadratic.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*+"?|[\[\]{},:]', re.DOTALL)

Path = tuple[str | int, ...]


class _Doubled(dict[str, object]):
    """An object that names one member twice; which of the two was meant is anyone's guess."""

    name: str


_NOT_A_NUMBER = object()


def parse(raw: bytes) -> object:
    """The value: numbers are `int`, or `Decimal` where they are no whole number or a very long one.

    Raises BadRequest with the path of the fault: no JSON, no UTF-8, nested deeper than DEEPEST, a
    doubled member, NaN or Infinity, half of a surrogate pair.
    """
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _unreadable((), N_("The body is not UTF-8.")) from None
    _demand_shallow(text)
    try:
        value = json.loads(
            text,
            parse_int=_whole,
            parse_float=_decimal,
            parse_constant=lambda _: _NOT_A_NUMBER,
            object_pairs_hook=_object,
        )
    except ValueError:
        raise _unreadable((), N_("The body is not JSON.")) from None
    _check(value, ())
    return value


def _unreadable(path: Path, text: str) -> BadRequest:
    return BadRequest(Problem(Fault.UNREADABLE, path, text))


def _whole(digits: str) -> int | Decimal:
    return int(digits) if len(digits) <= _LONGEST_INT else _decimal(digits)


def _decimal(digits: str) -> Decimal:
    try:
        return Decimal(digits)
    except InvalidOperation:  # an exponent that even Decimal cannot hold
        return Decimal("Infinity")


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    value = dict(pairs)
    if len(value) == len(pairs):
        return value
    doubled = _Doubled(value)
    seen: set[str] = set()
    for name, _ in pairs:
        if name in seen:
            doubled.name = name
        seen.add(name)
    return doubled


def _demand_shallow(text: str) -> None:
    """Refuse deep nesting before the recursive reader meets it."""
    if text.count("[") + text.count("{") <= DEEPEST:
        return
    path: list[str | int] = []
    last = ""
    for token in _TOKEN.findall(text):
        if token in ("[", "{"):
            path.append(0 if token == "[" else "")
        elif token in ("]", "}"):
            path = path[:-1]
        elif token == ",":
            path[-1:] = [step + 1 if isinstance(step, int) else step for step in path[-1:]]
        elif token == ":":
            path[-1:] = [last for _ in path[-1:]]
        else:
            last = token.strip('"')
        if len(path) > DEEPEST:
            raise _unreadable(tuple(path[:1]), N_("The body is nested too deeply."))


def _check(value: object, path: Path) -> None:
    if isinstance(value, str):
        _demand_text(value, path)
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            _check(inner, (*path, index))
    elif isinstance(value, dict):
        if isinstance(value, _Doubled):
            raise _unreadable((*path, _shown(value.name)), N_("This member is given twice."))
        for name, inner in value.items():
            _demand_text(name, path)
            _check(inner, (*path, name))
    elif value is _NOT_A_NUMBER:
        raise _unreadable(path, N_("NaN and Infinity are no JSON numbers."))


def _demand_text(text: str, path: Path) -> None:
    if not text.isascii() and _shown(text) != text:
        raise _unreadable(path, N_("That is not readable text."))


def _shown(name: str) -> str:
    return name.encode("utf-8", "replace").decode("utf-8")
