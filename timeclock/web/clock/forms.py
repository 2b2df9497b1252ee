"""What a person may say with a punch; ids and texts are judged by the use cases."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField

from timeclock.web.frame.fields import TaggedForm, number_or_none
from timeclock.wording import NOTE


class ClockInForm(TaggedForm):
    """Where and on what someone begins to work."""

    clock = SelectField(_l("Time clock"), coerce=number_or_none, validate_choice=False)
    job = SelectField(_l("Job"), coerce=number_or_none, validate_choice=False)
    note = StringField(_l("Note"), render_kw={"maxlength": NOTE})


class PauseForm(FlaskForm):
    """Which kind of break begins; none means the clock's own."""

    kind = HiddenField()


class SwitchJobForm(TaggedForm):
    """What the person goes on with."""

    job = SelectField(_l("Job"), coerce=number_or_none, validate_choice=False)
    note = StringField(_l("Note"), render_kw={"maxlength": NOTE})
