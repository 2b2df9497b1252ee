"""Jobs: what time is booked on."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, Response, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import SelectChoice, SelectField, StringField
from wtforms.validators import InputRequired, Length, Optional

from timeclock.authority.permissions import Permission
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import job as find_job
from timeclock.company.jobs.queries import jobs
from timeclock.company.jobs.service import (
    add_job,
    archive_job,
    job_not_found,
    restore_job,
    update_job,
)
from timeclock.company.labels.models import LabelKind
from timeclock.company.labels.queries import labels
from timeclock.errors import ProductError
from timeclock.web.company.job_tree import in_order, places_for
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt_and_go
from timeclock.web.frame.fields import note_fault, number_or_none
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NAME

blueprint = Blueprint("jobs", __name__)


class JobForm(FlaskForm):
    """A job's name, code, place below another, and client."""

    name = StringField(
        _l("Name"),
        [InputRequired(_l("Enter the name of the job.")), Length(max=NAME)],
        render_kw={"autocomplete": "off"},
    )
    code = StringField(_l("Code"), [Optional(), Length(max=40)], render_kw={"autocomplete": "off"})
    parent = SelectField(_l("Part of"), coerce=number_or_none)
    client = SelectField(_l("Client"), coerce=number_or_none)


@blueprint.get("/admin/jobs")
@allowed(Permission.MANAGE_JOBS)
def page() -> Response:
    """The jobs on offer, each behind the one that it is part of; archived ones when asked for."""
    archived = request.args.get("archived") == "yes"
    every = _all_jobs()
    shown = [job for job in every if (job.archived_at is not None) == archived]
    return answers.show(
        "jobs/page.html",
        rows=in_order(shown),
        others=len(every) - len(shown),
        archived=archived,
    )


@blueprint.get("/admin/jobs/add")
@allowed(Permission.MANAGE_JOBS)
def ask() -> Response:
    """What the new job is called."""
    return _page(None, JobForm(formdata=None))


@blueprint.post("/admin/jobs/add")
@allowed(Permission.MANAGE_JOBS)
def add() -> Response:
    """Add a job."""
    form = JobForm()
    _offer(form, None)
    if not form.validate():
        return _page(None, form, status=422)
    return attempt_and_go(
        lambda: add_job(actor(), **_values(form), once=once("add-job")),
        url=url_for("jobs.page"),
        said=_("%(name)s is added.", name=form.name.data),
        refused=lambda refusal: _page(None, form, refusal=refusal),
    )


@blueprint.get("/admin/jobs/<int:job_id>")
@allowed(Permission.MANAGE_JOBS)
def show(job_id: int) -> Response:
    """One job."""
    return _page(_job(job_id))


@blueprint.post("/admin/jobs/<int:job_id>")
@allowed(Permission.MANAGE_JOBS)
def save(job_id: int) -> Response:
    """Change it."""
    job, form = _job(job_id), JobForm()
    _offer(form, job)
    if not form.validate():
        return _page(job, form, status=422)
    return _do(job, lambda: update_job(actor(), job_id=job_id, **_values(form)), _("Saved."), form)


@blueprint.post("/admin/jobs/<int:job_id>/archive")
@allowed(Permission.MANAGE_JOBS)
def archive(job_id: int) -> Response:
    """Offer it no longer."""
    job = _job(job_id)
    said = _("%(name)s is archived.", name=job.name)
    return _do(job, lambda: archive_job(actor(), job_id=job_id), said)


@blueprint.post("/admin/jobs/<int:job_id>/restore")
@allowed(Permission.MANAGE_JOBS)
def restore(job_id: int) -> Response:
    """Offer it again."""
    job = _job(job_id)
    said = _("%(name)s is offered again.", name=job.name)
    return _do(job, lambda: restore_job(actor(), job_id=job_id), said)


def _offer(form: JobForm, job: Job | None) -> None:
    """Put the choices into the fields: what is on offer, and what the job has already."""
    form.parent.choices = places_for(job, _all_jobs())
    kept = job.client_id if job else None
    form.client.choices = [
        SelectChoice("", _("No client")),
        *(
            SelectChoice(each.id, each.name)
            for each in labels(actor().workspace_id, LabelKind.CLIENT, include_archived=True)
            if each.archived_at is None or each.id == kept
        ),
    ]


def _all_jobs() -> list[Job]:
    return list(jobs(actor().workspace_id, include_archived=True))


def _job(job_id: int) -> Job:
    found = find_job(actor().workspace_id, job_id)
    if found is None:
        raise job_not_found()
    return found


def _values(form: JobForm) -> dict[str, Any]:
    return {
        "name": form.name.data,
        "code": form.code.data or None,
        "parent_id": form.parent.data,
        "client_id": form.client.data,
    }


def _do(job: Job, act: Callable[[], None], said: str, form: JobForm | None = None) -> Response:
    return attempt_and_go(
        act,
        url=url_for("jobs.page"),
        said=said,
        refused=lambda refusal: _page(_job(job.id), form, refusal=refusal),
    )


def _page(
    job: Job | None,
    form: JobForm | None = None,
    *,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    form = form or JobForm(
        formdata=None,
        obj=job,
        parent=job.parent_id if job else None,
        client=job.client_id if job else None,
    )
    _offer(form, job)
    note_fault(form, refusal, parent_id="parent", client_id="client")
    return answers.show("jobs/job.html", refusal=refusal, status=status, job=job, form=form)
