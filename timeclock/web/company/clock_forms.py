"""Forms of time clocks."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from timeclock.web.frame.fields import WholeNumberField, number_or_none, zone_choices
from timeclock.wording import NAME


class ClockForm(FlaskForm):
    """A clock's name, zone and rules; the limit is in hours and minutes."""

    name = StringField(_("Name"), [InputRequired(_("Enter the place or team.")), Length(max=NAME)])
    zone = SelectField(_("Time zone"), choices=zone_choices)
    hours = WholeNumberField(
        _("A shift is forgotten after"),
        [
            InputRequired(_("Enter 1 hour to 7 days.")),
            NumberRange(0, 168, _("Enter 1 hour to 7 days.")),
        ],
        default=14,
        render_kw={"inputmode": "numeric"},
    )
    minutes = WholeNumberField(
        _("Minutes"),
        [Optional(), NumberRange(0, 59, _("Enter 0 to 59 minutes."))],
        default=0,
        render_kw={"inputmode": "numeric"},
    )
    closes_forgotten = BooleanField(_("Close it at the limit"))
    break_limit_minutes = WholeNumberField(
        _("Break limit"),
        [
            InputRequired(_("Enter 5 to 480 minutes.")),
            NumberRange(5, 480, _("Enter 5 to 480 minutes.")),
        ],
        default=60,
        render_kw={"inputmode": "numeric"},
    )
    job_required = BooleanField(_("Ask for a job at clock-in"))

    def limit_minutes(self) -> int:
        """The length after which a shift is forgotten."""
        return (self.hours.data or 0) * 60 + (self.minutes.data or 0)


class BreakKindForm(FlaskForm):
    """A kind of break."""

    name = StringField(_("Name"), [InputRequired(_("Enter the kind of break.")), Length(max=NAME)])
    minutes = WholeNumberField(
        _("Planned length"),
        [Optional(), NumberRange(1, 480, _("Enter 1 to 480 minutes, or nothing."))],
        render_kw={"inputmode": "numeric"},
    )
    paid = BooleanField(_("Paid"))
    pays_beyond = BooleanField(_("Paid beyond its planned length"))


class AssignMemberForm(FlaskForm):
    """A member who may clock in here, or who manages the clock."""

    member = SelectField(_("Another person"), coerce=number_or_none)
    manages = BooleanField(_("Manages this clock"))
