"""The form of the workspace."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, IntegerField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from timeclock.web.forms.setup import zone_choices
from timeclock.wording import NAME

_DAYS = (
    _("Monday"),
    _("Tuesday"),
    _("Wednesday"),
    _("Thursday"),
    _("Friday"),
    _("Saturday"),
    _("Sunday"),
)


def _days() -> list[SelectChoice]:
    return [SelectChoice(str(number), day) for number, day in enumerate(_DAYS)]


class WorkspaceForm(FlaskForm):
    """What the company has set for itself; the tolerance is in minutes here."""

    name = StringField(
        _("Company"), [InputRequired(_("Give the company's name.")), Length(max=NAME)]
    )
    zone = SelectField(_("Time zone"), choices=zone_choices)
    first_weekday = SelectField(_("Weeks begin on"), choices=_days)
    tolerance = IntegerField(
        _("A punch counts as edited from"),
        [
            InputRequired(_("Give 0 to 60 minutes.")),
            NumberRange(0, 60, _("Give 0 to 60 minutes.")),
        ],
    )
    location_on = BooleanField(_("Keep the place that scripts send with a punch"))
