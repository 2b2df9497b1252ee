"""Clockify's addresses, under both of its bases."""

from flask import Blueprint, request

from timeclock.authority.actor import Door
from timeclock.compat.clockify import company, entries, lists, nothing, projects, starting
from timeclock.wire.keys import SEVERAL, KeyRefused, admit, header_key

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


PARTS = (
    starting.blueprint,
    entries.blueprint,
    lists.blueprint,
    company.blueprint,
    projects.blueprint,
    nothing.blueprint,
)
# Below the first one, so that it lets in for all of them.
for part in PARTS:
    blueprint.register_blueprint(part)
