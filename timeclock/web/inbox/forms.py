"""What somebody in charge says with a decision."""

from datetime import date

from flask_wtf import FlaskForm
from wtforms import HiddenField

from timeclock.errors import Invalid, NotFound
from timeclock.web.frame.fields import day_or_none, number_or_none
from timeclock.worktime.timesheets.inbox.cases import CaseKind


class SeenForm(FlaskForm):
    """Which exception was seen."""

    kind = HiddenField()
    day = HiddenField()
    shift = HiddenField()

    def case_kind(self) -> CaseKind:
        """Raises Invalid for what is no kind."""
        try:
            return CaseKind(self.kind.data or "")
        except ValueError:
            raise Invalid("invalid_kind", "This is no exception.", field="kind") from None

    def case_day(self) -> date:
        """Raises NotFound for what is no day."""
        day = day_or_none(self.day.data)
        if day is None:
            raise NotFound("exception_not_found", "This exception no longer exists.")
        return day

    def shift_id(self) -> int | None:
        """The shift, where the exception is about one."""
        return number_or_none(self.shift.data)
