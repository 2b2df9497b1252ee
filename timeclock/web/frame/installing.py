"""What a device needs to put Timeclock on its home screen: for a person, and for a kiosk."""

import json

from flask import Blueprint, Response, current_app
from flask_babel import get_locale

from timeclock.web.frame.guard import open_to_everyone
from timeclock.web.wording.translation import gettext as _

blueprint = Blueprint("installing", __name__)
_SIZES = (192, 512)
_PAPER, _ACCENT = "#ffffff", "#2846c8"


@blueprint.get("/app.webmanifest")
@open_to_everyone
def app() -> Response:
    """A person's own Timeclock: it opens with what the person's role begins with."""
    return _manifest("Timeclock", start="/", scope="/", display="standalone")


@blueprint.get("/kiosk/app.webmanifest")
@open_to_everyone
def kiosk() -> Response:
    """A kiosk: it opens on the whole screen, and with nothing but its own pages."""
    return _manifest(_("Timeclock kiosk"), start="/kiosk", scope="/kiosk", display="fullscreen")


def _manifest(name: str, *, start: str, scope: str, display: str) -> Response:
    asset_url = current_app.jinja_env.globals["asset_url"]
    icons = [
        {
            "src": asset_url(f"icon-{size}.png"),  # type: ignore[operator]
            "sizes": f"{size}x{size}",
            "type": "image/png",
            "purpose": purpose,
        }
        for size in _SIZES
        for purpose in ("any", "maskable")
    ]
    facts = {
        "id": start,
        "name": name,
        "short_name": "Timeclock",
        "lang": str(get_locale()),
        "start_url": start,
        "scope": scope,
        "display": display,
        "background_color": _PAPER,
        "theme_color": _ACCENT,
        "icons": icons,
    }
    return Response(json.dumps(facts), mimetype="application/manifest+json")
