"""A kiosk without a network: the page and scripts that stay usable, and the queue that comes back.

The page has nothing of any person in it, so each tablet may keep it. Each answer in JSON is for the
script of the tablet alone.
"""

import hashlib
import json

from flask import Blueprint, Response, current_app, render_template, request, url_for

from timeclock.company.kiosks.credentials import Sender
from timeclock.company.kiosks.keys import (
    Contact,
    moment_in_milliseconds,
    moment_of_milliseconds,
    note_contact,
)
from timeclock.company.kiosks.offline_table import offline_table
from timeclock.company.kiosks.sealing import decoded
from timeclock.errors import Conflict, Invalid
from timeclock.extensions import csrf
from timeclock.web.frame.guard import open_to_everyone
from timeclock.web.frame.kiosk import sender_or_none
from timeclock.web.moment import now
from timeclock.worktime.kiosk_queue.intake import Batch, QueueItem, take_in

blueprint = Blueprint("kiosk_offline", __name__)
# The guard has asked for the browser's own word on where the request comes from, and the cookie of
# a kiosk never comes with a request of another site: a page that was kept has no token of a form.
csrf.exempt(blueprint)
_FILES = ("timeclock.css", "timeclock.js", "htmx.js", "kiosk.js", "favicon.svg", "icon-180.png")
_SCRIPTS = ("kiosk-queue.js", "kiosk-offline.js")
_MOST_ITEMS, _MOST = 100, 2**53


@blueprint.get("/kiosk/offline")
@open_to_everyone
def page() -> Response:
    """What the tablet shows while there is no network; the same for every tablet."""
    return Response(render_template("kiosk/offline.html"))


@blueprint.get("/kiosk/worker.js")
@open_to_everyone
def worker() -> Response:
    """The service worker: its text changes with the page and with every file that the page uses."""
    asset_url = current_app.jinja_env.globals["asset_url"]
    files = [asset_url(name) for name in (*_FILES, *_SCRIPTS)]  # type: ignore[operator]
    shown = render_template("kiosk/offline.html")
    version = hashlib.sha256(json.dumps([shown, files]).encode()).hexdigest()[:16]
    facts = {"version": version, "page": url_for("kiosk_offline.page"), "files": files}
    script = asset_url("kiosk-worker.js")  # type: ignore[operator]
    text = f"self.kept = {json.dumps(facts)};\nimportScripts({json.dumps(script)});\n"
    answer = Response(text, mimetype="text/javascript")
    answer.headers["Service-Worker-Allowed"] = url_for("kiosk.page")
    return answer


@blueprint.post("/kiosk/contact")
@open_to_everyone
def contact() -> Response:
    """Note what the tablet tells of its queue; the answer has the time and what it has to know."""
    sender = sender_or_none()
    if sender is None:
        return _json({"error": "not_paired"}, 403)
    if sender.reason is not None:
        return _json({"error": sender.reason}, 410)
    facts = request.get_json(silent=True)
    try:
        state = note_contact(sender.device, _contact(facts))
    except (Invalid, ValueError):
        return _json({"error": "invalid"}, 422)
    if state.replaced:
        return _json({"error": "key_replaced"}, 410)
    table = offline_table(sender.device)
    known = isinstance(facts, dict) and facts.get("table") == table["version"]
    return _json(
        {
            "now": moment_in_milliseconds(now()),
            "taken": state.taken,
            "table": None if known else table,
        }
    )


@blueprint.post("/kiosk/queue")
@open_to_everyone
def queue() -> Response:
    """Take in some punches of the queue, in order. Those up to `taken` need not be sent again."""
    sender = sender_or_none()
    if sender is None:
        return _json({"error": "not_paired"}, 403)
    try:
        batch = _batch(request.get_json(silent=True))
    except (Invalid, ValueError):
        return _json({"error": "invalid"}, 422)
    return _taken(sender, batch)


def _taken(sender: Sender, batch: Batch) -> Response:
    try:
        found = take_in(sender, batch)
    except Conflict as refusal:
        return _json({"error": refusal.code}, 409)
    return _json({"taken": found.taken})


def _contact(facts: object) -> Contact:
    match facts:
        case {
            "key": str(key),
            "used": int(used),
            "waiting": int(waiting),
            "since": int() | None as since,
            "former": str() | None as former,
            "former_used": int(former_used),
        } if all(0 <= each < _MOST for each in (used, waiting, former_used)):
            return Contact(
                decoded(key),
                used,
                waiting,
                None if since is None else moment_of_milliseconds(since),
                None if former is None else decoded(former),
                former_used,
            )
    raise ValueError("not what a tablet tells")


def _batch(facts: object) -> Batch:
    match facts:
        case {"key": str(key), "sent": int(sent), "items": list(items)}:
            found = [_item(each) for each in items]
        case _:
            raise ValueError("not a batch")
    if len(found) > _MOST_ITEMS or len({each.number for each in found}) < len(found):
        raise ValueError("too many, or a number twice")
    return Batch(decoded(key), moment_of_milliseconds(sent), found)


def _item(facts: object) -> QueueItem:
    match facts:
        case {
            "number": int(number),
            "text": str(text),
            "signature": str() | None as signature,
        } if 0 < number < _MOST:
            return QueueItem(number, text, signature)
    raise ValueError("not a punch")


def _json(facts: dict[str, object], status: int = 200) -> Response:
    return Response(json.dumps(facts), status, mimetype="application/json")
