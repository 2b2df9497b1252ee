"""Choosing one of several companies."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from timeclock.company.people.queries import memberships
from timeclock.company.people.sessions import choose_workspace
from timeclock.errors import NotFound
from timeclock.web.frame.answers import see_other
from timeclock.web.frame.guard import signed_in
from timeclock.web.frame.visitor import visitor

blueprint = Blueprint("choosing", __name__)


@blueprint.get("/choose")
@signed_in
def choose() -> Response:
    """The companies that this person belongs to."""
    mine = [each for each in memberships(visitor().account_id) if each.accepted]
    return make_response(render_template("choosing/page.html", memberships=mine))


@blueprint.post("/choose")
@signed_in
def chosen() -> Response:
    """Turn this session to one of them."""
    wanted = request.form.get("choice", "")
    if not wanted.isascii() or not wanted.isdecimal() or len(wanted) > 15:
        raise NotFound("workspace_not_found", "This workspace does not exist.")
    choose_workspace(visitor().token, int(wanted))
    return see_other(url_for("clock.page"))
