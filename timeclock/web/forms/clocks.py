"""Forms of time clocks."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from timeclock.web.forms.setup import zone_choices
from timeclock.wording import NAME


class ClockForm(FlaskForm):
    """A clock's name, zone and rules."""

    name = StringField(_("Name"), [InputRequired(_("Name the place or team.")), Length(max=NAME)])
    zone = SelectField(_("Time zone"), choices=zone_choices)
    job_required = BooleanField(_("Ask for a job at clock-in"))
    limit_hours = IntegerField(
        _("A shift is forgotten after"),
        [
            InputRequired(_("Give hours between 1 and 168.")),
            NumberRange(1, 168, _("Give hours between 1 and 168.")),
        ],
        default=14,
    )


class BreakKindForm(FlaskForm):
    """A kind of break."""

    name = StringField(
        _("Kind of break"), [InputRequired(_("Name the kind of break.")), Length(max=NAME)]
    )
    minutes = IntegerField(
        _("Planned minutes"),
        [Optional(), NumberRange(1, 480, _("Give 1 to 480 minutes, or nothing."))],
    )
    paid = BooleanField(_("Paid: counted as worked"))


class AssignMemberForm(FlaskForm):
    """One more member of a clock."""

    member = SelectField(_("Person"))
    manages = BooleanField(_("Manages this clock"))
