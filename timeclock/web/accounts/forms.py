"""Forms of signing in and of one-time links."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from timeclock.company.people.passwords import LONGEST, SHORTEST

_PASSWORD_BOUNDS = _(
    "Choose a password of %(low)s to %(high)s characters.", low=SHORTEST, high=LONGEST
)


class SignInForm(FlaskForm):
    """Name and password; what is wrong with them is never said apart."""

    email = EmailField(
        _("E-mail address"),
        [InputRequired(_("Give your e-mail address.")), Length(max=254)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _("Password"),
        [InputRequired(_("Give your password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


def new_password(label: str) -> PasswordField:
    """A field for a password that is chosen now."""
    return PasswordField(
        label,
        [InputRequired(_PASSWORD_BOUNDS), Length(SHORTEST, LONGEST, _PASSWORD_BOUNDS)],
        render_kw={"autocomplete": "new-password", "minlength": SHORTEST, "maxlength": LONGEST},
    )


class NewPasswordForm(FlaskForm):
    """A first password, or a new one, by a link."""

    password = new_password(_("Password"))


class TokenForm(FlaskForm):
    """Nothing but the form's own token."""
