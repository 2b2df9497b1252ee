"""What a person may say with a punch; ids and texts are judged by the use cases."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField

from timeclock.wording import NOTE


def number_or_none(value: object) -> int | None:
    """The id behind a choice; empty means none. What is no id at all is nobody's: 0.

    `int` alone would also take `1_000` and digits of other scripts, and numbers that no column
    holds.
    """
    text = str(value or "").strip()
    if not text:
        return None
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 15 else 0


class ClockInForm(FlaskForm):
    """Where and on what somebody begins to work."""

    clock = SelectField(_l("Time clock"), coerce=number_or_none, validate_choice=False)
    job = SelectField(_l("Job"), coerce=number_or_none, validate_choice=False)
    note = StringField(_l("Note"), render_kw={"maxlength": NOTE})


class PauseForm(FlaskForm):
    """Which kind of break begins; none stands for the clock's own."""

    kind = HiddenField()


class SwitchJobForm(FlaskForm):
    """What the person goes on with."""

    job = SelectField(_l("Job"), coerce=number_or_none, validate_choice=False)
    note = StringField(_l("Note"), render_kw={"maxlength": NOTE})


class UndoForm(FlaskForm):
    """The entry of the ledger that is meant, so that a later one is never undone by mistake."""

    position = HiddenField()
