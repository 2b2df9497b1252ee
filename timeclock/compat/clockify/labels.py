"""Clients and tags, listed and added."""

from collections.abc import Sequence

from flask import Blueprint, Response

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, demand
from timeclock.company.labels.models import Label, LabelKind
from timeclock.company.labels.queries import label, labels
from timeclock.company.labels.service import add_label, label_not_found
from timeclock.compat.clockify.access import demand_workspace
from timeclock.compat.clockify.addresses import WORKSPACE, under_both
from timeclock.compat.clockify.bodies import NewName
from timeclock.compat.clockify.lists import LAST_PAGE, page_of
from timeclock.compat.clockify.queries import NameColumn, NamesAsked, SortOrder, TagsAsked
from timeclock.compat.clockify.shapes import labels as shapes
from timeclock.compat.ids import IdKind, from_hex24
from timeclock.errors import Invalid
from timeclock.names import folded
from timeclock.paging import cut
from timeclock.wire.acts import act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as, sent
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.keys import caller
from timeclock.wire.notices import NOTICE, not_kept
from timeclock.wire.once import once, repeats

blueprint = Blueprint("labels", __name__)
CLIENTS, TAGS = f"{WORKSPACE}/clients", f"{WORKSPACE}/tags"
_IDS = {LabelKind.CLIENT: IdKind.CLIENT, LabelKind.TAG: IdKind.TAG}


@answers(
    blueprint,
    "GET",
    *under_both(CLIENTS),
    call=Call(asks=NamesAsked, gives=list[shapes.ClockifyClient], headers=LAST_PAGE),
)
def clients(workspace: str) -> Response:
    """The clients of jobs by name, archived ones too unless `archived` says otherwise."""
    demand_workspace(caller(), workspace)
    query = query_as(NamesAsked)
    page, more = _page(_found(LabelKind.CLIENT, query), query)
    return page_of([shapes.client(each) for each in page], is_last=not more)


@answers(
    blueprint,
    "GET",
    *under_both(TAGS),
    call=Call(asks=TagsAsked, gives=list[shapes.ClockifyTag], headers=LAST_PAGE),
)
def tags(workspace: str) -> Response:
    """The tags of shifts by name, archived ones too unless `archived` says otherwise."""
    demand_workspace(caller(), workspace)
    query = query_as(TagsAsked)
    left_out = {from_hex24(IdKind.TAG, each) for each in query.excluded_ids}
    found = [each for each in _found(LabelKind.TAG, query) if each.id not in left_out]
    if query.name and query.strict_name_search:
        found = [each for each in found if each.name == query.name]
    page, more = _page(found, query)
    return page_of([shapes.tag(each) for each in page], is_last=not more)


@answers(
    blueprint, "GET", *under_both(f"{CLIENTS}/<client>"), call=Call(gives=shapes.ClockifyClient)
)
def one_client(workspace: str, client: str) -> Response:
    """One client, also an archived one."""
    demand_workspace(caller(), workspace)
    return json_answer(shapes.client(_label(LabelKind.CLIENT, client)))


@answers(blueprint, "GET", *under_both(f"{TAGS}/<tag>"), call=Call(gives=shapes.ClockifyTag))
def one_tag(workspace: str, tag: str) -> Response:
    """One tag, also an archived one."""
    demand_workspace(caller(), workspace)
    return json_answer(shapes.tag(_label(LabelKind.TAG, tag)))


@answers(
    blueprint,
    "POST",
    *under_both(CLIENTS),
    call=Call(
        takes=NewName, gives=shapes.ClockifyClient, status=201, example={"name": "Café Central"}
    ),
)
def add_client(workspace: str) -> Response:
    """Add a client. Of its fields only the name is kept; a header says which others were sent."""
    actor = _manager(workspace)
    made, replayed = _add(actor, LabelKind.CLIENT, body_of(NewName).name)
    return _said(shapes.client(made), replayed=replayed)


@answers(
    blueprint,
    "POST",
    *under_both(TAGS),
    call=Call(takes=NewName, gives=shapes.ClockifyTag, status=201, example={"name": "Night"}),
)
def add_tag(workspace: str) -> Response:
    """Add a tag."""
    actor = _manager(workspace)
    made, replayed = _add(actor, LabelKind.TAG, body_of(NewName).name)
    return _said(shapes.tag(made), replayed=replayed)


def _found(kind: LabelKind, query: NamesAsked) -> list[Label]:
    piece = folded(query.name or "")
    return [
        each
        for each in labels(caller().workspace_id, kind, include_archived=True)
        if piece in folded(each.name) and query.archived in (None, each.archived_at is not None)
    ]


def _page(found: Sequence[Label], query: NamesAsked) -> tuple[Sequence[Label], bool]:
    """The page of labels that come by name, and whether others follow."""
    if query.sort_column is NameColumn.ID:
        found = sorted(found, key=lambda each: each.id)
    if query.sort_order is SortOrder.DESCENDING:
        found = found[::-1]
    window = query.one_more
    return cut(list(found[window.offset :][: window.limit]), query.window.limit)


def _label(kind: LabelKind, name: str) -> Label:
    found = label(caller().workspace_id, kind, from_hex24(_IDS[kind], name) or 0)
    if found is None:
        raise label_not_found(kind)
    return found


def _manager(workspace: str) -> Actor:
    """The caller, who has to have the right to add labels. Raises NotAllowed."""
    actor = caller()
    demand_workspace(actor, workspace)
    demand(actor, Permission.MANAGE_JOBS)
    return actor


def _add(actor: Actor, kind: LabelKind, name: str) -> tuple[Label, bool]:
    known = labels(actor.workspace_id, kind, include_archived=True)
    if not repeats(actor, once()) and any(each.name == name.strip() for each in known):
        raise Invalid("name_taken", "%(name)s exists already.", field="name", name=name)
    acted = act(lambda key: add_label(actor, kind=kind, name=name, once=key))
    facts = acted.facts or {}
    found = label(actor.workspace_id, kind, acted.made or int(facts.get(kind.value, 0)))
    if found is None:
        raise label_not_found(kind)
    return found, acted.replayed


def _said(shape: shapes.ClockifyClient | shapes.ClockifyTag, *, replayed: bool) -> Response:
    answer = marked_if(json_answer(shape, 201), repeats=replayed)
    dropped = [name for name, value in sent().items() if value and name != "name"]
    if dropped:
        answer.headers[NOTICE] = not_kept(dropped)
    return answer
