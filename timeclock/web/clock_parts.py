"""The breaks and the people of one time clock."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.clocks.assigning import assign, unassign
from timeclock.clocks.queries import break_kind
from timeclock.clocks.service import (
    add_break_kind,
    archive_break_kind,
    break_kind_not_found,
    update_break_kind,
)
from timeclock.errors import ProductError
from timeclock.people.membership import member_not_found
from timeclock.web.answers import see_other
from timeclock.web.clock_page import clock_page
from timeclock.web.forms.clocks import BreakKindForm
from timeclock.web.guard import allowed
from timeclock.web.visitor import actor

blueprint = Blueprint("clock_parts", __name__, url_prefix="/admin/clocks/<int:clock_id>")


@blueprint.post("/breaks")
@allowed(Permission.MANAGE_CLOCKS)
def add_kind(clock_id: int) -> Response:
    """Offer another kind of break."""
    form = BreakKindForm()
    if not form.validate():
        return clock_page(clock_id, kind_form=form, status=422)
    return _do(clock_id, lambda: add_break_kind(actor(), clock_id=clock_id, **_values(form)))


@blueprint.post("/breaks/<int:kind_id>")
@allowed(Permission.MANAGE_CLOCKS)
def save_kind(clock_id: int, kind_id: int) -> Response:
    """Change a kind of break, for breaks that begin from now on."""
    _demand_kind(clock_id, kind_id)
    form = BreakKindForm(prefix=f"k{kind_id}-")
    if not form.validate():
        return clock_page(clock_id, kind_form=form, status=422)
    return _do(clock_id, lambda: update_break_kind(actor(), kind_id=kind_id, **_values(form)))


@blueprint.post("/breaks/<int:kind_id>/archive")
@allowed(Permission.MANAGE_CLOCKS)
def archive_kind(clock_id: int, kind_id: int) -> Response:
    """Offer it no longer."""
    _demand_kind(clock_id, kind_id)
    return _do(clock_id, lambda: archive_break_kind(actor(), kind_id=kind_id))


@blueprint.post("/people")
@allowed(Permission.MANAGE_CLOCKS)
def add_person(clock_id: int) -> Response:
    """Let somebody clock in here, or manage it."""
    given = request.form.get("member", "")
    if not (given.isascii() and given.isdecimal() and len(given) <= 15):
        raise member_not_found()
    manages = bool(request.form.get("manages"))
    return _do(
        clock_id,
        lambda: assign(actor(), clock_id=clock_id, member_id=int(given), manages=manages),
    )


@blueprint.post("/people/<int:member_id>/leave")
@allowed(Permission.MANAGE_CLOCKS)
def remove_person(clock_id: int, member_id: int) -> Response:
    """Let somebody clock in here no longer."""
    return _do(clock_id, lambda: unassign(actor(), clock_id=clock_id, member_id=member_id))


def _demand_kind(clock_id: int, kind_id: int) -> None:
    kind = break_kind(actor().workspace_id, kind_id)
    if kind is None or kind.clock_id != clock_id:
        raise break_kind_not_found()


def _values(form: BreakKindForm) -> dict[str, Any]:
    return {"name": form.name.data, "paid": form.paid.data, "minutes": form.minutes.data}


def _do(clock_id: int, act: Callable[[], object]) -> Response:
    try:
        act()
    except ProductError as refusal:
        return clock_page(clock_id, refusal=refusal)
    return see_other(url_for("clocks.show", clock_id=clock_id))
