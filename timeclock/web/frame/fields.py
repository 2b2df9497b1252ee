"""Whole numbers typed by people."""

from collections.abc import Sequence

from wtforms import IntegerField


class WholeNumberField(IntegerField):
    """A whole number in ASCII digits; `int` alone would also take `1_000` and endless ones."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the number, None where the field was left empty."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):
            raise ValueError(self.gettext("Not a valid integer value."))
        self.data = int(text)
