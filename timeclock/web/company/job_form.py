"""Forms of jobs."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from timeclock.web.frame.fields import number_or_none
from timeclock.wording import NAME


class JobForm(FlaskForm):
    """A job's name, code and place below another."""

    name = StringField(
        _("Name"),
        [InputRequired(_("Enter the name of the job.")), Length(max=NAME)],
        render_kw={"autocomplete": "off"},
    )
    code = StringField(_("Code"), [Optional(), Length(max=40)], render_kw={"autocomplete": "off"})
    parent = SelectField(_("Part of"), coerce=number_or_none)
