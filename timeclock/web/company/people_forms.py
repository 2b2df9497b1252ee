"""Forms of the people of a company."""

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    EmailField,
    HiddenField,
    RadioField,
    SelectChoice,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length, Optional, ValidationError
from wtforms.widgets import CheckboxInput

from timeclock.authority.actor import Role
from timeclock.company.people.accounts import read_address
from timeclock.errors import Invalid
from timeclock.web.frame.fields import number_or_none
from timeclock.wording import NAME

ROLE_WORDS = {
    Role.EMPLOYEE: _("Employee"),
    Role.MANAGER: _("Manager"),
    Role.EXECUTIVE_MANAGER: _("Executive manager"),
    Role.OWNER: _("Owner"),
}
ROLE_HELP = {
    Role.EMPLOYEE: _("Clocks in and out, and sees their own time."),
    Role.MANAGER: _("Sees who is in and stops shifts, at the clocks they manage."),
    Role.EXECUTIVE_MANAGER: _(
        "Does the same at every clock, and manages people, clocks, jobs and keys."
    ),
    Role.OWNER: _("Does everything, including roles and the company itself."),
}


def role_choices() -> list[SelectChoice]:
    """Every role, the least first."""
    return [SelectChoice(role.value, words) for role, words in ROLE_WORDS.items()]


class MemberForm(FlaskForm):
    """How the company calls someone, and their number."""

    name = StringField(
        _("Name"),
        [InputRequired(_("Enter a name.")), Length(max=NAME)],
        render_kw={"autocomplete": "off"},
    )
    employee_number = StringField(
        _("Employee number"), [Optional(), Length(max=40)], render_kw={"autocomplete": "off"}
    )


class AddMemberForm(MemberForm):
    """Someone new."""

    email = EmailField(
        _("Email address"),
        [InputRequired(_("Enter an email address.")), Length(max=254)],
        render_kw={"autocomplete": "off"},
    )
    role = RadioField(_("Role"), choices=role_choices, default=Role.EMPLOYEE.value)
    clocks = SelectMultipleField(
        _("Works at"), coerce=number_or_none, option_widget=CheckboxInput()
    )
    manages = SelectMultipleField(
        _("Manages"), coerce=number_or_none, option_widget=CheckboxInput()
    )

    def validate_manages(self, field: SelectMultipleField) -> None:
        """Refuse a clock to manage for a person whose role manages none."""
        if field.data and self.role.data == Role.EMPLOYEE.value:
            raise ValidationError(_("Choose the role of a manager, or no clock to manage."))

    def validate_email(self, field: EmailField) -> None:
        """Say it together with what else is wrong, not after it."""
        try:
            read_address(field.data)
        except Invalid as refusal:
            raise ValidationError(refusal.sentence) from refusal


class PeopleListForm(FlaskForm):
    """Several people, one a line, and the clocks where all of them work."""

    people = TextAreaField(
        _("People"),
        [InputRequired(_("Enter at least one person.")), Length(max=60_000)],
        render_kw={"rows": 10, "spellcheck": "false", "autocomplete": "off"},
    )
    clocks = SelectMultipleField(
        _("Works at"), coerce=number_or_none, option_widget=CheckboxInput()
    )
    confirmed = HiddenField()


class RoleForm(FlaskForm):
    """Another role."""

    role = RadioField(_("Role"), choices=role_choices)
    keys = HiddenField()

    @property
    def revoke(self) -> bool | None:
        """Whether the person's API keys are revoked; None where no one was asked yet."""
        return {"revoke": True, "keep": False}.get(self.keys.data or "")


class AssignClockForm(FlaskForm):
    """A clock where someone may clock in, or which they manage."""

    clock = SelectField(_("Another time clock"), coerce=number_or_none)
    manages = BooleanField(_("Manages it"))


class HomeClockForm(FlaskForm):
    """The clock whose rules a person goes by, from a day on."""

    home = SelectField(_("Time clock"), coerce=number_or_none)
    first_day = DateField(_("From this day on"), [InputRequired(_("Enter the first day."))])
