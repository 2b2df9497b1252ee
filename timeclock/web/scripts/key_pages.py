"""Keys as pages show them: the company's, or one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from flask import Response, url_for
from wtforms import SelectChoice

from timeclock.authority.actor import Actor
from timeclock.authority.permissions import Permission, may, outranks
from timeclock.company.api_keys.models import ApiKey
from timeclock.company.api_keys.queries import keys
from timeclock.company.people.models import Member
from timeclock.company.people.queries import members
from timeclock.errors import NotFound, ProductError
from timeclock.timekeeping import day_bounds
from timeclock.web.frame.answers import show
from timeclock.web.frame.fields import note_fault
from timeclock.web.frame.visitor import actor, visitor_zone, workspace_zone
from timeclock.web.moment import now
from timeclock.web.scripts.key_forms import SCOPE_HELP, KeyForm, OwnKeyForm
from timeclock.web.wording.scopes import SCOPE_WORDS


class Works(StrEnum):
    """Whether a key still opens anything, and why not."""

    YES = "yes"
    REVOKED = "revoked"
    EXPIRED = "expired"
    PERSON_GONE = "person_gone"


@dataclass(frozen=True, slots=True)
class KeyRow:
    """A key with the person that it acts as."""

    key: ApiKey
    member: Member
    works: Works
    may_revoke: bool

    @property
    def last_moment(self) -> datetime | None:
        """The last second in which it works: the end of a day reads as that day, not the next."""
        return self.key.expires_at - timedelta(seconds=1) if self.key.expires_at else None


@dataclass(frozen=True, slots=True)
class KeyPages:
    """Where keys are shown: the names of the pages, and whether they are everyone's."""

    page: str
    add: str
    revoke: str
    everybody: bool

    @property
    def url(self) -> str:
        """The list."""
        return url_for(self.page)


def rows(place: KeyPages) -> Sequence[KeyRow]:
    """The keys that belong there, newest first, revoked ones last."""
    who = actor()
    found = keys(who.workspace_id, member_id=None if place.everybody else who.member_id)
    return [
        KeyRow(key, member, _works(key, member, now()), _may_decide(who, member))
        for key, member in found
    ]


def row(place: KeyPages, key_id: int) -> KeyRow:
    """One of them. Raises NotFound."""
    found = next((each for each in rows(place) if each.key.id == key_id), None)
    if found is None:
        raise NotFound("key_not_found", "This key does not exist.")
    return found


def list_page(place: KeyPages) -> Response:
    """Every key that belongs there."""
    return show(
        "keys/page.html",
        place=place,
        rows=rows(place),
        scope_words=SCOPE_WORDS,
        zone=visitor_zone(),
    )


def add_page(
    place: KeyPages,
    form: OwnKeyForm,
    *,
    refusal: ProductError | None = None,
    status: int = 200,
) -> Response:
    """What a new key is for, and how far it goes."""
    note_fault(form, refusal)
    return show(
        "keys/add.html",
        refusal=refusal,
        status=status,
        place=place,
        form=form,
        scope_help=SCOPE_HELP,
    )


def offer_people(form: KeyForm) -> KeyForm:
    """Give the form those for whom the visitor may issue a key."""
    who = actor()
    form.member.choices = [
        SelectChoice(member.id, member.name)
        for member, _ in members(who.workspace_id)
        if _may_decide(who, member)
    ]
    return form


def end_of(day: date | None) -> datetime | None:
    """The end of that day where the company is; None for a key without an end."""
    zone = workspace_zone()
    return day_bounds(day + timedelta(days=1), zone)[0] if day else None


def _works(key: ApiKey, member: Member, moment: datetime) -> Works:
    if key.revoked_at is not None:
        return Works.REVOKED
    if key.expires_at is not None and key.expires_at <= moment:
        return Works.EXPIRED
    return Works.YES if member.is_active else Works.PERSON_GONE


def _may_decide(who: Actor, member: Member) -> bool:
    own = member.id == who.member_id
    return own or (may(who, Permission.MANAGE_KEYS) and outranks(who, member.role))
