"""QR codes of addresses and badges."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """A QR code as an inline drawing."""
    return Markup(segno.make(text, error="m").svg_inline(scale=6, border=2))  # noqa: S704
