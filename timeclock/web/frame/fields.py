"""Fields and forms that several areas share."""

from collections.abc import Sequence
from datetime import date

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import (
    HiddenField,
    IntegerField,
    PasswordField,
    SelectChoice,
    SelectMultipleField,
    TextAreaField,
)
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from timeclock.company.people.passwords import LONGEST, SHORTEST
from timeclock.errors import ProductError
from timeclock.timekeeping import zone_names
from timeclock.wording import NOTE

_PASSWORD_BOUNDS = _(
    "Choose a password of %(low)s to %(high)s characters.", low=SHORTEST, high=LONGEST
)


class WholeNumberField(IntegerField):
    """A whole number in ASCII digits; `int` alone would also take `1_000` and endless ones."""

    def process_formdata(self, valuelist: Sequence[str]) -> None:
        """Keep the number, None where the field was left empty."""
        text = valuelist[0].strip() if valuelist else ""
        self.data = None
        if not text:
            return
        if not (text.isascii() and text.isdecimal() and len(text) <= 9):
            raise ValueError(self.gettext("Not a valid integer value."))
        self.data = int(text)


def number_or_none(value: object) -> int | None:
    """The id behind a choice; empty means none. An invalid id becomes 0, which matches no row.

    `int` alone would also take `1_000` and digits of other scripts, and numbers that no column
    holds.
    """
    text = str(value or "").strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else 0


class TaggedForm(FlaskForm):
    """A form that can show tags to choose from.

    A form without `tags_shown` says nothing about tags.
    """

    tags = SelectMultipleField(
        _("Tags"),
        coerce=number_or_none,
        validate_choice=False,
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    tags_shown = HiddenField(default="y")

    @property
    def chosen_tags(self) -> tuple[int, ...] | None:
        """The tags that are chosen; None where none were shown."""
        if not self.tags_shown.raw_data:
            return None
        return tuple(each or 0 for each in self.tags.data or ())


class UndoForm(FlaskForm):
    """The entry of the ledger that is meant, so that a later one is never undone by mistake."""

    position = HiddenField()


def day_or_none(value: object) -> date | None:
    """The day behind a choice; what is no day counts as none chosen."""
    try:
        return date.fromisoformat(str(value or ""))
    except ValueError:
        return None


def zone_choices() -> list[SelectChoice]:
    """Every zone by name, for a select."""
    return [SelectChoice(name, name) for name in sorted(zone_names())]


def new_password(label: str) -> PasswordField:
    """A field for a password that is chosen now."""
    return PasswordField(
        label,
        [InputRequired(_PASSWORD_BOUNDS), Length(SHORTEST, LONGEST, _PASSWORD_BOUNDS)],
        render_kw={"autocomplete": "new-password", "minlength": SHORTEST, "maxlength": LONGEST},
    )


class ReasonForm(FlaskForm):
    """Why; the person concerned reads it."""

    reason = TextAreaField(_("Why?"), render_kw={"maxlength": NOTE, "rows": 2, "required": True})


def note_fault(form: FlaskForm | None, refusal: ProductError | None, **names: str) -> None:
    """Put a refusal at its field; `names` says what the form calls a field of the layers below."""
    if form is None or refusal is None or refusal.field is None:
        return
    name = names.get(refusal.field, refusal.field)
    if name in form:
        form[name].errors = [refusal.sentence]
