"""Runs the samples of the documents as they are shown, with ids that are there."""

import os
import subprocess
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import httpx
from flask import Flask
from werkzeug.serving import make_server

from tests.fixtures.live_server import free_port
from timeclock.wire.openapi.document import Document
from timeclock.wire.openapi.routes import Route
from timeclock.wire.openapi.snippets import curl, python

Names = Mapping[str, object]


@contextmanager
def serving(make_app: Callable[..., Flask]) -> Iterator[str]:
    """An app on a free port of loopback, in threads of this process."""
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    server = make_server("127.0.0.1", port, make_app(base_url=base), threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield base
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def with_names(route: Route, document: Document, names: Names) -> tuple[Route, Document]:
    """The same call about what is there: ids in address and example are placeholders by name."""
    places = {
        name: {**schema, "example": names[name]} if name in names else schema
        for name, schema in document.places.items()
    }
    call = route.call
    query = {name: names.get(name, each) for name, each in call.example_query.items()}
    filled = None if call.example is None else _filled(call.example, names)
    told = replace(call, example=filled, example_query=query)  # type: ignore[arg-type]
    return replace(route, call=told), replace(document, places=places)


def _filled(value: object, names: Names) -> object:
    if isinstance(value, dict):
        return {name: names.get(name, _filled(each, names)) for name, each in value.items()}
    if isinstance(value, list):
        return [_filled(each, names) for each in value]
    return value


def run_curl(
    route: Route, document: Document, base: str, key: str, folder: Path
) -> tuple[int, str]:
    """Status and body, as a shell gets them; only how curl tells the status is added."""
    (folder / ".curlrc").write_text('silent\nshow-error\nwrite-out = "\\n%{http_code}"\n')
    done = subprocess.run(
        ["bash", "-ceu", curl(route, document)],
        env=os.environ | {"BASE": base, "KEY": key, "CURL_HOME": str(folder)},
        capture_output=True,
        text=True,
        timeout=20,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    body, _, status = done.stdout.rpartition("\n")
    return int(status), body


def run_python(route: Route, document: Document, base: str, key: str) -> tuple[int, str]:
    """Status and body; a refusal is what the sample itself raises."""
    seen: dict[str, object] = {"BASE": base, "KEY": key}
    try:
        exec(compile(python(route, document), route.key, "exec"), seen)
    except httpx.HTTPStatusError as refusal:
        return refusal.response.status_code, refusal.response.text
    answer = seen["answer"]
    assert isinstance(answer, httpx.Response)
    return answer.status_code, answer.text
