"""The breaks and the people of one time clock."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.company.clocks.assigning import assign, unassign
from timeclock.company.clocks.break_kinds import (
    add_break_kind,
    archive_break_kind,
    break_kind_not_found,
    update_break_kind,
)
from timeclock.company.clocks.queries import break_kind
from timeclock.web.company.clock_forms import AssignMemberForm, BreakKindForm
from timeclock.web.company.clock_page import (
    NEW_KIND,
    clock_of,
    clock_page,
    kind_form,
    people_to_assign,
)
from timeclock.web.frame.answers import attempt_and_go
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor

blueprint = Blueprint("clock_parts", __name__, url_prefix="/admin/clocks/<int:clock_id>")


@blueprint.post("/breaks")
@allowed(Permission.MANAGE_CLOCKS)
def add_kind(clock_id: int) -> Response:
    """Offer another kind of break."""
    form = kind_form(NEW_KIND)
    return _kind(
        clock_id,
        NEW_KIND,
        form,
        lambda: add_break_kind(
            actor(), clock_id=clock_id, **_values(form), once=once(f"add-break {clock_id}")
        ),
    )


@blueprint.post("/breaks/<int:kind_id>")
@allowed(Permission.MANAGE_CLOCKS)
def save_kind(clock_id: int, kind_id: int) -> Response:
    """Change a kind of break, for breaks that begin from now on."""
    _demand_kind(clock_id, kind_id)
    form = kind_form(kind_id)
    return _kind(
        clock_id,
        kind_id,
        form,
        lambda: update_break_kind(actor(), kind_id=kind_id, **_values(form)),
    )


@blueprint.post("/breaks/<int:kind_id>/archive")
@allowed(Permission.MANAGE_CLOCKS)
def archive_kind(clock_id: int, kind_id: int) -> Response:
    """Offer it no longer."""
    _demand_kind(clock_id, kind_id)
    return _do(clock_id, lambda: archive_break_kind(actor(), kind_id=kind_id), "breaks")


@blueprint.post("/people")
@allowed(Permission.MANAGE_CLOCKS)
def assign_person(clock_id: int) -> Response:
    """Let someone clock in here, and manage the clock if asked."""
    form = AssignMemberForm()
    form.member.choices = people_to_assign(actor().workspace_id, set())
    if not form.validate():
        return clock_page(clock_id, assigning=form, status=422)
    member_id, manages = form.member.data, form.manages.data
    return _do(
        clock_id,
        lambda: assign(actor(), clock_id=clock_id, member_id=member_id, manages=manages),
        "people",
    )


@blueprint.post("/people/<int:member_id>")
@allowed(Permission.MANAGE_CLOCKS)
def let_manage(clock_id: int, member_id: int) -> Response:
    """Let someone who clocks in here manage the clock, or manage it no longer."""
    manages = bool(request.form.get("manages"))
    return _do(
        clock_id,
        lambda: assign(actor(), clock_id=clock_id, member_id=member_id, manages=manages),
        "people",
    )


@blueprint.post("/people/<int:member_id>/leave")
@allowed(Permission.MANAGE_CLOCKS)
def remove_person(clock_id: int, member_id: int) -> Response:
    """Let someone clock in here no longer."""
    return _do(
        clock_id, lambda: unassign(actor(), clock_id=clock_id, member_id=member_id), "people"
    )


def _demand_kind(clock_id: int, kind_id: int) -> None:
    kind = break_kind(clock_of(clock_id).workspace_id, kind_id)
    if kind is None or kind.clock_id != clock_id:
        raise break_kind_not_found()


def _values(form: BreakKindForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "paid": form.paid.data,
        "minutes": form.minutes.data,
        "pays_beyond": form.pays_beyond.data,
    }


def _kind(clock_id: int, kind_id: int, form: BreakKindForm, act: Callable[[], object]) -> Response:
    if not form.validate():
        return clock_page(clock_id, kind_forms={kind_id: form}, status=422)
    return attempt_and_go(
        act,
        url=url_for("clocks.show", clock_id=clock_id, _anchor="breaks"),
        refused=lambda refusal: clock_page(clock_id, kind_forms={kind_id: form}, refusal=refusal),
    )


def _do(clock_id: int, act: Callable[[], object], part: str) -> Response:
    return attempt_and_go(
        act,
        url=url_for("clocks.show", clock_id=clock_id, _anchor=part),
        refused=lambda refusal: clock_page(clock_id, refusal=refusal),
    )
