"""What a manager says when stopping someone's clock, and what the board is filtered by."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SearchField, SelectChoice, SelectField, StringField
from wtforms.validators import Length

from timeclock.errors import Invalid
from timeclock.web.frame.fields import day_or_none, number_or_none
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NAME, NOTE, clean

OTHER, FORGOT = "other", "forgot"
REASONS = {
    FORGOT: _l("Forgot to clock out"),
    "sent_home": _l("Sent home"),
    "emergency": _l("Emergency"),
    OTHER: _l("Other"),
}


class FilterForm(FlaskForm):
    """Which clock, and words of names or jobs; read from the address, so that it can be kept."""

    class Meta:
        csrf = False

    clock = SelectField(_l("Time clock"), coerce=number_or_none, validate_choice=False)
    find = SearchField(_l("Name or job"), render_kw={"maxlength": NAME, "autocomplete": "off"})


class StopForm(FlaskForm):
    """When the shift ends and why; `which` chooses between the two passes of a repeated hour."""

    end = StringField(_l("The shift ends at"), render_kw={"inputmode": "numeric", "maxlength": 5})
    day = SelectField(_l("On"), coerce=day_or_none, validate_choice=False)
    which = StringField(_l("Which one?"))
    reason = RadioField(
        _l("Reason"),
        choices=[SelectChoice(value, label) for value, label in REASONS.items()],
        validate_choice=False,
    )
    words = StringField(
        _l("In your words"), validators=[Length(max=NOTE)], render_kw={"maxlength": NOTE}
    )

    def reason_in_words(self) -> str:
        """What the person will read. Raises Invalid where no reason is given."""
        words = clean(self.words.data or "", limit=NOTE, field="words")
        label = REASONS.get(self.reason.data or "")
        if label is None:
            raise Invalid("required", "Choose a reason. The person sees it.", field="reason")
        if self.reason.data == OTHER:
            if not words:
                raise Invalid("required", "Enter the reason in your own words.", field="words")
            return words
        return _("%(reason)s: %(words)s", reason=str(label), words=words) if words else str(label)
