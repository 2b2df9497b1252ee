"""One's own settings: zone, look, password, PIN, sessions."""

from flask import Blueprint, Response, make_response, render_template, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import PasswordField, RadioField, SelectChoice, SelectField
from wtforms.validators import InputRequired, Length

from timeclock.authority.permissions import Permission
from timeclock.company.kiosks.pins import remove_pin, set_own_pin
from timeclock.company.kiosks.protecting import LONGEST_PIN, SHORTEST_PIN
from timeclock.company.kiosks.queries import has_pin
from timeclock.company.people.queries import memberships, sign_ins
from timeclock.company.people.sessions import end_sign_in, set_preferences, sign_out_everywhere
from timeclock.company.people.signing_in import change_password
from timeclock.errors import ProductError
from timeclock.web.accounts.known_browser import with_known_browser
from timeclock.web.frame.answers import attempt, headers_for, see_other, status_for
from timeclock.web.frame.fields import new_password, zone_choices
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.kept_keys import check_of_keys
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor, visitor, visitor_zone
from timeclock.web.wording.translation import gettext as _

blueprint = Blueprint("my_settings", __name__)

# In this order: Edge and Opera also say Chrome, and Chrome also says Safari.
_BROWSERS = (
    ("Edg", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("FxiOS/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("Safari/", "Safari"),
)
_SYSTEMS = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def _zones() -> list[SelectChoice]:
    return [SelectChoice("", _("The time clock's")), *zone_choices()]


class PreferencesForm(FlaskForm):
    """Zone and theme."""

    zone = SelectField(_l("Time zone"), choices=_zones)
    theme = RadioField(
        _l("Look"),
        choices=[
            SelectChoice("", _l("Same as the device")),
            SelectChoice("light", _l("Light")),
            SelectChoice("dark", _l("Dark")),
        ],
        default="",
    )


class ChangePasswordForm(FlaskForm):
    """The present password and a new one."""

    current = PasswordField(
        _l("Your current password"),
        [InputRequired(_l("Enter your current password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )
    password = new_password(_l("New password"))


class PinForm(FlaskForm):
    """A new PIN for kiosks."""

    pin = PasswordField(
        _l("New PIN"),
        [InputRequired(_l("Enter a PIN.")), Length(max=LONGEST_PIN)],
        render_kw={"inputmode": "numeric", "autocomplete": "off", "maxlength": LONGEST_PIN},
    )


@blueprint.get("/my/settings")
@allowed(Permission.READ_OWN)
def page() -> Response:
    """All of it on one page."""
    return _page()


@blueprint.post("/my/settings/preferences")
@allowed(Permission.READ_OWN)
def preferences() -> Response:
    """Keep zone and look."""
    form = PreferencesForm()
    if not form.validate_on_submit():
        return _page(preferences=form, status=422)
    chosen = {"zone": form.zone.data or None, "theme": form.theme.data or None}
    set_preferences(visitor().account_id, **chosen)
    return _back("saved")


@blueprint.post("/my/settings/password")
@allowed(Permission.READ_OWN)
def password() -> Response:
    """Set a new password; every other session ends."""
    form = ChangePasswordForm()
    if not form.validate_on_submit():
        return _page(passwords=form, status=422)
    me = visitor()
    return attempt(
        lambda: change_password(
            me.account_id, form.current.data or "", form.password.data or "", keep_token=me.token
        ),
        done=lambda _result: with_known_browser(_password_changed(), me.account_id),
        refused=lambda refusal: _wrong_password(form, refusal),
    )


def _password_changed() -> Response:
    check = check_of_keys()
    if check is None:
        return _back("password")
    return see_other(check, _("Your password is changed. Your other sessions have ended."))


def _wrong_password(form: ChangePasswordForm, refusal: ProductError) -> Response:
    field = form.password if refusal.field == "password" else form.current
    field.errors = [refusal.sentence]
    shown = _page(passwords=form, status=status_for(refusal))
    shown.headers.update(headers_for(refusal))
    return shown


@blueprint.post("/my/settings/pin")
@allowed(Permission.PUNCH)
def pin() -> Response:
    """Set the PIN that one enters at a kiosk."""
    form = PinForm()
    if not form.validate_on_submit():
        return _page(pins=form, status=422)
    return attempt(
        lambda: set_own_pin(actor(), pin=form.pin.data or "", once=once("set-pin")),
        done=lambda _result: _back("pin"),
        refused=lambda refusal: _wrong_pin(form, refusal),
        repeated=lambda: _back("pin"),
    )


@blueprint.post("/my/settings/pin/remove")
@allowed(Permission.PUNCH)
def end_pin() -> Response:
    """End one's own PIN."""
    remove_pin(actor(), member_id=visitor().member_id or 0)
    return _back("pin-removed")


def _wrong_pin(form: PinForm, refusal: ProductError) -> Response:
    form.pin.errors = [refusal.sentence]
    return _page(pins=form, status=status_for(refusal))


@blueprint.post("/my/settings/sessions/<int:sign_in_id>/end")
@allowed(Permission.READ_OWN)
def end_session(sign_in_id: int) -> Response:
    """End one of one's own sessions."""
    end_sign_in(visitor().account_id, sign_in_id)
    return _back("ended")


@blueprint.post("/my/settings/sessions/end-others")
@allowed(Permission.READ_OWN)
def end_others() -> Response:
    """Sign out everywhere else."""
    me = visitor()
    sign_out_everywhere(me.account_id, keep=me.token)
    return _back("ended")


@blueprint.get("/more")
@allowed(Permission.READ_OWN)
def more() -> Response:
    """On a phone: the pages that the tabs have no room for."""
    return make_response(render_template("my_settings/more.html"))


def _page(
    *,
    preferences: PreferencesForm | None = None,
    passwords: ChangePasswordForm | None = None,
    pins: PinForm | None = None,
    status: int = 200,
) -> Response:
    me = visitor()
    if preferences is None:
        # Without the request's form: this page holds several, and only the one sent may answer.
        preferences = PreferencesForm(formdata=None, zone=me.zone or "", theme=me.theme or "")
    return make_response(
        render_template(
            "my_settings/page.html",
            preferences=preferences,
            passwords=passwords or ChangePasswordForm(formdata=None),
            pins=pins or PinForm(formdata=None),
            has_pin=has_pin(me.workspace_id or 0, me.member_id or 0),
            shortest_pin=SHORTEST_PIN,
            longest_pin=LONGEST_PIN,
            sessions=sign_ins(me.account_id),
            zone=visitor_zone(),
            companies=[each for each in memberships(me.account_id) if each.accepted],
        ),
        status,
    )


def _back(done: str) -> Response:
    return see_other(url_for("my_settings.page", done=done))


@blueprint.app_template_filter()
def device_name(user_agent: str) -> str:
    """`Firefox on Windows`; what it says itself, cut short, where that is not known."""
    browser = next((name for mark, name in _BROWSERS if mark in user_agent), None)
    system = next((name for mark, name in _SYSTEMS if mark in user_agent), None)
    if browser and system:
        return _("%(browser)s on %(system)s", browser=browser, system=system)
    return browser or system or user_agent[:40] or _("Unknown device")
