"""The company's record: checks every chain of the ledger and every table that it describes."""

from flask import Blueprint, Response

from timeclock.authority.permissions import Permission
from timeclock.ledger.verification import Verified
from timeclock.operations.verifying.checking import verify
from timeclock.web.frame.answers import show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.visitor import actor

blueprint = Blueprint("record", __name__)

MOST_SHOWN = 200


@blueprint.get("/admin/record")
@allowed(Permission.SEE_EVERYONE)
def page() -> Response:
    """What a check does, and the button that begins one."""
    return _page(None)


@blueprint.post("/admin/record")
@allowed(Permission.SEE_EVERYONE)
def check() -> Response:
    """Check it now; that takes as long as the record is."""
    return _page(verify(actor().workspace_id))


def _page(found: Verified | None) -> Response:
    return show("record/page.html", found=found, most=MOST_SHOWN)
