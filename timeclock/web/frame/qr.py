"""QR codes of addresses and badges."""

import segno
from markupsafe import Markup


def qr_code(text: str) -> Markup:
    """A QR code as an inline drawing, with the quiet zone of four modules that readers need.

    It has no size of its own: it fills the width that its place gives it.
    """
    code = segno.make(text, error="m", micro=False)
    return Markup(code.svg_inline(border=4, omitsize=True))  # noqa: S704
