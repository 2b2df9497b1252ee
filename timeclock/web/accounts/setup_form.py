"""The form of the first visit."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from timeclock.web.frame.fields import new_password, zone_choices
from timeclock.wording import NAME


class SetupForm(FlaskForm):
    """Company and zone, the first owner, the first clock."""

    token = HiddenField()
    company = StringField(
        _("Company"), [InputRequired(_("Enter the company's name.")), Length(max=NAME)]
    )
    zone = SelectField(_("Time zone"), choices=zone_choices, default="UTC")
    clock_name = StringField(
        _("Name of the clock"),
        [InputRequired(_("Enter the place or team.")), Length(max=NAME)],
    )
    owner_name = StringField(
        _("Your name"),
        [InputRequired(_("Enter your name.")), Length(max=NAME)],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _("Email address"),
        [InputRequired(_("Enter your email address.")), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    password = new_password(_("Password"))
