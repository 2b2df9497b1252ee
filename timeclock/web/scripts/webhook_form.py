"""The form of a webhook."""

from collections.abc import Iterator

from flask_babel import lazy_gettext as _
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectMultipleField, StringField
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput

from timeclock.outgoing.webhooks.events import GROUPS
from timeclock.wording import NAME

GROUP_WORDS = {
    "punches": _("Punches"),
    "stops": _("Stops by another person"),
    "forgotten": _("Forgotten shifts"),
    "corrections": _("Corrections"),
    "approvals": _("Approvals"),
    "members": _("Members"),
    "kiosks": _("Kiosks"),
}
EVENT_WORDS = {
    "shift.clocked_in": _("Clocked in"),
    "shift.paused": _("Break started"),
    "shift.resumed": _("Break ended"),
    "shift.job_switched": _("Job switched"),
    "shift.clocked_out": _("Clocked out"),
    "shift.undone": _("Punch undone"),
    "shift.stopped": _("Clocked out by another person"),
    "shift.closed_provisionally": _("Closed by the clock, end unconfirmed"),
    "shift.end_proposed": _("End given afterwards"),
    "shift.end_confirmed": _("Times confirmed"),
    "shift.confirmation_undone": _("Confirmation of times undone"),
    "shift.claim_refused": _("Times given afterwards refused"),
    "shift.refusal_undone": _("Refusal of times undone"),
    "shift.worked_through": _("Break worked through"),
    "shift.doubted": _("Times in doubt, because the server's clock was wrong"),
    "shift.added": _("Shift added"),
    "shift.corrected": _("Shift changed"),
    "shift.removed": _("Shift removed"),
    "shift.noted": _("Note changed"),
    "correction.asked": _("Correction requested"),
    "correction.approved": _("Correction approved"),
    "correction.refused": _("Correction refused"),
    "correction.withdrawn": _("Request withdrawn"),
    "correction.proposed": _("Correction made or proposed by a manager"),
    "correction.confirmed": _("Correction confirmed by the person"),
    "correction.disputed": _("Correction disputed by the person"),
    "correction.upheld": _("Disputed correction kept"),
    "correction.taken_back": _("Correction undone"),
    "correction.undone": _("Decision about a correction undone"),
    "timesheet.submitted": _("Timesheet submitted"),
    "timesheet.taken_back": _("Timesheet withdrawn"),
    "timesheet.approved": _("Timesheet approved"),
    "timesheet.sent_back": _("Timesheet sent back"),
    "timesheet.reopened": _("Timesheet reopened"),
    "timesheet.undone": _("Decision about a timesheet undone"),
    "period.closed": _("Pay period closed"),
    "period.reopened": _("Pay period reopened"),
    "period.undone": _("Closing of a pay period undone"),
    "member.added": _("Person added"),
    "member.invited": _("Person invited"),
    "member.changed": _("Name or number changed"),
    "member.role_changed": _("Role changed"),
    "member.deactivated": _("Person deactivated"),
    "member.reactivated": _("Person reactivated"),
    "kiosk.paired": _("Kiosk set up"),
    "kiosk.locked": _("Kiosk locked after wrong PINs"),
    "kiosk.unlocked": _("Kiosk unlocked"),
    "kiosk.revoked": _("Kiosk revoked"),
    "kiosk_key.registered": _("Kiosk made its key"),
    "kiosk_punch.held": _("Punch of a kiosk waits for a decision"),
    "kiosk_punch.counted": _("Waiting punch of a kiosk counted"),
    "kiosk_punch.dismissed": _("Waiting punch of a kiosk dismissed"),
}
CODES = {kind: kind for kind in EVENT_WORDS}
_OFF = {"autocomplete": "off"}


def _group(name: str) -> SelectMultipleField:
    return SelectMultipleField(
        GROUP_WORDS[name],
        choices=[SelectChoice(kind, EVENT_WORDS[kind]) for kind in GROUPS[name]],
        option_widget=CheckboxInput(),
    )


class WebhookForm(FlaskForm):
    """Where events go, and which of them."""

    url = StringField(
        _("Address"),
        [InputRequired(_("Enter the address of the receiver.")), Length(max=500)],
        render_kw={"type": "url", "inputmode": "url", "placeholder": "https://", **_OFF},
    )
    description = StringField(_("What it is for"), [Length(max=NAME)], render_kw=_OFF)
    punches = _group("punches")
    stops = _group("stops")
    forgotten = _group("forgotten")
    corrections = _group("corrections")
    approvals = _group("approvals")
    members = _group("members")
    kiosks = _group("kiosks")

    @property
    def groups(self) -> Iterator[SelectMultipleField]:
        """The check boxes, a field for each kind of thing that happens."""
        return (self[name] for name in GROUPS)

    @property
    def events(self) -> list[str]:
        """Everything that is ticked."""
        return [kind for group in self.groups for kind in group.data or ()]


def filled_in(url: str, description: str, events: list[str]) -> WebhookForm:
    """The form as a webhook is now."""
    ticked = {name: [k for k in kinds if k in events] for name, kinds in GROUPS.items()}
    return WebhookForm(formdata=None, url=url, description=description, **ticked)
