"""What the database has lost: an owner sees what is missing in the company, and confirms it."""

from flask import Blueprint, Response, url_for

from timeclock.authority.permissions import Permission
from timeclock.operations.anchor.accepting import accept_own_loss, current_loss
from timeclock.operations.anchor.wording import named_rows, owners
from timeclock.storage.transactions import snapshot
from timeclock.web.frame.answers import see_other, show
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.visitor import actor, visitor_zone
from timeclock.web.wording.translation import gettext as _

blueprint = Blueprint("loss", __name__)


@blueprint.get("/admin/loss")
@allowed(Permission.CHANGE_WORKSPACE)
def page() -> Response:
    """How many entries are missing, of whom, and since when."""
    found = current_loss()
    own = found.of_workspaces({actor().workspace_id}) if found else None
    rows = []
    if own:
        with snapshot() as session:
            rows = named_rows(own, owners(session, own.missing))
    return show(
        "loss/page.html",
        loss=own,
        rows=rows,
        of_others=found is not None and own is None,
        zone=visitor_zone(),
    )


@blueprint.post("/admin/loss")
@allowed(Permission.CHANGE_WORKSPACE)
def accept() -> Response:
    """Confirm it; the server records again when every company has."""
    accept_own_loss(actor())
    return see_other(url_for("loss.page"), _("Confirmed. It is in the company's record."))
