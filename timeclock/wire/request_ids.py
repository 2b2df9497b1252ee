"""What a call is known by in its answer, in its refusal and in the log of the server."""

import logging
import re
import uuid

from flask import Flask, Response, g, request

from timeclock.wire.error_formats import has_error_format

HEADER = "X-Request-Id"
_TAKEN = re.compile(r"[A-Za-z0-9._-]{1,64}", re.ASCII)
_log = logging.getLogger(__name__)


def request_id() -> str:
    """The id of the present call: the one that came with it where it can be one, or a new one."""
    if "request_id" not in g:
        sent = request.headers.get(HEADER, "")
        g.request_id = sent if _TAKEN.fullmatch(sent) else str(uuid.uuid4())
    found: str = g.request_id
    return found


def prepare(app: Flask) -> None:
    """Have each answer of the JSON doors carry its id, and the log name each that is refused."""
    app.after_request(_name)


def _name(answer: Response) -> Response:
    if has_error_format(request.path):
        answer.headers[HEADER] = request_id()
        if answer.status_code >= 400:
            failed = answer.status_code >= 500
            _log.log(
                logging.WARNING if failed else logging.INFO,
                "request %s: %s %s answered %s",
                request_id(),
                request.method,
                request.path.encode("unicode_escape").decode("ascii"),
                answer.status_code,
            )
    return answer
