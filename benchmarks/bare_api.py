"""What a read of the API is measured against: a bare Flask route with the same two statements.

It finds the key's owner and the shift as the product does, and answers by hand with no layer
between: no models, no rights beyond the company, no shapes.
"""

import json
import os
from pathlib import Path

from flask import Flask, Response, request
from sqlalchemy.engine import make_url

from timeclock.authority.actor import Door
from timeclock.company.api_keys.service import authenticate
from timeclock.storage.connecting import engine_options, prepare
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.queries import shift


def create() -> Flask:
    """The bare app."""
    url = os.environ["TIMECLOCK_DATABASE_URL"]
    bare = Flask(Path(__file__).stem)
    bare.config["SQLALCHEMY_DATABASE_URI"] = url
    bare.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(make_url(url))
    db.init_app(bare)
    prepare(bare)

    @bare.get("/shifts/<int:shift_id>")
    def read(shift_id: int) -> Response:
        key = request.headers.get("Authorization", "").removeprefix("Bearer ")
        actor = authenticate(key, Door.NATIVE)
        found = shift(actor.workspace_id, shift_id) if actor else None
        if found is None:
            return Response(status=404)
        body = {"id": found.id, "started_at": found.timeline.started_at.isoformat()}
        return Response(json.dumps({"shift": body}), mimetype="application/json")

    @bare.get("/healthz")
    def health() -> str:
        return "ok"

    return bare


app = create() if "TIMECLOCK_DATABASE_URL" in os.environ else None
