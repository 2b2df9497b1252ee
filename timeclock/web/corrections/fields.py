"""What someone writes about a shift that should have been otherwise."""

from flask_babel import lazy_gettext as _l
from wtforms import (
    BooleanField,
    DateField,
    Form,
    HiddenField,
    SelectField,
    StringField,
    TextAreaField,
)

from timeclock.web.frame.fields import TaggedForm, day_or_none, number_or_none
from timeclock.wording import NOTE

_TIME = {"inputmode": "numeric", "maxlength": 5, "autocomplete": "off"}
_WORDS = {"maxlength": NOTE, "autocomplete": "off"}


class ShiftForm(TaggedForm):
    """A shift as it should have been, and why.

    Times are those of the clock's wall; a `…_which` says which pass of an hour that happened twice.
    `seen` is how the shift stood when the form was made.
    """

    clock = SelectField(_l("Time clock"), coerce=number_or_none, validate_choice=False)
    start_day = DateField(_l("Day of the start"))
    start = StringField(_l("Start"), render_kw=_TIME)
    start_which = StringField(_l("Which one?"))
    end_day = DateField(_l("Day of the end"))
    end = StringField(_l("End"), render_kw=_TIME)
    end_which = StringField(_l("Which one?"))
    job = SelectField(_l("Job"), coerce=number_or_none, validate_choice=False)
    note = StringField(_l("Note"), render_kw=_WORDS)
    split_end = StringField(_l("The first shift ends at"), render_kw=_TIME)
    split_end_which = StringField(_l("Which one?"))
    split_start = StringField(_l("The second begins at"), render_kw=_TIME)
    split_start_which = StringField(_l("Which one?"))
    split_day = SelectField(_l("On"), coerce=day_or_none, validate_choice=False)
    remove = BooleanField(_l("This shift was not worked: remove it"))
    reason = TextAreaField(_l("Why?"), render_kw={"maxlength": NOTE, "rows": 3})
    seen = HiddenField()


class BreakRow(Form):
    """One break; with both times empty there is none. `kind` is a `kind_choice`."""

    day = SelectField(_l("On"), coerce=day_or_none, validate_choice=False)
    start = StringField(_l("From"), render_kw=_TIME)
    start_which = StringField(_l("Which one?"))
    end = StringField(_l("To"), render_kw=_TIME)
    end_which = StringField(_l("Which one?"))
    kind = SelectField(_l("Kind of break"), validate_choice=False)


class SwitchRow(Form):
    """From when on the time is booked on another job; without a time there is no switch."""

    day = SelectField(_l("On"), coerce=day_or_none, validate_choice=False)
    start = StringField(_l("From"), render_kw=_TIME)
    start_which = StringField(_l("Which one?"))
    job = SelectField(_l("Job"), coerce=number_or_none, validate_choice=False)


def kind_choice(kind_id: int | None, *, paid: bool) -> str:
    """A kind of break as a choice; breaks without a kind are paid or unpaid."""
    word = "paid" if paid else "unpaid"
    return word if kind_id is None else f"{word}-{kind_id}"


def kind_chosen(choice: str | None) -> tuple[int | None, bool]:
    """Kind and whether it is paid, from a `kind_choice`; anything else is unpaid without a kind."""
    word, _, number = (choice or "").partition("-")
    return number_or_none(number), word == "paid"
