"""What people enter at a kiosk; ids and texts are judged by the use cases."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, SelectField, StringField

from timeclock.web.frame.fields import number_or_none
from timeclock.web.frame.forgotten_shift import LeftForm

_DIGITS = {"inputmode": "numeric", "autocomplete": "off", "maxlength": 12}


class PairForm(FlaskForm):
    """The code that a manager reads out."""

    code = StringField(
        _l("Code"),
        render_kw={"autocomplete": "off", "autocapitalize": "characters", "maxlength": 20},
    )


class BadgeForm(FlaskForm):
    """What a reader types; it ends with Enter."""

    badge = StringField(_l("Badge"), render_kw={"autocomplete": "off", "maxlength": 200})


class NumberForm(FlaskForm):
    """An employee number with its PIN."""

    number = StringField(_l("Number"), render_kw={"autocomplete": "off", "maxlength": 40})
    pin = PasswordField(_l("PIN"), render_kw=_DIGITS)


class NameForm(FlaskForm):
    """A name that was touched, with its PIN."""

    member = HiddenField()
    pin = PasswordField(_l("PIN"), render_kw=_DIGITS)


class PunchForm(FlaskForm):
    """Who punches, and what they say with it."""

    ticket = HiddenField()
    job = SelectField(_l("Job"), coerce=number_or_none, validate_choice=False)
    kind = HiddenField()
    position = HiddenField()


class LeftAtForm(LeftForm):
    """When a person left who did not clock out."""

    ticket = HiddenField()
