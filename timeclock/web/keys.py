"""API keys: what scripts sign in with."""

from datetime import date, datetime, timedelta

from flask import Blueprint, Response, make_response, render_template, url_for
from wtforms import SelectChoice

from timeclock.api_keys.queries import keys
from timeclock.api_keys.service import issue_key, revoke_key
from timeclock.authority.actor import Actor, Scope
from timeclock.authority.permissions import Permission, may, outranks
from timeclock.errors import ProductError
from timeclock.people.queries import members
from timeclock.timekeeping import day_bounds
from timeclock.web.answers import headers_for, see_other, status_for
from timeclock.web.forms.keys import KeyForm, OwnKeyForm
from timeclock.web.guard import allowed
from timeclock.web.once import once
from timeclock.web.visitor import actor, now, visitor

blueprint = Blueprint("keys", __name__)


@blueprint.get("/admin/keys")
@allowed(Permission.MANAGE_KEYS)
def page() -> Response:
    """Every key of the company."""
    return _page(KeyForm(formdata=None, member=str(actor().member_id)))


@blueprint.get("/my/keys")
@allowed(Permission.READ_OWN)
def my_keys() -> Response:
    """One's own keys."""
    return _page(OwnKeyForm(formdata=None))


@blueprint.post("/admin/keys")
@allowed(Permission.MANAGE_KEYS)
def issue() -> Response:
    """A key that acts as somebody; shown once."""
    form = KeyForm()
    form.member.choices = _member_choices(actor())
    return _issue(form)


@blueprint.post("/my/keys")
@allowed(Permission.READ_OWN)
def issue_own() -> Response:
    """A key that acts as oneself; shown once."""
    return _issue(OwnKeyForm())


@blueprint.post("/my/keys/<int:key_id>/revoke")
@allowed(Permission.READ_OWN)
def revoke(key_id: int) -> Response:
    """End a key at once: one's own, or one that is in one's hands."""
    revoke_key(actor(), key_id=key_id)
    manages = may(actor(), Permission.MANAGE_KEYS)
    return see_other(url_for("keys.page" if manages else "keys.my_keys"))


def _issue(form: OwnKeyForm) -> Response:
    if not form.validate():
        return _page(form, status=422)
    member_id = int(form.member.data) if isinstance(form, KeyForm) else actor().member_id
    try:
        issued = issue_key(
            actor(),
            member_id=member_id or 0,
            name=form.name.data,
            scope=Scope(form.scope.data),
            expires_at=_end_of(form.expires.data),
            once=once("issue-key"),
        )
    except ProductError as refusal:
        return _page(form, refusal=refusal)
    base = url_for("clock.page", _external=True).rstrip("/")
    return make_response(
        render_template(
            "keys/issued.html",
            key=issued.key,
            name=form.name.data,
            base=base,
            back=_address(form),
        )
    )


def _end_of(day: date | None) -> datetime | None:
    """The end of that day where the company is."""
    if day is None:
        return None
    zone = visitor().workspace_zone or "UTC"
    return day_bounds(day + timedelta(days=1), zone)[0]


def _member_choices(who: Actor) -> list[SelectChoice]:
    return [
        SelectChoice(str(member.id), member.name)
        for member, _ in members(who.workspace_id)
        if member.id == who.member_id or outranks(who, member.role)
    ]


def _address(form: OwnKeyForm) -> str:
    return url_for("keys.page" if isinstance(form, KeyForm) else "keys.my_keys")


def _page(form: OwnKeyForm, *, refusal: ProductError | None = None, status: int = 200) -> Response:
    who, everybody = actor(), isinstance(form, KeyForm)
    if everybody:
        form.member.choices = _member_choices(who)
    shown = render_template(
        "keys/page.html",
        form=form,
        refusal=refusal,
        everybody=everybody,
        address=_address(form),
        keys=keys(who.workspace_id, member_id=None if everybody else who.member_id),
        now=now(),
        zone=visitor().zone or visitor().workspace_zone,
    )
    answer = make_response(shown, status_for(refusal) if refusal else status)
    answer.headers.update(headers_for(refusal) if refusal else {})
    return answer
