"""Kiosks: pairing tablets with time clocks, and the PINs and badges of the people there."""

from collections.abc import Callable

from flask import Blueprint, Response, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, StringField
from wtforms.validators import InputRequired, Length

from timeclock.authority.permissions import Permission
from timeclock.company.clocks.approvers import clocks_in_reach
from timeclock.company.clocks.models import TimeClock
from timeclock.company.clocks.queries import assignments_of_clock, clock, clocks
from timeclock.company.clocks.service import clock_not_found
from timeclock.company.kiosks import queries
from timeclock.company.kiosks.badges import IssuedBadge, issue_badge, revoke_badge
from timeclock.company.kiosks.devices import (
    Offered,
    kiosk_not_found,
    offer_kiosk,
    rename_kiosk,
    revoke_kiosk,
    set_ways,
    unlock_kiosk,
)
from timeclock.company.kiosks.pins import hand_out_pin, remove_pin
from timeclock.company.people.queries import member
from timeclock.errors import ProductError
from timeclock.web.frame.addresses import base_url
from timeclock.web.frame.answers import attempt, attempt_and_go, see_other, show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.qr import qr_code
from timeclock.web.frame.visitor import actor
from timeclock.web.moment import now
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NAME

blueprint = Blueprint("kiosks", __name__)


class KioskForm(FlaskForm):
    """What a tablet is called."""

    name = StringField(
        _l("Name"), [InputRequired(_l("Enter a name, such as Back door.")), Length(max=NAME)]
    )


class WaysForm(FlaskForm):
    """How people say who they are."""

    badges = BooleanField(_l("Badge"))
    numbers = BooleanField(_l("Number and PIN"))
    names = BooleanField(_l("Name and PIN"))


class CardForm(FlaskForm):
    """A card that a person has already; empty for a printed badge."""

    badge = StringField(_l("Card"), [Length(max=200)], render_kw={"autocomplete": "off"})


@blueprint.get("/admin/kiosks")
@allowed(Permission.MANAGE_KIOSKS)
def page() -> Response:
    """The clocks at which one may set up kiosks; the only one at once."""
    found = _clocks()
    if len(found) == 1:
        return see_other(url_for("kiosks.of_clock", clock_id=found[0].id))
    reach = clocks_in_reach(actor())
    kiosks = queries.kiosks(actor().workspace_id, now(), clock_ids=reach)
    counted = {each.id: sum(kiosk.clock_id == each.id for kiosk in kiosks) for each in found}
    return show("kiosks/page.html", clocks=found, counted=counted)


@blueprint.get("/admin/kiosks/<int:clock_id>")
@allowed(Permission.MANAGE_KIOSKS)
def of_clock(clock_id: int) -> Response:
    """The kiosks of one clock, how people say who they are there, and their PINs and badges."""
    return _page(clock_id)


@blueprint.post("/admin/kiosks/<int:clock_id>/offer")
@allowed(Permission.MANAGE_KIOSKS)
def offer(clock_id: int) -> Response:
    """Make a code for a tablet; the answer shows it, once."""
    found, form = _clock(clock_id), KioskForm()
    if not form.validate():
        return _page(clock_id, form=form, status=422)

    def shown(offered: Offered) -> Response:
        address = f"{base_url()}{url_for('kiosk.page')}"
        return show(
            "kiosks/code.html",
            clock=found,
            offered=offered,
            address=address,
            qr=qr_code(f"{address}?code={offered.code}"),
        )

    return attempt(
        lambda: offer_kiosk(
            actor(), clock_id=clock_id, name=form.name.data, once=once(f"offer-kiosk {clock_id}")
        ),
        done=shown,
        refused=lambda refusal: _page(clock_id, form=form, refusal=refusal),
        repeated=lambda: _go(clock_id, _("The code was shown only once. Make another one.")),
    )


@blueprint.post("/admin/kiosks/<int:clock_id>/ways")
@allowed(Permission.MANAGE_KIOSKS)
def ways(clock_id: int) -> Response:
    """Choose how people say who they are."""
    form = WaysForm()
    return _do(
        clock_id,
        lambda: set_ways(
            actor(),
            clock_id=clock_id,
            badges=form.badges.data,
            numbers=form.numbers.data,
            names=form.names.data,
        ),
        _("Saved."),
    )


@blueprint.post("/admin/kiosks/<int:clock_id>/<int:kiosk_id>/rename")
@allowed(Permission.MANAGE_KIOSKS)
def rename(clock_id: int, kiosk_id: int) -> Response:
    """Call it something else."""
    _demand_kiosk(clock_id, kiosk_id)
    form = KioskForm()
    if not form.validate():
        return _page(clock_id, status=422)
    return _do(
        clock_id,
        lambda: rename_kiosk(actor(), kiosk_id=kiosk_id, name=form.name.data),
        _("Saved."),
    )


@blueprint.post("/admin/kiosks/<int:clock_id>/<int:kiosk_id>/revoke")
@allowed(Permission.MANAGE_KIOSKS)
def revoke(clock_id: int, kiosk_id: int) -> Response:
    """End it at once."""
    _demand_kiosk(clock_id, kiosk_id)
    return _do(
        clock_id, lambda: revoke_kiosk(actor(), kiosk_id=kiosk_id), _("The kiosk is revoked.")
    )


