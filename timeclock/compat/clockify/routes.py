"""Clockify's addresses, under both of its bases."""

from flask import Blueprint, Response, g, request

from timeclock.authority.actor import Door
from timeclock.compat.clockify import (
    adding,
    company,
    entries,
    labels,
    lists,
    nothing,
    projects,
    reports,
    starting,
)
from timeclock.compat.clockify.booking import tags_in
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.wire.keys import SEVERAL, KeyRefused, admit, header_key
from timeclock.wire.notices import NOTICE, not_kept

blueprint = Blueprint("clockify", __name__)
_OTHER_KINDS = ("Authorization", "X-Addon-Token", "X-Marketplace-Token")


@blueprint.before_request
def let_in() -> None:
    """Every call carries `X-Api-Key`, and no token of another kind beside it."""
    if request.method == "OPTIONS":
        return
    if any(name in request.headers for name in _OTHER_KINDS):
        raise KeyRefused(SEVERAL, "Send X-Api-Key and no other token.")
    admit(header_key(), Door.CLOCKIFY)


@blueprint.after_request
def tell_of_what_is_not_kept(answer: Response) -> Response:
    """Name the fields of an entry that were sent and that nothing here has room for."""
    body = g.get("body", {}) if NOTICE not in answer.headers else {}
    dropped = ["customFields"] if body.get("customFields") else []
    tags = body.get("tagIds") or ()
    sent = tags if isinstance(tags, list | tuple) else (tags,)
    if len(sent) != len(tags_in(sent)):
        dropped.insert(0, "tagIds")
    task = body.get("taskId")
    if isinstance(task, str) and task and from_hex24(IdKind.TASK, task) is None:
        dropped.append("taskId")
    if answer.status_code in (200, 201) and dropped:
        answer.headers[NOTICE] = not_kept(dropped)
    return answer


PARTS = (
    starting.blueprint,
    entries.blueprint,
    lists.blueprint,
    company.blueprint,
    projects.blueprint,
    adding.blueprint,
    labels.blueprint,
    nothing.blueprint,
    reports.blueprint,
)
# Below the first one, so that it lets in for all of them.
for part in PARTS:
    blueprint.register_blueprint(part)
