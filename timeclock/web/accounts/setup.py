"""The first visit: opened by the link from the terminal, closed for good afterwards."""

from flask import Blueprint, Response, request

from timeclock.company.clocks.opening import Opened, set_up
from timeclock.company.people.links import Purpose
from timeclock.company.people.sessions import open_session
from timeclock.errors import ProductError
from timeclock.web.accounts.setup_form import SetupForm
from timeclock.web.accounts.signing_in import enter, open_link
from timeclock.web.frame.answers import attempt, show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import open_to_everyone

blueprint = Blueprint("setup", __name__)


@blueprint.route("/setup", methods=["GET", "POST"])
@open_to_everyone
def page() -> Response:
    """Company and zone, owner, first clock."""
    form = SetupForm(token=request.args.get("token", ""))
    open_link(form.token.data or "", Purpose.SETUP)
    if not form.validate_on_submit():
        return _page(form, status=422 if form.is_submitted() else 200)
    return attempt(
        lambda: set_up(
            form.token.data or "",
            company=form.company.data or "",
            zone=form.zone.data,
            owner_name=form.owner_name.data or "",
            owner_email=form.email.data or "",
            password=form.password.data or "",
            clock_name=form.clock_name.data or "",
        ),
        done=_enter,
        refused=lambda refusal: _page(form, refusal=refusal),
    )


def _enter(opened: Opened) -> Response:
    device = request.headers.get("User-Agent", "")
    return enter(open_session(opened.account_id, device, opened.workspace_id), "/")


def _page(form: SetupForm, *, refusal: ProductError | None = None, status: int = 200) -> Response:
    note_fault(form, refusal, name="company", timezone="zone")
    form.password.data = ""
    return show("setup/page.html", refusal=refusal, status=status, form=form)
