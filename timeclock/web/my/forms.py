"""What a person says about their own hours."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, SelectField, StringField, TextAreaField

from timeclock.web.board.forms import day_or_none
from timeclock.wording import NOTE


class DisputeForm(FlaskForm):
    """Why a change by somebody else is wrong."""

    reason = TextAreaField(_l("What is wrong with it?"), render_kw={"maxlength": NOTE, "rows": 2})


class LeftForm(FlaskForm):
    """When somebody left who did not clock out: the instant `at` that was suggested, or a time.

    `which` is the pass of an hour that came twice.
    """

    shift = HiddenField()
    at = HiddenField()
    end = StringField(
        _l("I left at"), render_kw={"inputmode": "numeric", "maxlength": 5, "autocomplete": "off"}
    )
    day = SelectField(_l("On"), coerce=day_or_none, validate_choice=False)
    which = StringField(_l("Which one?"))
