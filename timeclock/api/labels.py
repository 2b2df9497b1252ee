"""Clients, whom jobs are done for, and tags of shifts."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response

from timeclock.api.addresses import BASE
from timeclock.api.bodies import labels as bodies
from timeclock.api.bodies.plain import Nothing
from timeclock.api.pages import after, page
from timeclock.api.shapes import labels as shapes
from timeclock.api.versions import expected, versioned
from timeclock.authority.permissions import Permission, demand
from timeclock.company.labels import queries, service
from timeclock.company.labels.models import Label, LabelKind
from timeclock.company.labels.service import label_facts, label_not_found
from timeclock.wire.acts import Acted, act
from timeclock.wire.addresses import answers
from timeclock.wire.answers import marked_if
from timeclock.wire.bodies import body_of, query_as
from timeclock.wire.calls import Call
from timeclock.wire.error_formats import json_answer
from timeclock.wire.fields import id_in
from timeclock.wire.keys import caller

clients = Blueprint("clients", __name__)
tags = Blueprint("tags", __name__)


@dataclass(frozen=True, slots=True)
class _Labels:
    """The calls of one kind of label."""

    kind: LabelKind

    def listed(self, query: bodies.LabelsAsked) -> Response:
        actor = caller()
        demand(actor, Permission.READ_OWN)
        least = after(query.cursor)
        found = queries.labels_after(
            actor.workspace_id, self.kind, least, query.limit + 1, archived=query.archived
        )
        listed = page(found, query.limit, lambda each: each.id)
        shown = [self._shape(label_facts(self.kind, each)) for each in listed.items]
        return json_answer({f"{self.kind}s": shown, "next_cursor": listed.next_cursor})

    def shown(self, name: str) -> Response:
        demand(caller(), Permission.READ_OWN)
        facts = label_facts(self.kind, self._label(id_in(name)))
        return versioned({self.kind.value: self._shape(facts)}, facts)

    def add(self, body: bodies.NewLabel) -> Response:
        actor = caller()
        demand(actor, Permission.MANAGE_JOBS)
        acted = act(lambda key: service.add_label(actor, kind=self.kind, name=body.name, once=key))
        return self._answer(acted, acted.made or 0, 201)

    def change(self, name: str, body: bodies.LabelEdit) -> Response:
        actor = caller()
        demand(actor, Permission.MANAGE_JOBS)
        label_id = id_in(name)
        called = body.given.get("name") or self._label(label_id).name
        acted = act(
            lambda key: service.rename_label(
                actor,
                kind=self.kind,
                label_id=label_id,
                name=called,
                expected=expected(),
                once=key,
            )
        )
        return self._answer(acted, label_id)

    def decided(self, decide: Callable[..., None], name: str) -> Response:
        actor, label_id = caller(), id_in(name)
        demand(actor, Permission.MANAGE_JOBS)
        acted = act(
            lambda key: decide(
                actor, kind=self.kind, label_id=label_id, expected=expected(), once=key
            )
        )
        return self._answer(acted, label_id)

    def _shape(self, facts: Any) -> Any:
        return shapes.LABELS[self.kind](facts)

    def _label(self, label_id: int) -> Label:
        found = queries.label(caller().workspace_id, self.kind, label_id)
        if found is None:
            raise label_not_found(self.kind)
        return found

    def _answer(self, acted: Acted[Any], label_id: int, status: int = 200) -> Response:
        """The label as the write left it, or as it is where no entry tells of that."""
        facts = acted.facts or label_facts(self.kind, self._label(label_id))
        answer = versioned({self.kind.value: self._shape(facts)}, facts, status)
        return marked_if(answer, repeats=acted.replayed)


_CLIENTS, _TAGS = _Labels(LabelKind.CLIENT), _Labels(LabelKind.TAG)
_ALL_CLIENTS, _ALL_TAGS = f"{BASE}/clients", f"{BASE}/tags"
_CLIENT, _TAG = f"{_ALL_CLIENTS}/<client>", f"{_ALL_TAGS}/<tag>"


def _add(gives: Any, name: str) -> Call:
    example = {"name": name}
    return Call(takes=bodies.NewLabel, gives=gives, status=201, etag=True, example=example)


def _change(gives: Any, name: str) -> Call:
    return Call(takes=bodies.LabelEdit, gives=gives, etag=True, example={"name": name})


def _plainly(gives: Any) -> Call:
    return Call(takes=Nothing, gives=gives, etag=True)


@answers(clients, "GET", _ALL_CLIENTS, call=Call(asks=bodies.LabelsAsked, gives=shapes.Clients))
def all_clients() -> Response:
    """The clients whom jobs can be done for, or the archived ones."""
    return _CLIENTS.listed(query_as(bodies.LabelsAsked))


@answers(clients, "GET", _CLIENT, call=Call(gives=shapes.OneClient, etag=True))
def one_client(client: str) -> Response:
    """One of them, also an archived one."""
    return _CLIENTS.shown(client)


@answers(clients, "POST", _ALL_CLIENTS, call=_add(shapes.OneClient, "Café Central"))
def add_client() -> Response:
    """Add a client."""
    return _CLIENTS.add(body_of(bodies.NewLabel))


@answers(clients, "PATCH", _CLIENT, call=_change(shapes.OneClient, "Café Central & Sons"))
def change_client(client: str) -> Response:
    """Call a client otherwise."""
    return _CLIENTS.change(client, body_of(bodies.LabelEdit))


@answers(clients, "POST", f"{_CLIENT}/archive", call=_plainly(shapes.OneClient))
def archive_client(client: str) -> Response:
    """Offer a client no longer; jobs keep the client that they have."""
    body_of(Nothing)
    return _CLIENTS.decided(service.archive_label, client)


@answers(clients, "POST", f"{_CLIENT}/restore", call=_plainly(shapes.OneClient))
def restore_client(client: str) -> Response:
    """Offer an archived client again."""
    body_of(Nothing)
    return _CLIENTS.decided(service.restore_label, client)


@answers(tags, "GET", _ALL_TAGS, call=Call(asks=bodies.LabelsAsked, gives=shapes.Tags))
def all_tags() -> Response:
    """The tags that shifts can have, or the archived ones."""
    return _TAGS.listed(query_as(bodies.LabelsAsked))


@answers(tags, "GET", _TAG, call=Call(gives=shapes.OneTag, etag=True))
def one_tag(tag: str) -> Response:
    """One of them, also an archived one."""
    return _TAGS.shown(tag)


@answers(tags, "POST", _ALL_TAGS, call=_add(shapes.OneTag, "Night"))
def add_tag() -> Response:
    """Add a tag."""
    return _TAGS.add(body_of(bodies.NewLabel))


@answers(tags, "PATCH", _TAG, call=_change(shapes.OneTag, "Night shift"))
def change_tag(tag: str) -> Response:
    """Call a tag otherwise."""
    return _TAGS.change(tag, body_of(bodies.LabelEdit))


@answers(tags, "POST", f"{_TAG}/archive", call=_plainly(shapes.OneTag))
def archive_tag(tag: str) -> Response:
    """Offer a tag no longer; shifts keep the tags that they have."""
    body_of(Nothing)
    return _TAGS.decided(service.archive_label, tag)


@answers(tags, "POST", f"{_TAG}/restore", call=_plainly(shapes.OneTag))
def restore_tag(tag: str) -> Response:
    """Offer an archived tag again."""
    body_of(Nothing)
    return _TAGS.decided(service.restore_label, tag)
