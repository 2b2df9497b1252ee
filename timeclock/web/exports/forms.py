"""The form of an export."""

from typing import TypeVar

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice, SelectField, SelectMultipleField
from wtforms.validators import InputRequired

from timeclock.outgoing.exports.question import ExportQuestion, FileFormat, What
from timeclock.outgoing.exports.styles import DecimalMark, FigureStyle, HourFormat, Separator
from timeclock.web.frame.fields import number_or_none

T = TypeVar("T")
WHAT_WORDS = {
    What.TIMESHEETS: _("Timesheets"),
    What.TOTALS: _("Totals"),
    What.JOBS: _("Hours by job"),
    What.PUNCHES: _("Punches"),
}
WHAT_HELP = {
    What.TIMESHEETS: _("A line for each person and day: worked, rounded, breaks, overtime."),
    What.TOTALS: _("A line for each person and pay period."),
    What.JOBS: _(
        "A line for each person, day, time clock and job, with the overtime that was worked on it."
    ),
    What.PUNCHES: _("A line for each part of a shift, as it counts and as it was punched."),
}
FORMAT_WORDS = {
    FileFormat.CSV: _("CSV"),
    FileFormat.XLSX: _("XLSX"),
    FileFormat.PDF: _("PDF"),
}
FORMAT_HELP = {
    FileFormat.CSV: _("For payroll programs."),
    FileFormat.XLSX: _("For spreadsheets."),
    FileFormat.PDF: _("For paper: each person on pages of their own."),
}
HOURS_WORDS = {
    HourFormat.FOUR_PLACES: _("Hours with four decimals (7.7033)"),
    HourFormat.TWO_PLACES: _("Hours with two decimals (7.70)"),
    HourFormat.MINUTES: _("Hours and minutes (7:42)"),
}
SEPARATOR_WORDS = {
    Separator.COMMA: _("Comma"),
    Separator.SEMICOLON: _("Semicolon"),
    Separator.TAB: _("Tab"),
}
DECIMAL_MARK_WORDS = {
    DecimalMark.POINT: _("Point (7.70)"),
    DecimalMark.COMMA: _("Comma (7,70)"),
}
_DAY = {"autocomplete": "off"}
_SOME = {"size": 5}


def _in_words(words: dict[T, str]) -> list[SelectChoice]:
    return [SelectChoice(value, label) for value, label in words.items()]


class ExportForm(FlaskForm):
    """Which hours, of whom, from when to when, as what; nothing chosen is everything."""

    what = RadioField(_("What"), choices=_in_words(WHAT_WORDS), default=What.TIMESHEETS.value)
    first = DateField(_("From"), [InputRequired(_("Enter the first day."))], render_kw=_DAY)
    last = DateField(_("To"), [InputRequired(_("Enter the last day."))], render_kw=_DAY)
    people = SelectMultipleField(_("People"), coerce=number_or_none, render_kw=_SOME)
    clocks = SelectMultipleField(_("Time clocks"), coerce=number_or_none, render_kw=_SOME)
    jobs = SelectMultipleField(_("Jobs"), coerce=number_or_none, render_kw=_SOME)
    format = RadioField(_("Format"), choices=_in_words(FORMAT_WORDS), default=FileFormat.CSV.value)
    hours = SelectField(
        _("Lengths"), choices=_in_words(HOURS_WORDS), default=HourFormat.FOUR_PLACES.value
    )
    separator = SelectField(
        _("Between the values of a CSV file"),
        choices=_in_words(SEPARATOR_WORDS),
        default=Separator.COMMA.value,
    )
    decimal_mark = SelectField(
        _("Decimal mark"),
        choices=_in_words(DECIMAL_MARK_WORDS),
        default=DecimalMark.POINT.value,
    )

    def question(self) -> ExportQuestion:
        """What is asked for. Raises Invalid for days without an answer."""
        return ExportQuestion(
            what=What(self.what.data),
            first=self.first.data,
            last=self.last.data,
            format=FileFormat(self.format.data),
            member_ids=tuple(self.people.data or ()),
            clock_ids=tuple(self.clocks.data or ()),
            job_ids=tuple(self.jobs.data or ()),
            style=FigureStyle(
                HourFormat(self.hours.data),
                Separator(self.separator.data),
                DecimalMark(self.decimal_mark.data),
            ),
        )
