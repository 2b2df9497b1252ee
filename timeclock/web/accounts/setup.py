"""The first visit: opened by the link from the terminal, closed for good afterwards."""

from flask import Blueprint, Response, request
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import EmailField, HiddenField, SelectField, StringField
from wtforms.validators import InputRequired, Length

from timeclock.company.clocks.opening import Opened, set_up
from timeclock.company.people.links import LinkUse
from timeclock.company.people.sessions import open_session
from timeclock.errors import ProductError
from timeclock.web.accounts.signing_in import enter, open_link
from timeclock.web.frame.answers import attempt, show
from timeclock.web.frame.fields import new_password, note_fault, zone_choices
from timeclock.web.frame.guard import open_to_everyone
from timeclock.wording import NAME

blueprint = Blueprint("setup", __name__)


class SetupForm(FlaskForm):
    """Company and zone, the first owner, the first clock."""

    token = HiddenField()
    company = StringField(
        _l("Company"), [InputRequired(_l("Enter the company's name.")), Length(max=NAME)]
    )
    zone = SelectField(_l("Time zone"), choices=zone_choices, default="UTC")
    clock_name = StringField(
        _l("Name of the time clock"),
        [InputRequired(_l("Enter the place or team.")), Length(max=NAME)],
    )
    owner_name = StringField(
        _l("Your name"),
        [InputRequired(_l("Enter your name.")), Length(max=NAME)],
        render_kw={"autocomplete": "name"},
    )
    email = EmailField(
        _l("Email address"),
        [InputRequired(_l("Enter your email address.")), Length(max=254)],
        render_kw={"autocomplete": "username"},
    )
    password = new_password(_l("Password"))


@blueprint.route("/setup", methods=["GET", "POST"])
@open_to_everyone
def page() -> Response:
    """Company and zone, owner, first clock."""
    form = SetupForm(token=request.args.get("token", ""))
    open_link(form.token.data or "", LinkUse.SETUP)
    if not form.validate_on_submit():
        return _page(form, status=422 if form.is_submitted() else 200)
    return attempt(
        lambda: set_up(
            form.token.data or "",
            company=form.company.data or "",
            zone=form.zone.data,
            owner_name=form.owner_name.data or "",
            owner_email=form.email.data or "",
            password=form.password.data or "",
            clock_name=form.clock_name.data or "",
        ),
        done=_enter,
        refused=lambda refusal: _page(form, refusal=refusal),
    )


def _enter(opened: Opened) -> Response:
    device = request.headers.get("User-Agent", "")
    return enter(open_session(opened.account_id, device, opened.workspace_id), "/")


def _page(form: SetupForm, *, refusal: ProductError | None = None, status: int = 200) -> Response:
    note_fault(form, refusal, name="company", timezone="zone")
    form.password.data = ""
    return show("setup/page.html", refusal=refusal, status=status, form=form)
