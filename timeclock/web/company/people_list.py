"""Add several people at once: a list, what each line of it would do, and a sheet of invitations."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, url_for
from flask_babel import lazy_gettext as _l
from markupsafe import Markup

from timeclock.authority.permissions import Permission
from timeclock.company.clocks.queries import clocks
from timeclock.company.people_lists.adding import ListedPerson, add_people
from timeclock.company.people_lists.reading import LineState, PersonLine, read_people
from timeclock.errors import Invalid, ProductError
from timeclock.web.company.people_forms import PeopleListForm
from timeclock.web.company.people_listing import clock_choices
from timeclock.web.frame.addresses import base_url, only_this_machine
from timeclock.web.frame.answers import show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.guard import allowed
from timeclock.web.frame.qr import qr_code
from timeclock.web.frame.visitor import actor

blueprint = Blueprint("people_list", __name__)
_MARKS = {
    LineState.ADDS: ("working", _l("Is added")),
    LineState.HERE: ("off", _l("Is a member already")),
    LineState.TWICE: ("off", _l("Is in the list twice")),
    LineState.WRONG: ("needs", ""),
}


@dataclass(frozen=True, slots=True)
class InvitationCard:
    """An invitation on the sheet: the address and its QR code."""

    name: str
    email: str
    link: str
    qr: Markup


@blueprint.get("/admin/people/list")
@allowed(Permission.MANAGE_MEMBERS)
def page() -> Response:
    """Where the list is typed or pasted; the only clock is chosen already."""
    form = PeopleListForm(formdata=None)
    offered = clocks(actor().workspace_id)
    form.clocks.data = [clock.id for clock in offered] if len(offered) == 1 else []
    return _list_page(form)


@blueprint.post("/admin/people/list")
@allowed(Permission.MANAGE_MEMBERS)
def add() -> Response:
    """Show what each line would do; once that is confirmed, add the people and show their links."""
    form = PeopleListForm()
    form.clocks.choices = clock_choices(actor().workspace_id)
    if not form.validate():
        return _list_page(form, status=422)
    try:
        lines = read_people(actor().workspace_id, form.people.data)
    except Invalid as refusal:
        return _list_page(form, refusal=refusal)
    if form.confirmed.data != "yes":
        return _list_page(form, lines=lines)
    return _sheet(add_people(actor(), lines, clock_ids=form.clocks.data))


def _list_page(
    form: PeopleListForm,
    *,
    lines: Sequence[PersonLine] = (),
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    form.clocks.choices = clock_choices(actor().workspace_id)
    note_fault(form, refusal)
    adds = sum(line.state is LineState.ADDS for line in lines)
    return show(
        "people/list.html",
        refusal=refusal,
        status=status,
        form=form,
        lines=lines,
        marks=_MARKS,
        adds=adds,
    )


def _sheet(added: Sequence[ListedPerson]) -> Response:
    cards = []
    for each in added:
        if each.token is not None:
            link = base_url() + url_for("signing_in.invitation", token=each.token)
            cards.append(InvitationCard(each.line.name, each.line.email, link, qr_code(link)))
    return show(
        "people/sheet.html",
        cards=cards,
        failed=[each for each in added if each.refusal is not None],
        only_this_machine=only_this_machine(),
    )
