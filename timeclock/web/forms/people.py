"""Forms of the people of a company."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import EmailField, SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from timeclock.authority.actor import Role
from timeclock.wording import NAME

ROLE_WORDS = {
    Role.EMPLOYEE: _("Employee"),
    Role.MANAGER: _("Manager"),
    Role.EXECUTIVE_MANAGER: _("Executive manager"),
    Role.OWNER: _("Owner"),
}


def role_choices() -> list[SelectChoice]:
    """Every role, the least first."""
    return [SelectChoice(role.value, words) for role, words in ROLE_WORDS.items()]


class MemberForm(FlaskForm):
    """How the company calls somebody, and their number."""

    name = StringField(_("Name"), [InputRequired(_("Give a name.")), Length(max=NAME)])
    employee_number = StringField(_("Employee number"), [Optional(), Length(max=40)])


class AddMemberForm(MemberForm):
    """Somebody new."""

    email = EmailField(
        _("E-mail address"), [InputRequired(_("Give an e-mail address.")), Length(max=254)]
    )
    role = SelectField(_("Role"), choices=role_choices, default=Role.EMPLOYEE.value)
    clock = SelectField(_("Time clock"), default="")


class RoleForm(FlaskForm):
    """Another role."""

    role = SelectField(_("Role"), choices=role_choices)


class AssignClockForm(FlaskForm):
    """One more clock for a member."""

    clock = SelectField(_("Time clock"))
