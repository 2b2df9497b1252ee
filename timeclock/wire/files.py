"""Answers that are files, in a form that a server can send without holding a thread."""

from collections.abc import Iterator
from typing import IO

from flask import Response, request

_PART = 64 * 1024


def file_answer(file: IO[bytes], *, size: int, mimetype: str) -> Response:
    """An open file of that size, which is closed after it is sent or given up."""
    wrapper = request.environ.get("wsgi.file_wrapper")
    if wrapper is not None:
        # The server gets the file itself, and can send it after the thread has gone on.
        answer = Response(wrapper(file), content_type=mimetype, direct_passthrough=True)
    else:
        answer = Response(_parts(file), content_type=mimetype)
        answer.call_on_close(file.close)
    answer.content_length = size
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _parts(file: IO[bytes]) -> Iterator[bytes]:
    with file:
        while part := file.read(_PART):
            yield part
