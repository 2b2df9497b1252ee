"""The first visit: opened by the link from the terminal, closed for good afterwards."""

from flask import Blueprint, Response, make_response, render_template, request

from timeclock.company.clocks.opening import set_up
from timeclock.company.people.links import Purpose
from timeclock.company.people.sessions import open_session
from timeclock.errors import ProductError
from timeclock.web.accounts.setup_form import SetupForm
from timeclock.web.accounts.signing_in import enter, open_link
from timeclock.web.frame.answers import status_for
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import open_to_everyone

blueprint = Blueprint("setup", __name__)


@blueprint.route("/setup", methods=["GET", "POST"])
@open_to_everyone
def page() -> Response:
    """Company and zone, owner, first clock."""
    form = SetupForm(token=request.args.get("token", ""))
    open_link(form.token.data or "", Purpose.SETUP)
    refusal = None
    if form.validate_on_submit():
        try:
            return _open(form)
        except ProductError as error:
            refusal = error
            note_fault(form, error, name="company", timezone="zone")
    form.password.data = ""
    status = status_for(refusal) if refusal else 422 if form.is_submitted() else 200
    return make_response(render_template("setup/page.html", form=form, refusal=refusal), status)


def _open(form: SetupForm) -> Response:
    opened = set_up(
        form.token.data or "",
        company=form.company.data or "",
        zone=form.zone.data,
        owner_name=form.owner_name.data or "",
        owner_email=form.email.data or "",
        password=form.password.data or "",
        clock_name=form.clock_name.data or "",
    )
    device = request.headers.get("User-Agent", "")
    return enter(open_session(opened.account_id, device, opened.workspace_id), "/")
