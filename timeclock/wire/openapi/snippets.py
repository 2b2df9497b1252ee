"""A call as someone types it: one line of curl, and a few of Python with httpx. Pure.

`$BASE` and `$KEY` are the address of the server and an API key; the tests run what is shown.
"""

import json
import shlex
from urllib.parse import urlencode

from timeclock.wire.openapi.document import Document
from timeclock.wire.openapi.routes import Route


def curl(route: Route, document: Document) -> str:
    """The call with curl, for a shell that has BASE and KEY."""
    parts = ["curl"]
    if route.method != "GET":
        parts.append(f"-X {route.method}")
    parts.append(f'"$BASE{_path(route, document)}"')
    name, value = _key(document, "$KEY")
    parts.append(f'-H "{name}: {value}"')
    if route.call.example is not None:
        parts.append('-H "Content-Type: application/json"')
        parts.append(f"-d {shlex.quote(json.dumps(route.call.example, ensure_ascii=False))}")
    return " \\\n  ".join(parts)


def python(route: Route, document: Document) -> str:
    """The call with httpx, where BASE and KEY are variables."""
    name, value = _key(document, "{KEY}")
    quoted = f'f"{value}"' if value != "{KEY}" else "KEY"
    lines = [
        "import httpx",
        "",
        f"answer = httpx.{route.method.lower()}("
        if route.method != "DELETE"
        else 'answer = httpx.request(\n    "DELETE",',
        f'    f"{{BASE}}{_path(route, document)}",',
        f'    headers={{"{name}": {quoted}}},',
    ]
    if route.call.example is not None:
        lines.append(f"    json={_literal(route.call.example)},")
    lines += [")", "answer.raise_for_status()"]
    return "\n".join(lines)


def _path(route: Route, document: Document) -> str:
    path = route.path
    for name in route.names:
        example = document.places.get(name, {}).get("example", "1")
        path = path.replace(f"{{{name}}}", str(example))
    query = urlencode(route.call.example_query)
    return f"{path}?{query}" if query else path


def _key(document: Document, key: str) -> tuple[str, str]:
    scheme = next(iter(document.keys.values()))
    if scheme["type"] == "apiKey":
        return scheme["name"], key
    return "Authorization", f"Bearer {key}"


def _literal(value: object) -> str:
    """The value as Python writes it."""
    if isinstance(value, dict):
        members = ", ".join(f"{json.dumps(name)}: {_literal(v)}" for name, v in value.items())
        return f"{{{members}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_literal, value))}]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    return repr(value)
