"""Secrets that a page shows once: on the answer to the button itself, nowhere kept.

The form's own key lands in the ledger with the act, so a reload that sends the form again is
refused there instead of issuing another secret; the answer is `no-store` like every page.
"""

from flask import Response, current_app, url_for

from timeclock.web.answers import show


def base_url() -> str:
    """The address under which others reach this server, without a slash at its end."""
    url: str = current_app.config["BASE_URL"]
    return url.rstrip("/")


def link_page(endpoint: str, token: str, *, member_id: int, name: str) -> Response:
    """A link for somebody: an invitation, or a new password."""
    return show(
        "people/link.html",
        link=base_url() + url_for(endpoint, token=token),
        name=name,
        member_id=member_id,
        reset=endpoint == "signing_in.reset",
    )
