"""Sign in, sign out, accept an invitation, set a new password by a link."""

from flask import Blueprint, Response, abort, flash, request, url_for
from flask import session as browser_session
from flask_babel import lazy_gettext as _l
from flask_login import login_user
from flask_wtf import FlaskForm
from wtforms import EmailField, PasswordField
from wtforms.validators import InputRequired, Length

from timeclock.company.people.invitations import accept_invitation, accept_invitation_as
from timeclock.company.people.links import LinkUse, LinkView, find_link
from timeclock.company.people.password_resets import reset_password
from timeclock.company.people.patience import Origin, TryLimit, count_try, network_of
from timeclock.company.people.sessions import choose_workspace, find_visitor, open_session, sign_out
from timeclock.company.people.signing_in import sign_in as begin_session
from timeclock.company.workspaces.queries import any_workspace
from timeclock.errors import ProductError
from timeclock.web.accounts.known_browser import known_cookie, with_known_browser
from timeclock.web.frame.answers import attempt, see_other, show
from timeclock.web.frame.fields import new_password
from timeclock.web.frame.guard import open_to_everyone, signed_in
from timeclock.web.frame.kept_keys import check_of_keys
from timeclock.web.frame.navigation import home_of
from timeclock.web.frame.origin import safe_next
from timeclock.web.frame.unsent import (
    put_unsent,
    take_unsent,
    unsent_form,
)
from timeclock.web.frame.visitor import BrowserSession, visitor, visitor_or_none

blueprint = Blueprint("signing_in", __name__)


class SignInForm(FlaskForm):
    """Name and password; what is wrong with them is never said apart."""

    email = EmailField(
        _l("Email address"),
        [InputRequired(_l("Enter your email address.")), Length(max=254)],
        render_kw={"autocomplete": "username", "autofocus": True},
    )
    password = PasswordField(
        _l("Password"),
        [InputRequired(_l("Enter your password.")), Length(max=1000)],
        render_kw={"autocomplete": "current-password"},
    )


class NewPasswordForm(FlaskForm):
    """A first password, or a new one, by a link."""

    password = new_password(_l("Password"))


class TokenForm(FlaskForm):
    """Nothing but the form's own token."""


@blueprint.route("/sign-in", methods=["GET", "POST"])
@open_to_everyone
def sign_in() -> Response:
    """The form, and what it does."""
    target = safe_next(request.values.get("next"), "/")
    found = visitor_or_none()
    if found is not None:
        return see_other(target)
    form = SignInForm()
    if not form.validate_on_submit():
        return _sign_in_page(form, target, 422 if form.is_submitted() else 200)
    return attempt(
        lambda: begin_session(
            form.email.data or "",
            form.password.data or "",
            address=_address(),
            device=_device(),
            known=known_cookie(),
        ),
        # The bare address does not ask for the page of the clock in particular.
        done=lambda begun: enter(begun.token, None if target == "/" else target),
        refused=lambda refusal: _sign_in_page(form, target, refusal=refusal),
    )


@blueprint.get("/unsent")
@signed_in
def unsent() -> Response:
    """What the person entered while they were signed out, to send it now."""
    form = take_unsent(visitor().account_id)
    if form is None or not form.fields:
        return see_other("/")
    fields = [(name, value) for name, value in form.fields if name != "csrf_token"]
    texts = [value for _name, value in fields if " " in value.strip()]
    return show("signing_in/unsent.html", form=form, fields=fields, texts=texts)


@blueprint.post("/sign-out")
@signed_in
def leave() -> Response:
    """End this session on the server and forget its cookie."""
    sign_out(visitor().token)
    browser_session.clear()
    return see_other(url_for("signing_in.sign_in"))


@blueprint.route("/invitation/<token>", methods=["GET", "POST"])
@open_to_everyone
def invitation(token: str) -> Response:
    """Accept an invitation: a first password, or as the account that exists already."""
    link = open_link(token, LinkUse.INVITATION)
    if link.account_has_password:
        return _accept_as_visitor(token, link)
    return _with_password(token, link, "signing_in/invitation.html")


@blueprint.route("/reset/<token>", methods=["GET", "POST"])
@open_to_everyone
def reset(token: str) -> Response:
    """Set a new password."""
    link = open_link(token, LinkUse.RESET)
    return _with_password(token, link, "signing_in/reset.html")


def enter(token: str, target: str | None = None, *, checks_keys: bool = False) -> Response:
    """Begin a browser session anew: what an earlier one left is dropped with its form token.

    The browser is known to the account from now on.
    Then on to the target, or else to the first page of the person's role; first to the API keys
    of a person who has some, where a new password makes one look at them.
    """
    found = find_visitor(token)
    if found is None:
        abort(500)
    unsent_before = take_unsent(found.account_id)
    browser_session.clear()
    browser_session.permanent = True
    login_user(BrowserSession(found))
    if unsent_before is not None and unsent_before.fields:
        put_unsent(unsent_before)
        target = url_for("signing_in.unsent")
    elif unsent_before is not None and unsent_before.is_punch:
        flash(unsent_before.sentence, "needs")
        target = unsent_before.target
    if checks_keys:
        target = check_of_keys() or target
    return with_known_browser(see_other(target or home_of(found)), found.account_id)


def _with_password(token: str, link: LinkView, page: str) -> Response:
    form = NewPasswordForm()
    if not form.validate_on_submit():
        return show(page, status=422 if form.is_submitted() else 200, form=form, link=link)

    def use() -> str:
        use_link = accept_invitation if link.purpose is LinkUse.INVITATION else reset_password
        account_id = use_link(token, password=form.password.data or "")
        return open_session(account_id, _device(), link.workspace_id)

    return attempt(
        use,
        done=lambda session: enter(session, checks_keys=link.purpose is LinkUse.RESET),
        refused=lambda refusal: show(page, refusal=refusal, form=form, link=link),
    )


def _accept_as_visitor(token: str, link: LinkView) -> Response:
    found, form = visitor_or_none(), TokenForm()
    if found is None:
        return see_other(url_for("signing_in.sign_in", next=request.path))
    if found.account_id == link.account_id and form.validate_on_submit():
        choose_workspace(found.token, accept_invitation_as(token, account_id=found.account_id))
        return see_other(url_for("clock.page"))
    return show("signing_in/accept.html", link=link, mine=found.account_id == link.account_id)


def open_link(token: str, purpose: LinkUse) -> LinkView:
    """What the link is for; otherwise 404, with a page that says what to do.

    Wrong links are counted by network. A valid link still works at once.
    """
    link = find_link(token)
    if link is None or link.purpose is not purpose:
        count_try(Origin(TryLimit.LINK, network_of(_address())))
        abort(show("signing_in/dead_link.html", status=404, purpose=purpose.value))
    return link


def _sign_in_page(
    form: SignInForm, target: str, status: int = 200, refusal: ProductError | None = None
) -> Response:
    form.password.data = ""
    return show(
        "signing_in/page.html",
        refusal=refusal,
        status=status,
        form=form,
        next=target,
        is_set_up=any_workspace(),
        unsent=unsent_form(),
    )


def _address() -> str:
    return request.remote_addr or ""


def _device() -> str:
    return request.headers.get("User-Agent", "")
