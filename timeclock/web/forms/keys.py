"""Forms of API keys."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import DateField, RadioField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from timeclock.authority.actor import Scope
from timeclock.wording import NAME

SCOPE_WORDS = {
    Scope.READ: _("Read: see what its person may see"),
    Scope.PUNCH: _("Punch: clock in and out for its person"),
    Scope.MANAGE: _("Manage: what the role may do to others"),
    Scope.ADMIN: _("Admin: settings too"),
}


def own_scopes() -> list[SelectChoice]:
    """How far a key goes that everybody may have."""
    return [SelectChoice(s.value, SCOPE_WORDS[s]) for s in (Scope.READ, Scope.PUNCH)]


def every_scope() -> list[SelectChoice]:
    """How far a key may go."""
    return [SelectChoice(scope.value, words) for scope, words in SCOPE_WORDS.items()]


class OwnKeyForm(FlaskForm):
    """A key of one's own."""

    name = StringField(
        _("What it is for"), [InputRequired(_("Say what it is for.")), Length(max=NAME)]
    )
    scope = RadioField(_("How far it goes"), choices=own_scopes, default=Scope.PUNCH.value)
    expires = DateField(_("Until"), [Optional()])


class KeyForm(OwnKeyForm):
    """A key for anybody."""

    scope = RadioField(_("How far it goes"), choices=every_scope, default=Scope.PUNCH.value)
    member = SelectField(_("Acts as"))
