"""Forms of one's own settings."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length

from timeclock.web.frame.fields import new_password, zone_choices


def _zones() -> list[SelectChoice]:
    return [SelectChoice("", str(_("The time clock's"))), *zone_choices()]


class PreferencesForm(FlaskForm):
    """Zone and theme."""

    zone = SelectField(_("Time zone"), choices=_zones)
    theme = RadioField(
        _("Look"),
        choices=[
            SelectChoice("", _("Same as the device")),
            SelectChoice("light", _("Light")),
            SelectChoice("dark", _("Dark")),
        ],
        default="",
    )


class ChangePasswordForm(FlaskForm):
    """The present password and a new one."""

    current = PasswordField(
        _("Your current password"),
        [InputRequired(_("Enter your current password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password(_("New password"))
