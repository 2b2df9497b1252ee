"""Forms of signing in and of one-time links."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from timeclock.web.frame.fields import new_password


class SignInForm(FlaskForm):
    """Name and password; what is wrong with them is never said apart."""

    email = EmailField(
        _("Email address"),
        [InputRequired(_("Enter your email address.")), Length(max=254)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Enter your password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class NewPasswordForm(FlaskForm):
    """A first password, or a new one, by a link."""

    password = new_password(_("Password"))


class TokenForm(FlaskForm):
    """Nothing but the form's own token."""
