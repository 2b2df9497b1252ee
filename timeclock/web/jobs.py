"""Jobs: what time is booked on."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, make_response, render_template, url_for
from wtforms import SelectChoice

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.jobs.models import Job
from timeclock.jobs.queries import job as find_job
from timeclock.jobs.queries import jobs
from timeclock.jobs.service import add_job, archive_job, job_not_found, restore_job, update_job
from timeclock.web.answers import headers_for, see_other, status_for
from timeclock.web.forms.jobs import JobForm
from timeclock.web.guard import allowed
from timeclock.web.visitor import actor
from timeclock.web.words import gettext as _

blueprint = Blueprint("jobs", __name__)


@blueprint.get("/admin/jobs")
@allowed(Permission.MANAGE_JOBS)
def page() -> Response:
    """Every job below the one it is part of."""
    return _page(JobForm(formdata=None))


@blueprint.post("/admin/jobs")
@allowed(Permission.MANAGE_JOBS)
def add() -> Response:
    """Add a job."""
    form = JobForm()
    form.parent.choices = _parents()
    if not form.validate():
        return _page(form, status=422)
    try:
        add_job(actor(), **_values(form))
    except ProductError as refusal:
        return _page(form, refusal=refusal)
    return see_other(url_for("jobs.page"))


@blueprint.get("/admin/jobs/<int:job_id>")
@allowed(Permission.MANAGE_JOBS)
def show(job_id: int) -> Response:
    """One job."""
    return _job_page(job_id)


@blueprint.post("/admin/jobs/<int:job_id>")
@allowed(Permission.MANAGE_JOBS)
def save(job_id: int) -> Response:
    """Change it."""
    if find_job(actor().workspace_id, job_id) is None:
        raise job_not_found()
    form = JobForm()
    form.parent.choices = _parents(job_id)
    if not form.validate():
        return _job_page(job_id, form=form, status=422)
    return _do(job_id, lambda: update_job(actor(), job_id=job_id, **_values(form)), form)


@blueprint.post("/admin/jobs/<int:job_id>/archive")
@allowed(Permission.MANAGE_JOBS)
def archive(job_id: int) -> Response:
    """Offer it no longer."""
    return _do(job_id, lambda: archive_job(actor(), job_id=job_id))


@blueprint.post("/admin/jobs/<int:job_id>/restore")
@allowed(Permission.MANAGE_JOBS)
def restore(job_id: int) -> Response:
    """Offer it again."""
    return _do(job_id, lambda: restore_job(actor(), job_id=job_id))


def _values(form: JobForm) -> dict[str, Any]:
    parent_id = int(form.parent.data) if form.parent.data else None
    return {"name": form.name.data, "code": form.code.data or None, "parent_id": parent_id}


def _do(job_id: int, act: Callable[[], None], form: JobForm | None = None) -> Response:
    try:
        act()
    except ProductError as refusal:
        return _job_page(job_id, form=form, refusal=refusal)
    return see_other(url_for("jobs.page"))


def _parents(without: int | None = None) -> list[SelectChoice]:
    some = [job for job in jobs(actor().workspace_id) if job.id != without]
    return [
        SelectChoice("", _("Nothing: it stands by itself")),
        *(SelectChoice(str(job.id), job.name) for job in some),
    ]


def _in_order(found: list[Job], below: int | None = None, depth: int = 0) -> list[tuple[Job, int]]:
    """Each job with how deep it lies, behind the one that it is part of."""
    rows = []
    for job in (each for each in found if each.parent_id == below):
        rows += [(job, depth), *_in_order(found, job.id, depth + 1)]
    return rows


def _page(form: JobForm, *, refusal: ProductError | None = None, status: int = 200) -> Response:
    form.parent.choices = _parents()
    rows = _in_order(list(jobs(actor().workspace_id, include_archived=True)))
    return _answer("jobs/page.html", form, refusal, status, rows=rows)


def _job_page(
    job_id: int,
    *,
    form: JobForm | None = None,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    found = find_job(actor().workspace_id, job_id)
    if found is None:
        raise job_not_found()
    form = form or JobForm(formdata=None, obj=found, parent=str(found.parent_id or ""))
    form.parent.choices = _parents(job_id)
    return _answer("jobs/job.html", form, refusal, status, job=found)


def _answer(
    page: str, form: JobForm, refusal: ProductError | None, status: int, **context: object
) -> Response:
    if refusal is not None and refusal.field in form:
        form[refusal.field].errors = [refusal.sentence]
    shown = render_template(page, form=form, refusal=refusal, **context)
    answer = make_response(shown, status_for(refusal) if refusal else status)
    answer.headers.update(headers_for(refusal) if refusal else {})
    return answer
