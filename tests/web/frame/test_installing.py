"""Timeclock can be put on a home screen: for a person, and for a kiosk."""

import re
import struct

import pytest
from flask.testing import FlaskClient

from tests.fixtures.kiosks import Tablet
from timeclock.assets.drawing import ICON_SIZES, drawn_icon


@pytest.mark.parametrize(
    ("page", "start", "display"),
    [("/sign-in", "/", "standalone"), ("/kiosk", "/kiosk", "fullscreen")],
)
def test_a_page_names_its_manifest(tablet: Tablet, page: str, start: str, display: str) -> None:
    client: FlaskClient = tablet.client
    shown = client.get(page).text
    address = re.search(r'<link rel="manifest"\s+href="([^"]+)"', shown)
    assert address is not None
    answer = client.get(address[1])
    assert answer.mimetype == "application/manifest+json"
    facts = answer.get_json(force=True)
    assert (facts["start_url"], facts["scope"], facts["display"]) == (start, start, display)
    # What browsers ask for before they offer to install.
    assert {icon["sizes"] for icon in facts["icons"]} == {"192x192", "512x512"}
    assert {icon["purpose"] for icon in facts["icons"]} == {"any", "maskable"}
    for icon in facts["icons"]:
        with client.get(icon["src"]) as picture:
            assert picture.data[:8] == b"\x89PNG\r\n\x1a\n"
    assert 'name="theme-color"' in shown
    assert "apple-touch-icon" in shown


def test_the_icon_is_drawn_in_its_size() -> None:
    assert 180 in ICON_SIZES
    assert struct.unpack(">II", drawn_icon(24)[16:24]) == (24, 24)
