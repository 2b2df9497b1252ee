"""Links that are handed on to people."""

from flask import Response, url_for

from timeclock.company.people.queries import people_alike
from timeclock.web.frame.addresses import base_url, only_this_machine
from timeclock.web.frame.answers import show
from timeclock.web.frame.qr import qr_code
from timeclock.web.frame.visitor import actor


def link_page(endpoint: str, token: str, *, member_id: int, name: str) -> Response:
    """A link for someone: an invitation, or a new password."""
    link = base_url() + url_for(endpoint, token=token)
    return show(
        "people/link.html",
        link=link,
        qr=qr_code(link),
        only_this_machine=only_this_machine(),
        name=name,
        member_id=member_id,
        alike=people_alike(actor().workspace_id).get(member_id, ()),
        reset=endpoint == "signing_in.reset",
    )
