"""The form of the workspace."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from timeclock.web.frame.fields import WholeNumberField, zone_choices
from timeclock.wording import NAME

_BOUNDS = _("Enter 0 to 60 minutes.")


class WorkspaceForm(FlaskForm):
    """What the company has set for itself; the tolerance is in minutes here."""

    name = StringField(
        _("Company"), [InputRequired(_("Enter the company's name.")), Length(max=NAME)]
    )
    zone = SelectField(_("Time zone"), choices=zone_choices)
    tolerance = WholeNumberField(
        _("A punch is marked as edited when its time differs by more than"),
        [InputRequired(_BOUNDS), NumberRange(0, 60, _BOUNDS)],
        render_kw={"min": 0, "max": 60, "inputmode": "numeric"},
    )
    location_on = BooleanField(_("Keep the location of punches"))
