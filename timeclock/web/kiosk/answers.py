"""What a kiosk answers: the buttons of a person, the outcome of a punch, and the idle screen."""

from collections.abc import Callable

from flask import Response, make_response, render_template

from timeclock.company.kiosks.identifying import Recognised
from timeclock.company.kiosks.queries import people_at
from timeclock.errors import Busy, ProductError, Unconfirmed
from timeclock.web.frame.answers import attempt, headers_for, show, status_for
from timeclock.web.frame.kiosk import end_forms_shown_before, kiosk, until
from timeclock.web.kiosk.forms import BadgeForm, LeftAtForm, NumberForm
from timeclock.web.kiosk.screen import screen_of, worked_by
from timeclock.web.kiosk.ticket import person_of, ticket_for
from timeclock.web.moment import now
from timeclock.web.wording.forgotten_shifts import end_given
from timeclock.web.wording.punches import nothing_to_do, repeated, short
from timeclock.web.wording.translation import gettext as _
from timeclock.worktime.shifts.answering import Act, Punched
from timeclock.worktime.shifts.ending import EndNotSaid

# Seconds after which a screen gives way to the idle one.
_RESULT, PERSON, _QUESTION, _IDLE = 5, 20, 60, 300


def recognised(recognise: Callable[[], Recognised]) -> Response:
    """The buttons of the person who was recognised; a refusal is on the idle screen."""

    def done(person: Recognised) -> Response:
        end_forms_shown_before()
        return _screen(person)

    return attempt(recognise, done=done, refused=idle)


def punched_by(
    ticket: str | None,
    punch: Callable[[Recognised], Punched],
    *,
    left: LeftAtForm | None = None,
) -> Response:
    """Punch for the person of the ticket, and show what happened.

    A refusal is shown to that person alone; the next person meets the idle screen. `left` keeps
    what was typed.
    """
    device = kiosk()
    try:
        person = person_of(device, ticket or "")
    except ProductError as refusal:
        return idle(refusal)
    try:
        punched = punch(person)
    except EndNotSaid:
        return _screen(person, status=409, asks_first=True)
    except (Busy, Unconfirmed):
        raise
    except ProductError as refusal:
        return _screen(person, refusal=refusal, left=left)
    undoable = punched.position if punched.changed and punched.kind is not Act.UNDONE else None
    shown = show(
        "kiosk/result.html",
        device=device,
        person=person,
        punched=punched,
        said=_said(punched, device.zone),
        worked=worked_by(device, person, now()),
        undoable=None if punched.replayed else undoable,
        ticket=ticket_for(device, person),
        now=now(),
    )
    return until(shown, _RESULT)


def _screen(
    person: Recognised,
    *,
    refusal: ProductError | None = None,
    status: int = 200,
    asks_first: bool = False,
    left: LeftAtForm | None = None,
) -> Response:
    """The buttons of a person, until they press one or leave."""
    screen = screen_of(kiosk(), person, now(), asks_first=asks_first, left=left)
    shown = show(
        "kiosk/person.html",
        refusal=refusal,
        status=status,
        device=kiosk(),
        screen=screen,
        now=now(),
    )
    return until(shown, _QUESTION if screen.question else PERSON)


def _said(punched: Punched, zone: str) -> str:
    if punched.replayed:
        return repeated(punched.kind, punched.at, punched.undone_at, zone)
    if not punched.changed:
        return nothing_to_do(punched)
    if punched.kind is Act.UNDONE:
        return _("Undone")
    if punched.kind is Act.END_PROPOSED:
        return end_given(punched, zone, now())
    return short(punched.kind, punched.at, zone)


def idle(refusal: ProductError | None = None) -> Response:
    """The idle screen, with what went wrong for the person before where that is given."""
    device = kiosk()
    shown = make_response(
        render_template(
            "kiosk/idle.html",
            device=device,
            refusal=refusal,
            badge_form=BadgeForm(formdata=None),
            number_form=NumberForm(formdata=None),
            people=people_at(device) if device.names else (),
            now=now(),
        ),
        status_for(refusal) if refusal else 200,
    )
    if refusal is not None:
        shown.headers.update(headers_for(refusal))
    return until(shown, _RESULT if refusal else _IDLE)
