"""The scopes of keys in words."""

from flask_babel import lazy_gettext as _

from timeclock.authority.actor import Scope

SCOPE_WORDS = {
    Scope.READ: _("Read"),
    Scope.PUNCH: _("Punch"),
    Scope.MANAGE: _("Manage"),
    Scope.ADMIN: _("Admin"),
}
