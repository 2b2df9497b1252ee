"""Clients, whom jobs are done for, and tags of shifts."""

from collections.abc import Callable
from typing import TypeVar

from flask import Blueprint, Response, request, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import StringField
from wtforms.validators import InputRequired, Length

from timeclock.authority.permissions import Permission
from timeclock.company.labels.models import Label, LabelKind
from timeclock.company.labels.queries import label, labels
from timeclock.company.labels.service import (
    add_label,
    archive_label,
    label_not_found,
    rename_label,
    restore_label,
)
from timeclock.errors import ProductError
from timeclock.web.frame import answers
from timeclock.web.frame.answers import attempt_and_go
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.once import once
from timeclock.web.frame.visitor import actor
from timeclock.web.wording.translation import gettext as _
from timeclock.wording import NAME

blueprint = Blueprint("labels", __name__)
_PLURALS = ("clients", "tags")


V = TypeVar("V", bound=Callable[..., Response])


def _at(method: str, below: str = "") -> Callable[[V], V]:
    """Answer below the address of clients and below that of tags."""

    def keep(view: V) -> V:
        for plural in _PLURALS:
            blueprint.add_url_rule(
                f"/admin/{plural}{below}",
                view_func=view,
                methods=[method],
                defaults={"plural": plural},
            )
        return view

    return keep


class LabelForm(FlaskForm):
    """What a client or a tag is called."""

    name = StringField(
        _l("Name"),
        [InputRequired(_l("Enter a name.")), Length(max=NAME)],
        render_kw={"autocomplete": "off"},
    )


@_at("GET")
@allowed(Permission.MANAGE_JOBS)
def page(plural: str) -> Response:
    """Those on offer, or the archived ones when asked for, and a form to add another."""
    return _list(plural, LabelForm(formdata=None))


@_at("POST")
@allowed(Permission.MANAGE_JOBS)
def add(plural: str) -> Response:
    """Add a client or a tag."""
    form, kind = LabelForm(), _kind(plural)
    if not form.validate():
        return _list(plural, form, status=422)
    return attempt_and_go(
        lambda: add_label(
            actor(), kind=kind, name=form.name.data or "", once=once(f"add-{kind.value}")
        ),
        url=url_for("labels.page", plural=plural),
        said=_("%(name)s is added.", name=form.name.data),
        refused=lambda refusal: _list(plural, form, refusal=refusal),
    )


@_at("GET", "/<int:label_id>")
@allowed(Permission.MANAGE_JOBS)
def show(plural: str, label_id: int) -> Response:
    """One of them."""
    return _page(plural, _label(plural, label_id))


@_at("POST", "/<int:label_id>")
@allowed(Permission.MANAGE_JOBS)
def save(plural: str, label_id: int) -> Response:
    """Call it otherwise."""
    found, form = _label(plural, label_id), LabelForm()
    if not form.validate():
        return _page(plural, found, form, status=422)
    return _do(
        plural,
        found,
        lambda: rename_label(
            actor(), kind=_kind(plural), label_id=label_id, name=form.name.data or ""
        ),
        _("Saved."),
        form,
    )


@_at("POST", "/<int:label_id>/archive")
@allowed(Permission.MANAGE_JOBS)
def archive(plural: str, label_id: int) -> Response:
    """Offer it no longer."""
    found = _label(plural, label_id)
    said = _("%(name)s is archived.", name=found.name)
    return _do(
        plural,
        found,
        lambda: archive_label(actor(), kind=_kind(plural), label_id=label_id),
        said,
    )


@_at("POST", "/<int:label_id>/restore")
@allowed(Permission.MANAGE_JOBS)
def restore(plural: str, label_id: int) -> Response:
    """Offer it again."""
    found = _label(plural, label_id)
    said = _("%(name)s is offered again.", name=found.name)
    return _do(
        plural,
        found,
        lambda: restore_label(actor(), kind=_kind(plural), label_id=label_id),
        said,
    )


def _kind(plural: str) -> LabelKind:
    return LabelKind.CLIENT if plural == "clients" else LabelKind.TAG


def _label(plural: str, label_id: int) -> Label:
    found = label(actor().workspace_id, _kind(plural), label_id)
    if found is None:
        raise label_not_found(_kind(plural))
    return found


def _do(
    plural: str,
    found: Label,
    act: Callable[[], None],
    said: str,
    form: LabelForm | None = None,
) -> Response:
    return attempt_and_go(
        act,
        url=url_for("labels.page", plural=plural),
        said=said,
        refused=lambda refusal: _page(plural, _label(plural, found.id), form, refusal=refusal),
    )


def _list(
    plural: str, form: LabelForm, *, refusal: ProductError | None = None, status: int = 200
) -> Response:
    archived = request.args.get("archived") == "yes"
    every = labels(actor().workspace_id, _kind(plural), include_archived=True)
    shown = [each for each in every if (each.archived_at is not None) == archived]
    note_fault(form, refusal)
    return answers.show(
        "labels/page.html",
        refusal=refusal,
        status=status,
        plural=plural,
        form=form,
        found=shown,
        others=len(every) - len(shown),
        archived=archived,
    )


def _page(
    plural: str,
    found: Label,
    form: LabelForm | None = None,
    *,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    form = form or LabelForm(formdata=None, obj=found)
    note_fault(form, refusal)
    return answers.show(
        "labels/label.html",
        refusal=refusal,
        status=status,
        plural=plural,
        label=found,
        form=form,
    )