@blueprint.post("/admin/kiosks/<int:clock_id>/<int:kiosk_id>/unlock")
@allowed(Permission.MANAGE_KIOSKS)
def unlock(clock_id: int, kiosk_id: int) -> Response:
    """Take PINs there again."""
    _demand_kiosk(clock_id, kiosk_id)
    return _do(
        clock_id, lambda: unlock_kiosk(actor(), kiosk_id=kiosk_id), _("The kiosk is unlocked.")
    )


@blueprint.post("/admin/kiosks/<int:clock_id>/people/<int:member_id>/pin")
@allowed(Permission.MANAGE_KIOSKS)
def new_pin(clock_id: int, member_id: int) -> Response:
    """Give a person a PIN; the answer shows it, once."""
    found = _clock(clock_id)
    return attempt(
        lambda: hand_out_pin(actor(), member_id=member_id, once=once(f"pin {member_id}")),
        done=lambda pin: show(
            "kiosks/pin.html",
            clock=found,
            member=member(found.workspace_id, member_id),
            pin=pin,
        ),
        refused=lambda refusal: _page(clock_id, refusal=refusal),
        repeated=lambda: _go(clock_id, _("The PIN was shown only once. Make another one.")),
    )


@blueprint.post("/admin/kiosks/<int:clock_id>/people/<int:member_id>/pin/remove")
@allowed(Permission.MANAGE_KIOSKS)
def end_pin(clock_id: int, member_id: int) -> Response:
    """End a person's PIN."""
    return _do(clock_id, lambda: remove_pin(actor(), member_id=member_id), _("The PIN is removed."))


@blueprint.post("/admin/kiosks/<int:clock_id>/people/<int:member_id>/badge")
@allowed(Permission.MANAGE_KIOSKS)
def new_badge(clock_id: int, member_id: int) -> Response:
    """Give a person a badge: a card that a reader reads now, or a printed one."""
    found, form = _clock(clock_id), CardForm()
    text = (form.badge.data or "").strip() or None
    name = _("Card") if text else _("Printed badge")

    def shown(issued: IssuedBadge) -> Response:
        if text is not None:
            return _go(clock_id, _("The card is registered."))
        return show(
            "kiosks/badge.html",
            clock=found,
            member=member(found.workspace_id, member_id),
            issued=issued,
            qr=qr_code(issued.text),
        )

    return attempt(
        lambda: issue_badge(
            actor(), member_id=member_id, name=name, text=text, once=once(f"badge {member_id}")
        ),
        done=shown,
        refused=lambda refusal: _page(clock_id, refusal=refusal),
        repeated=lambda: _go(clock_id, _("The badge was shown only once. Make another one.")),
    )


@blueprint.post("/admin/kiosks/<int:clock_id>/badges/<int:badge_id>/revoke")
@allowed(Permission.MANAGE_KIOSKS)
def end_badge(clock_id: int, badge_id: int) -> Response:
    """End a badge at once."""
    return _do(
        clock_id, lambda: revoke_badge(actor(), badge_id=badge_id), _("The badge is revoked.")
    )


def _clocks() -> list[TimeClock]:
    reach = clocks_in_reach(actor())
    return [each for each in clocks(actor().workspace_id) if reach is None or each.id in reach]


def _clock(clock_id: int) -> TimeClock:
    """A clock at which one may set up kiosks. Raises NotFound for any other."""
    reach, found = clocks_in_reach(actor()), clock(actor().workspace_id, clock_id)
    if found is None or (reach is not None and clock_id not in reach):
        raise clock_not_found()
    return found


def _demand_kiosk(clock_id: int, kiosk_id: int) -> None:
    found = queries.kiosk(_clock(clock_id).workspace_id, kiosk_id)
    if found is None or found.clock_id != clock_id:
        raise kiosk_not_found()


def _go(clock_id: int, said: str) -> Response:
    return see_other(url_for("kiosks.of_clock", clock_id=clock_id), said)


def _do(clock_id: int, act: Callable[[], object], said: str) -> Response:
    _clock(clock_id)
    return attempt_and_go(
        act,
        url=url_for("kiosks.of_clock", clock_id=clock_id),
        said=said,
        refused=lambda refusal: _page(clock_id, refusal=refusal),
    )


def _page(
    clock_id: int,
    *,
    form: KioskForm | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    found = _clock(clock_id)
    note_fault(form, refusal)
    workspace_id = found.workspace_id
    people = [each for _assignment, each in assignments_of_clock(workspace_id, clock_id)]
    return show(
        "kiosks/clock.html",
        refusal=refusal,
        status=status,
        clock=found,
        kiosks=queries.kiosks(workspace_id, now(), clock_ids=(clock_id,)),
        queues=queries.queues(workspace_id),
        form=form or KioskForm(formdata=None),
        ways=WaysForm(formdata=None, obj=queries.ways(workspace_id, clock_id)),
        people=people,
        pins=queries.members_with_pin(workspace_id),
        badges=queries.badges_of(workspace_id, [each.id for each in people]),
        card=CardForm(formdata=None),
        now=now(),
    )
