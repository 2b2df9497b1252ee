"""The workspace: what the company has set for itself."""

from flask import Blueprint, Response, make_response, render_template, request, url_for

from timeclock.authority.permissions import Permission
from timeclock.errors import ProductError
from timeclock.web.answers import headers_for, see_other, status_for
from timeclock.web.forms.workspace import WorkspaceForm
from timeclock.web.guard import allowed
from timeclock.web.visitor import actor
from timeclock.workspaces.queries import workspace
from timeclock.workspaces.service import update_workspace

blueprint = Blueprint("workspace", __name__)


@blueprint.get("/admin/workspace")
@allowed(Permission.CHANGE_WORKSPACE)
def page() -> Response:
    """As it is set."""
    found = workspace(actor().workspace_id)
    if found is None:
        raise LookupError("the visitor's workspace is gone")
    form = WorkspaceForm(formdata=None, obj=found)
    form.first_weekday.data = str(found.first_weekday)
    form.tolerance.data = found.tolerance // 60
    return _page(form)


@blueprint.post("/admin/workspace")
@allowed(Permission.CHANGE_WORKSPACE)
def save() -> Response:
    """Change it."""
    form = WorkspaceForm()
    if not form.validate():
        return _page(form, status=422)
    try:
        update_workspace(
            actor(),
            name=form.name.data,
            zone=form.zone.data,
            location_on=form.location_on.data,
            tolerance=form.tolerance.data * 60,
            first_weekday=int(form.first_weekday.data),
        )
    except ProductError as refusal:
        return _page(form, refusal=refusal)
    return see_other(url_for("workspace.page", saved="yes"))


def _page(
    form: WorkspaceForm, *, refusal: ProductError | None = None, status: int = 200
) -> Response:
    shown = render_template(
        "workspace/page.html",
        form=form,
        refusal=refusal,
        saved=request.method == "GET" and request.args.get("saved") == "yes",
    )
    answer = make_response(shown, status_for(refusal) if refusal else status)
    answer.headers.update(headers_for(refusal) if refusal else {})
    return answer
