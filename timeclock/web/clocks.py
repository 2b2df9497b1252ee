"""Time clocks: where people clock in, and by which rules."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, render_template, url_for

from timeclock.authority.permissions import Permission
from timeclock.clocks.queries import clock as find_clock
from timeclock.clocks.queries import clocks, every_assignment
from timeclock.clocks.service import (
    archive_clock,
    clock_not_found,
    create_clock,
    restore_clock,
    update_clock,
)
from timeclock.errors import ProductError
from timeclock.web.answers import headers_for, see_other, status_for
from timeclock.web.clock_page import clock_page
from timeclock.web.forms.clocks import ClockForm
from timeclock.web.guard import allowed
from timeclock.web.visitor import actor, visitor

blueprint = Blueprint("clocks", __name__)


@blueprint.get("/admin/clocks")
@allowed(Permission.MANAGE_CLOCKS)
def page() -> Response:
    """Every clock, those in use first."""
    return _page(ClockForm(formdata=None, zone=visitor().workspace_zone))


@blueprint.post("/admin/clocks")
@allowed(Permission.MANAGE_CLOCKS)
def add() -> Response:
    """Open another clock."""
    form = ClockForm()
    if not form.validate():
        return _page(form, status=422)
    try:
        clock_id = create_clock(actor(), **_values(form))
    except ProductError as refusal:
        return _page(form, refusal=refusal)
    return see_other(url_for("clocks.show", clock_id=clock_id))


@blueprint.get("/admin/clocks/<int:clock_id>")
@allowed(Permission.MANAGE_CLOCKS)
def show(clock_id: int) -> Response:
    """Rules, breaks and people of one clock."""
    return clock_page(clock_id)


@blueprint.post("/admin/clocks/<int:clock_id>")
@allowed(Permission.MANAGE_CLOCKS)
def save(clock_id: int) -> Response:
    """Change its rules."""
    form = ClockForm()
    if find_clock(actor().workspace_id, clock_id) is None:
        raise clock_not_found()
    if not form.validate():
        return clock_page(clock_id, form=form, status=422)
    return _do(clock_id, lambda: update_clock(actor(), clock_id=clock_id, **_values(form)), form)


@blueprint.post("/admin/clocks/<int:clock_id>/archive")
@allowed(Permission.MANAGE_CLOCKS)
def archive(clock_id: int) -> Response:
    """Let nobody clock in there any more."""
    return _do(clock_id, lambda: archive_clock(actor(), clock_id=clock_id))


@blueprint.post("/admin/clocks/<int:clock_id>/restore")
@allowed(Permission.MANAGE_CLOCKS)
def restore(clock_id: int) -> Response:
    """Open it again."""
    return _do(clock_id, lambda: restore_clock(actor(), clock_id=clock_id))


def _values(form: ClockForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "zone": form.zone.data,
        "job_required": form.job_required.data,
        "limit_minutes": form.limit_hours.data * 60,
    }


def _do(clock_id: int, act: Callable[[], None], form: ClockForm | None = None) -> Response:
    try:
        act()
    except ProductError as refusal:
        return clock_page(clock_id, form=form, refusal=refusal)
    return see_other(url_for("clocks.show", clock_id=clock_id))


def _page(form: ClockForm, *, refusal: ProductError | None = None, status: int = 200) -> Response:
    workspace_id = actor().workspace_id
    rows = sorted(
        clocks(workspace_id, include_archived=True), key=lambda each: each.archived_at is not None
    )
    people = Counter(assignment.clock_id for assignment, _ in every_assignment(workspace_id))
    shown = render_template(
        "clocks/page.html", form=form, refusal=refusal, clocks=rows, people=people
    )
    answer = make_response(shown, status_for(refusal) if refusal else status)
    answer.headers.update(headers_for(refusal) if refusal else {})
    return answer
