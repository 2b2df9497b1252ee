"""Forms of API keys."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from timeclock.authority.actor import Scope
from timeclock.timekeeping import FIRST_YEAR, LAST_YEAR
from timeclock.web.frame.fields import number_or_none
from timeclock.web.wording.scopes import SCOPE_WORDS
from timeclock.wording import NAME

SCOPE_HELP = {
    Scope.READ: _("Reads what the person can see, and changes nothing."),
    Scope.PUNCH: _("Also clocks the person in and out, with breaks and jobs."),
    Scope.MANAGE: _("Also manages others, as far as the person's role goes."),
    Scope.ADMIN: _("Also changes people, clocks, jobs and keys, if the role allows it."),
}


def own_scopes() -> list[SelectChoice]:
    """How far a key goes that everyone may have."""
    return [SelectChoice(scope.value, SCOPE_WORDS[scope]) for scope in (Scope.READ, Scope.PUNCH)]


def every_scope() -> list[SelectChoice]:
    """How far a key may go."""
    return [SelectChoice(scope.value, words) for scope, words in SCOPE_WORDS.items()]


class OwnKeyForm(FlaskForm):
    """A key of one's own."""

    name = StringField(
        _("What it is for"),
        [InputRequired(_("Enter what it is for.")), Length(max=NAME)],
        render_kw={"autocomplete": "off"},
    )
    scope = RadioField(_("Scope"), choices=own_scopes, default=Scope.PUNCH.value)
    expires_at = DateField(_("Works until"), [Optional()], render_kw={"autocomplete": "off"})

    def validate_expires_at(self, field: DateField) -> None:
        """Days beyond those that the clock knows have no end that could be told."""
        if field.data is not None and not FIRST_YEAR <= field.data.year <= LAST_YEAR:
            raise ValidationError(_("Enter a day of these years, or none."))


class KeyForm(OwnKeyForm):
    """A key for a member you manage."""

    member = SelectField(_("Acts as"), coerce=number_or_none)
    scope = RadioField(_("Scope"), choices=every_scope, default=Scope.PUNCH.value)
