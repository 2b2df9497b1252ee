"""Time clocks: where people clock in, and by which rules."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from flask import Blueprint, Response, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.company.clocks.queries import clocks, staff_counts
from timeclock.company.clocks.service import (
    ClockSettings,
    create_clock,
    restore_clock,
    update_clock,
)
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.errors import ProductError
from timeclock.web.company.clock_forms import ClockForm
from timeclock.web.company.clock_page import clock_of, clock_page
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt, attempt_and_go, see_other
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor, workspace_zone
from timeclock.web.moment import now
from timeclock.web.wording.translation import gettext as _

blueprint = Blueprint("clocks", __name__)


@blueprint.get("/admin/clocks")
@allowed(Permission.MANAGE_CLOCKS)
def page() -> Response:
    """The clocks in use; archived ones when asked for."""
    workspace_id, archived = actor().workspace_id, request.args.get("archived") == "yes"
    every = clocks(workspace_id, include_archived=True)
    return answers.show(
        "clocks/page.html",
        clocks=[each for each in every if (each.archived_at is not None) == archived],
        others=sum((each.archived_at is not None) != archived for each in every),
        archived=archived,
        limits={each.id: timedelta(minutes=each.limit_minutes) for each in every},
        staff=staff_counts(workspace_id),
        now=now(),
    )


@blueprint.get("/admin/clocks/add")
@allowed(Permission.MANAGE_CLOCKS)
def ask() -> Response:
    """What the new clock is to be like."""
    return _add_page(ClockForm(formdata=None, zone=workspace_zone()))


@blueprint.post("/admin/clocks/add")
@allowed(Permission.MANAGE_CLOCKS)
def add() -> Response:
    """Open another clock."""
    form = ClockForm()
    if not form.validate():
        return _add_page(form, status=422)
    said = _("%(name)s is open. Assign the people who clock in there.", name=form.name.data)
    return attempt(
        lambda: create_clock(actor(), **_values(form), once=once("add-clock")),
        done=lambda clock_id: see_other(url_for("clocks.show", clock_id=clock_id), said),
        refused=lambda refusal: _add_page(form, refusal=refusal),
        repeated=lambda: see_other(url_for("clocks.page")),
    )


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
    if not form.validate():
        return clock_page(clock_id, form=form, status=422)
    return _do(
        clock_id,
        lambda: update_clock(actor(), clock_id=clock_id, change=ClockSettings(**_values(form))),
        _("Saved."),
        form,
    )


@blueprint.post("/admin/clocks/<int:clock_id>/archive")
@allowed(Permission.MANAGE_CLOCKS)
def archive(clock_id: int) -> Response:
    """Let no one clock in there any more."""
    said = _("%(name)s is archived.", name=clock_of(clock_id).name)
    return _do(clock_id, lambda: archive_clock(actor(), clock_id=clock_id), said)


@blueprint.post("/admin/clocks/<int:clock_id>/restore")
@allowed(Permission.MANAGE_CLOCKS)
def restore(clock_id: int) -> Response:
    """Open it again."""
    said = _("%(name)s is reopened.", name=clock_of(clock_id).name)
    return _do(clock_id, lambda: restore_clock(actor(), clock_id=clock_id), said)


def _values(form: ClockForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "zone": form.zone.data,
        "job_required": form.job_required.data,
        "limit_minutes": form.limit_minutes(),
        "closes_forgotten": form.closes_forgotten.data,
        "break_limit_minutes": form.break_limit_minutes.data,
    }


def _do(
    clock_id: int, act: Callable[[], None], said: str, form: ClockForm | None = None
) -> Response:
    return attempt_and_go(
        act,
        url=url_for("clocks.show", clock_id=clock_id),
        said=said,
        refused=lambda refusal: clock_page(clock_id, form=form, refusal=refusal),
    )


def _add_page(
    form: ClockForm, *, refusal: ProductError | None = None, status: int = 200
) -> Response:
    note_fault(form, refusal, limit_minutes="hours")
    return answers.show("clocks/add.html", refusal=refusal, status=status, form=form)
