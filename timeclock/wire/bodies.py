"""The body of a request: read once, strictly as JSON, then as the model that a call asks for."""

from collections.abc import Mapping
from contextlib import suppress
from typing import ClassVar, Final, TypeVar, get_origin

from flask import Response, g, request
from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic.fields import FieldInfo
from werkzeug.exceptions import HTTPException, UnsupportedMediaType

from timeclock.messages import N_, Sentence
from timeclock.wire.json_text import parse
from timeclock.wire.problems import BadRequest, Fault, Problem, RequestPart

M = TypeVar("M", bound=BaseModel)
_EMPTY = (b"", b"{}")
_NOTHING = (*_EMPTY, b"[]", b"null")
_PATIENCE, _AT_ONCE = 1024 * 1024, 64 * 1024  # bytes

_FAULTS = {
    "missing": Fault.MISSING,
    "extra_forbidden": Fault.UNKNOWN,
    "tuple_type": Fault.LIST,
    "too_long": Fault.RANGE,
}
_SENTENCES = {
    Fault.MISSING: N_("This is required."),
    Fault.UNKNOWN: N_("This field is not known."),
    Fault.LIST: N_("Give a list."),
    Fault.RANGE: N_("That is too long a list."),
}


class LenientBody(BaseModel):
    """A body as clients of the vendors send it: fields that mean nothing here are passed over.

    With `blank_is_absent` an empty value of a query counts as one that was not sent.
    """

    model_config = ConfigDict(frozen=True, extra="ignore")
    blank_is_absent: ClassVar[bool] = False


class _Separated:
    """Marks a list whose items a query may give in one value, with commas between them."""


SEPARATED: Final = _Separated()


class StrictBody(BaseModel):
    """A body of our own API: a field that is not known is a mistake worth hearing about."""

    model_config = ConfigDict(frozen=True, extra="forbid")


def sent() -> dict[str, object]:
    """The object in the body, empty when there is none.

    Raises BadRequest for what is no JSON object, 413 and 415 as HTTP errors.
    """
    if "body" not in g:
        g.body = _read()
    body: dict[str, object] = g.body
    return body


def body_of(model: type[M]) -> M:
    """The body as that model. Raises BadRequest with every fault in it.

    A lenient model without fields also takes the bodies without meaning that clients send where
    none is needed, of whichever type they say that it is.
    """
    if issubclass(model, LenientBody) and not model.model_fields and "body" not in g:
        g.body = _read(means_nothing=True)
    return fitted(model, sent())


def query_as(model: type[M]) -> M:
    """The query string as that model. A name that is given again counts only where it is a list.

    A strict model refuses it elsewhere. A lenient one takes the first, and a list also under its
    name with `[]`, as some clients write lists. Raises BadRequest with every fault in it.
    """
    is_strict = issubclass(model, StrictBody)
    skips_blanks = issubclass(model, LenientBody) and model.blank_is_absent
    values: dict[str, object] = {}
    for sent_name, given in request.args.lists():
        name = sent_name if is_strict else sent_name.removesuffix("[]")
        if field := _list_field(model, name):
            values[name] = [each for each in _items(field, given) if each or not skips_blanks]
        elif len(given) > 1 and is_strict:
            raise BadRequest(
                Problem(Fault.UNREADABLE, (name,), "This field is given twice.", RequestPart.QUERY)
            )
        elif given[0] or not skips_blanks:
            values[sent_name] = given[0]
    return fitted(model, values, RequestPart.QUERY)


def fitted(
    model: type[M], values: Mapping[str, object], place: RequestPart = RequestPart.BODY
) -> M:
    """Values of a request as that model. Raises BadRequest with every fault in them."""
    try:
        return model.model_validate(values)
    except ValidationError as error:
        # A parameter that may be repeated is at fault by its name.
        whole = place is RequestPart.QUERY and issubclass(model, StrictBody)
        problems = [
            _problem(
                found["type"],
                found["loc"][:1] if whole else found["loc"],
                found.get("ctx", {}).get("text", ""),
                place,
            )
            for found in error.errors(include_url=False, include_input=False)
        ]
    raise BadRequest(*problems)


def hold_to_length() -> None:
    """Have a body refused with 400 that is shorter than it was said to be; for pages too.

    Some servers end such a body as if it were whole, and werkzeug believes them.
    """
    if request.content_length is not None:
        request.environ.pop("wsgi.input_terminated", None)


def read_on(answer: Response) -> Response:
    """The answer, once the rest of a body that no one has looked at is read.

    Who refuses before that leaves it in the connection, which the server then closes: the client's
    next call on it would get no answer. Who is still sending what is too large would not even hear
    that it is; beyond `_PATIENCE` it is left.
    """
    with suppress(HTTPException):
        request.get_data(cache=False)
    stated, most = request.content_length or 0, request.max_content_length or 0
    chunked = "Transfer-Encoding" in request.headers
    if chunked or most < stated <= _PATIENCE:
        rest, left = request.environ["wsgi.input"], _PATIENCE if chunked else stated
        while left > 0 and (part := rest.read(min(left, _AT_ONCE))):
            left -= len(part)
    return answer


def _read(*, means_nothing: bool = False) -> dict[str, object]:
    raw = request.get_data(cache=True)
    if len(raw) == request.max_content_length:
        # werkzeug cuts a body of no stated length at the limit; reading on makes it a 413.
        request.stream.read(1)
    _demand_some(raw)
    nothing = _NOTHING if means_nothing else _EMPTY
    if raw.strip() in nothing:  # whatever it calls itself
        return {}
    if not means_nothing and request.mimetype and not _is_json(request.mimetype):
        raise UnsupportedMediaType(N_("Send JSON as application/json."))
    if request.headers.get("Content-Encoding", "identity").lower() != "identity":
        raise UnsupportedMediaType(N_("Send the body without compression."))
    value = parse(raw)
    if not isinstance(value, dict):
        raise BadRequest(Problem(Fault.OBJECT, (), "Send a JSON object."))
    return value


def _demand_some(raw: bytes) -> None:
    """Refuse nothing at all in chunks: it cannot be told from what broke off before the first one.

    It would count for whom the key belongs to, no matter who was named.
    """
    if not raw.strip() and "Transfer-Encoding" in request.headers:
        raise BadRequest(Problem(Fault.UNREADABLE, (), "The body broke off."))


def _is_json(mimetype: str) -> bool:
    return mimetype in ("application/json", "text/json") or mimetype.endswith("+json")


def _list_field(model: type[BaseModel], name: str) -> FieldInfo | None:
    field = next((f for n, f in model.model_fields.items() if (f.alias or n) == name), None)
    return field if field is not None and get_origin(field.annotation) in (tuple, list) else None


def _items(field: FieldInfo, given: list[str]) -> list[str]:
    if SEPARATED not in field.metadata:
        return given
    return [piece.strip() for each in given for piece in each.split(",")]


def _problem(
    kind: str, path: tuple[str | int, ...], text: str | Sentence, place: RequestPart
) -> Problem:
    if kind in _FAULTS:
        fault = _FAULTS[kind]
        return Problem(fault, path, _SENTENCES[fault], place)
    if kind in set(Fault):
        return Problem(Fault(kind), path, text, place)
    return Problem(Fault.OBJECT, path, "Give an object.", place)
