"""Lengths of time typed by people."""

import re
from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import StringField

_TYPED = re.compile(r"(\d{1,3})(?::([0-5]\d)|[.,](\d{1,2}))?\Z", re.ASCII)


class LengthField(StringField):
    """Hours as `8`, `8:30` or `8.5`, kept as whole minutes; None where nothing was typed."""

    data: int | None

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the minutes; what is between two minutes, or no length at all, is refused."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        typed = _TYPED.match(text)
        hundredths = int((typed[3] or "0").ljust(2, "0")) if typed else 0
        if typed is None or hundredths * 60 % 100:
            raise ValueError(_("Enter hours, such as 8 or 8:30."))
        self.data = int(typed[1]) * 60 + int(typed[2] or 0) + hundredths * 60 // 100

    def _value(self) -> str:
        """As it was typed, where that was refused; otherwise `8` or `8:30`."""
        if self.data is None:
            return self.raw_data[0] if self.raw_data and self.process_errors else ""
        hours, minutes = divmod(self.data, 60)
        return f"{hours}:{minutes:02}" if minutes else str(hours)


class TimeOfDayField(StringField):
    """A time on the clock's wall as `04:00`, kept as whole minutes after midnight.

    Without a text the value is `empty`.
    """

    data: int | None
    empty: int | None = 0

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the minutes."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = self.empty
        if not text:
            return
        typed = re.match(r"([01]?\d|2[0-3]):([0-5]\d)\Z", text, re.ASCII)
        if typed is None:
            self.data = None
            raise ValueError(_("Enter a time, such as 04:00."))
        self.data = int(typed[1]) * 60 + int(typed[2])

    def _value(self) -> str:
        """As it was typed, where that was refused; otherwise `04:00`."""
        if self.data is None:
            return self.raw_data[0] if self.raw_data else ""
        return f"{self.data // 60:02}:{self.data % 60:02}"


class OptionalTimeOfDayField(TimeOfDayField):
    """A time of day that can be left out."""

    empty = None
