"""Where someone was is not asked, and dropped where it is sent, until the workspace wants it."""

from sqlalchemy import select

from tests.fixtures.company import Company
from timeclock.company.workspaces.service import update_workspace
from timeclock.ledger.models import Entry, Payload
from timeclock.ledger.queries import last_entry
from timeclock.storage.transactions import db
from timeclock.worktime.shifts.details import Whereabouts
from timeclock.worktime.shifts.models import Shift
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause, resume
from timeclock.worktime.shifts.queries import shift

PLACE = {"address": "Long Road 1", "latitude": "52.5", "longitude": "13.4"}


def turn_on(company: Company) -> None:
    update_workspace(
        company.olive.actor,
        name="Bakery",
        zone="Europe/Berlin",
        location_on=True,
        tolerance=120,
    )


def test_a_place_is_dropped_unless_the_workspace_wants_it(company: Company) -> None:
    clock_in(company.eli.actor, clock_id=company.shop, whereabouts=Whereabouts(place=PLACE))
    pause(company.eli.actor, whereabouts=Whereabouts(place=PLACE))
    resume(company.eli.actor, whereabouts=Whereabouts(place=PLACE))
    ended = clock_out(company.eli.actor, whereabouts=Whereabouts(place=PLACE)).shift
    assert ended is not None
    assert (ended.start_place, ended.end_place) == (None, None)
    row = db.session.get_one(Shift, (company.workspace_id, ended.id))
    assert (row.start_place, row.end_place) == (None, None)
    for table, column in ((Entry, Entry.body), (Payload, Payload.content)):
        written = db.session.scalars(
            select(column).where(table.workspace_id == company.workspace_id)
        )
        assert not any("Long Road" in text for text in written)


def test_a_place_is_kept_where_it_is_wanted_and_outside_of_what_is_hashed(company: Company) -> None:
    turn_on(company)
    clock_in(company.eli.actor, clock_id=company.shop, whereabouts=Whereabouts(place=PLACE))
    ended = clock_out(company.eli.actor, whereabouts=Whereabouts(place=PLACE)).shift
    assert ended is not None
    assert (ended.start_place, ended.end_place) == (PLACE, PLACE)
    assert shift(company.workspace_id, ended.id) == ended
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.payload == {"end_place": PLACE}
    bodies = db.session.scalars(
        select(Entry.body).where(Entry.workspace_id == company.workspace_id)
    )
    assert not any("Long Road" in body for body in bodies)


def test_the_place_of_a_break_is_kept_with_its_entry(company: Company) -> None:
    turn_on(company)
    clock_in(company.eli.actor, clock_id=company.shop)
    pause(company.eli.actor, whereabouts=Whereabouts(place=PLACE))
    entry = last_entry(company.workspace_id, company.eli.chain_id)
    assert entry is not None
    assert entry.payload == {"place": PLACE}
