"""The workspace: what the company has set for itself."""

from flask import Blueprint, Response, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import BooleanField, SelectField, StringField
from wtforms.validators import InputRequired, Length, NumberRange

from timeclock.authority.permissions import Permission
from timeclock.company.workspaces.models import Workspace
from timeclock.company.workspaces.queries import workspace
from timeclock.company.workspaces.service import update_workspace
from timeclock.errors import ProductError
from timeclock.web.frame.answers import attempt_and_go, show
from timeclock.web.frame.fields import WholeNumberField, note_fault, zone_choices
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.visitor import actor
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NAME

blueprint = Blueprint("workspace", __name__)


_BOUNDS = _l("Enter 0 to 60 minutes.")


class WorkspaceForm(FlaskForm):
    """What the company has set for itself; the tolerance is in minutes here."""

    name = StringField(
        _l("Company"), [InputRequired(_l("Enter the company's name.")), Length(max=NAME)]
    )
    zone = SelectField(_l("Time zone"), choices=zone_choices)
    tolerance = WholeNumberField(
        _l("A time counts as given afterwards when it differs from the punch by more than"),
        [InputRequired(_BOUNDS), NumberRange(0, 60, _BOUNDS)],
        render_kw={"min": 0, "max": 60, "inputmode": "numeric"},
    )
    location_on = BooleanField(_l("Keep the location of punches"))


@blueprint.get("/admin/workspace")
@allowed(Permission.CHANGE_WORKSPACE)
def page() -> Response:
    """As it is set."""
    found = _own()
    form = WorkspaceForm(formdata=None, obj=found)
    form.tolerance.data = found.tolerance // 60
    return _page(form)


@blueprint.post("/admin/workspace")
@allowed(Permission.CHANGE_WORKSPACE)
def save() -> Response:
    """Change it."""
    form = WorkspaceForm()
    if not form.validate():
        return _page(form, status=422)
    return attempt_and_go(
        lambda: update_workspace(
            actor(),
            name=form.name.data,
            zone=form.zone.data,
            location_on=form.location_on.data,
            tolerance=(form.tolerance.data or 0) * 60,
        ),
        url=url_for("workspace.page"),
        said=_("Saved."),
        refused=lambda refusal: _page(form, refusal=refusal),
    )


def _own() -> Workspace:
    found = workspace(actor().workspace_id)
    if found is None:
        raise LookupError("the visitor's workspace is gone")
    return found


def _page(
    form: WorkspaceForm, *, refusal: ProductError | None = None, status: int = 200
) -> Response:
    note_fault(form, refusal, timezone="zone")
    return show("workspace/page.html", refusal=refusal, status=status, form=form, workspace=_own())
