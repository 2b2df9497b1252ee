"""What a person says about their own hours."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import TextAreaField

from timeclock.wording import NOTE


class DisputeForm(FlaskForm):
    """Why a change by somebody else is wrong."""

    reason = TextAreaField(_l("What is wrong with it?"), render_kw={"maxlength": NOTE, "rows": 2})
