"""Time clocks: their settings, their kinds of break, archiving."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta

import pytest

from tests.fixtures.company import Company, Watch
from tests.worktime.corrections.scenes import close_week, set_rules
from timeclock.authority.actor import Actor
from timeclock.company.clocks.break_kinds import (
    add_break_kind,
    archive_break_kind,
    update_break_kind,
)
from timeclock.company.clocks.queries import break_kind, break_kinds, clock, clocks, read_zones
from timeclock.company.clocks.service import (
    ClockSettings,
    create_clock,
    restore_clock,
    update_clock,
)
from timeclock.company.kiosks.archiving import archive_clock
from timeclock.company.locks.models import ClosedPeriod
from timeclock.company.pay_rules.rules import PayRules
from timeclock.errors import Conflict, Invalid, NotAllowed, NotFound
from timeclock.ledger.queries import EntryView, entries, workspace_chain_id
from timeclock.storage.transactions import db, reading

LAST_WEEK = (date(2026, 2, 23), date(2026, 3, 2))
SETTINGS = {
    "name": "Shop",
    "zone": "Europe/Berlin",
    "job_required": False,
    "limit_minutes": 840,
    "closes_forgotten": False,
    "break_limit_minutes": 60,
}


def last_setting(company: Company) -> EntryView:
    return settings(company, 1)[0]


def settings(company: Company, count: int) -> Sequence[EntryView]:
    """The newest entries of the company, newest first."""
    chain = workspace_chain_id(company.workspace_id)
    assert chain is not None
    return entries(company.workspace_id, chain, limit=count)


def test_a_new_clock_has_one_unpaid_break(company: Company) -> None:
    clock_id = create_clock(company.edda.actor, name=" Van ", zone="UTC")
    made = clock(company.workspace_id, clock_id)
    assert made is not None
    assert (made.name, made.zone, made.job_required, made.limit_minutes) == (
        "Van",
        "UTC",
        False,
        14 * 60,
    )
    (kind,) = break_kinds(company.workspace_id, clock_id)
    assert (kind.name, kind.paid, kind.minutes) == ("Break", False, None)
    kinds = [each.kind for each in settings(company, 2)]
    assert kinds == ["break_kind.added", "clock.opened"]


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"name": "  "}, "required"),
        ({"name": "x" * 201}, "too_long"),
        ({"zone": "Mars/Phobos"}, "unknown_zone"),
        ({"zone": "localtime"}, "unknown_zone"),
        ({"limit_minutes": 59}, "invalid_limit"),
        ({"limit_minutes": 7 * 24 * 60 + 1}, "invalid_limit"),
        ({"limit_minutes": -1}, "invalid_limit"),
        ({"limit_minutes": 10**30}, "invalid_limit"),
        ({"break_limit_minutes": 4}, "invalid_break_limit"),
        ({"break_limit_minutes": 481}, "invalid_break_limit"),
    ],
)
def test_settings_are_checked(company: Company, wrong: dict[str, object], code: str) -> None:
    before = last_setting(company)
    settings = SETTINGS | wrong
    for act in (
        create_clock,
        lambda a, **s: update_clock(a, clock_id=company.shop, change=ClockSettings(**s)),
    ):
        with pytest.raises(Invalid) as refused:
            act(company.edda.actor, **settings)  # type: ignore[operator]
        assert refused.value.code == code
    assert last_setting(company) == before


def test_a_change_keeps_before_and_after(company: Company) -> None:
    update_clock(
        company.edda.actor,
        clock_id=company.shop,
        change=ClockSettings(
            name="Store",
            zone="UTC",
            job_required=True,
            limit_minutes=600,
            break_limit_minutes=480,
        ),
    )
    entry = last_setting(company)
    assert entry.kind == "clock.changed"
    moment = "2026-03-02T06:00:00Z"
    moments = {"created": moment, "archived": None}
    former = {"job_required_since": None, "until": moment}
    assert entry.before == {"clock": company.shop, **SETTINGS, **moments, **former}
    assert entry.after == {
        "clock": company.shop,
        "name": "Store",
        "zone": "UTC",
        "job_required": True,
        "job_required_since": moment,
        "limit_minutes": 600,
        "closes_forgotten": False,
        "break_limit_minutes": 480,
        **moments,
    }


def test_a_job_is_wanted_from_when_it_was_turned_on(company: Company, watch: Watch) -> None:
    def since(clock_id: int) -> datetime | None:
        found = clock(company.workspace_id, clock_id)
        assert found is not None
        return found.job_required_since

    def ask(required: bool) -> datetime | None:
        update_clock(
            company.edda.actor,
            clock_id=company.shop,
            change=ClockSettings(job_required=required),
        )
        return since(company.shop)

    assert since(company.shop) is None
    opened = since(company.site)
    assert opened is not None
    turned_on = watch.later(minutes=5)
    assert ask(True) == turned_on
    watch.later(minutes=5)
    assert ask(True) == turned_on
    assert ask(False) is None
    assert ask(True) == watch.now
    assert since(company.site) == opened


def test_how_forgotten_shifts_end_stays_unless_it_is_given(company: Company) -> None:
    edda = company.edda.actor
    update_clock(
        edda,
        clock_id=company.shop,
        change=ClockSettings(**SETTINGS | {"closes_forgotten": True}),
    )  # type: ignore[arg-type]
    given = {name: v for name, v in SETTINGS.items() if name != "closes_forgotten"}
    update_clock(edda, clock_id=company.shop, change=ClockSettings(**given | {"name": "Store"}))  # type: ignore[arg-type]
    found = clock(company.workspace_id, company.shop)
    assert found is not None
    assert (found.name, found.closes_forgotten) == ("Store", True)


def test_another_zone_counts_from_now_on_and_moves_no_earlier_day(
    company: Company, watch: Watch
) -> None:
    moved = watch.at("12:00")
    edda = company.edda.actor
    update_clock(
        edda, clock_id=company.shop, change=ClockSettings(**SETTINGS | {"zone": "Asia/Tokyo"})
    )  # type: ignore[arg-type]
    watch.at("13:00")
    update_clock(edda, clock_id=company.shop, change=ClockSettings(**SETTINGS | {"zone": "UTC"}))  # type: ignore[arg-type]
    with reading() as connection:
        zones = read_zones(connection, company.workspace_id)
    told = [zones.at(company.shop, moved + timedelta(minutes=by)) for by in (-1, 0, 59, 60)]
    assert told == ["Europe/Berlin", "Asia/Tokyo", "Asia/Tokyo", "UTC"]


def test_a_zone_that_would_put_today_on_a_closed_day_is_refused(
    company: Company, watch: Watch
) -> None:
    """At 06:00 UTC it is still yesterday in Honolulu, and yesterday is closed."""
    now = watch.at("06:00")
    closed = {"first_day": date(2026, 2, 23), "after_day": date(2026, 3, 2)}
    db.session.add(ClosedPeriod(workspace_id=company.workspace_id, **closed, closed_at=now))
    db.session.commit()
    honolulu = SETTINGS | {"zone": "Pacific/Honolulu"}
    with pytest.raises(Conflict) as refused:
        update_clock(company.edda.actor, clock_id=company.shop, change=ClockSettings(**honolulu))  # type: ignore[arg-type]
    assert refused.value.code == "period_closed"
    update_clock(
        company.edda.actor,
        clock_id=company.shop,
        change=ClockSettings(**SETTINGS | {"zone": "Asia/Tokyo"}),
    )  # type: ignore[arg-type]


def test_a_clock_whose_today_is_a_closed_day_is_not_opened(company: Company, watch: Watch) -> None:
    """A live punch is never refused: at 02:00 UTC it would be on Sunday in New York."""
    edda = company.edda.actor
    archive_clock(edda, clock_id=company.site)
    watch.at("02:00")
    close_week(company, *LAST_WEEK)
    with pytest.raises(Conflict) as opened:
        create_clock(edda, name="Van", zone="Pacific/Honolulu")
    with pytest.raises(Conflict) as restored:
        restore_clock(edda, clock_id=company.site)
    assert (opened.value.code, restored.value.code) == ("period_closed", "period_closed")
    watch.at("06:00")  # one in the morning in New York
    restore_clock(edda, clock_id=company.site)


def test_today_goes_by_where_days_begin(company: Company, watch: Watch) -> None:
    """Where they begin at 04:00, Monday at 03:30 in London is still Sunday."""
    edda = company.edda.actor
    set_rules(company, PayRules(day_begins=240))
    watch.at("03:30")
    close_week(company, *LAST_WEEK)
    london = SETTINGS | {"zone": "Europe/London"}
    with pytest.raises(Conflict) as refused:
        update_clock(edda, clock_id=company.shop, change=ClockSettings(**london))  # type: ignore[arg-type]
    assert refused.value.code == "period_closed"
    watch.at("04:00")
    update_clock(edda, clock_id=company.shop, change=ClockSettings(**london))  # type: ignore[arg-type]


def test_the_same_again_leaves_no_trace(company: Company) -> None:
    before = last_setting(company)
    update_clock(company.edda.actor, clock_id=company.shop, change=ClockSettings(**SETTINGS))  # type: ignore[arg-type]
    restore_clock(company.edda.actor, clock_id=company.shop)
    assert last_setting(company) == before


def test_archiving_hides_and_restoring_shows(company: Company) -> None:
    archive_clock(company.edda.actor, clock_id=company.shop)
    archive_clock(company.edda.actor, clock_id=company.shop)
    assert [c.name for c in clocks(company.workspace_id)] == ["Site", "Yard"]
    everything = clocks(company.workspace_id, include_archived=True)
    assert [c.name for c in everything] == ["Shop", "Site", "Yard"]
    restore_clock(company.edda.actor, clock_id=company.shop)
    assert len(clocks(company.workspace_id)) == 3


class TestKindsOfBreak:
    def test_one_more_is_offered_and_taken_away(self, company: Company) -> None:
        kind_id = add_break_kind(
            company.edda.actor, clock_id=company.yard, name="Smoke", paid=True, minutes=5
        )
        offered = break_kinds(company.workspace_id, company.yard)
        assert [k.name for k in offered] == ["Break", "Smoke"]
        archive_break_kind(company.edda.actor, kind_id=kind_id)
        assert [k.name for k in break_kinds(company.workspace_id, company.yard)] == ["Break"]
        kept = break_kind(company.workspace_id, kind_id)
        assert kept is not None
        assert kept.archived_at is not None

    @pytest.mark.databases("sqlite")
    @pytest.mark.parametrize("minutes", [0, -1, 481, 10**30])
    def test_the_planned_length_has_bounds(self, company: Company, minutes: int) -> None:
        with pytest.raises(Invalid) as refused:
            add_break_kind(
                company.edda.actor, clock_id=company.shop, name="x", paid=False, minutes=minutes
            )
        assert (refused.value.code, refused.value.field) == ("invalid_minutes", "minutes")

    def test_a_change_keeps_before_and_after(self, company: Company) -> None:
        update_break_kind(
            company.edda.actor, kind_id=company.lunch, name="Dinner", paid=True, minutes=None
        )
        entry = last_setting(company)
        assert entry.before is not None
        assert entry.after is not None
        assert (entry.before["name"], entry.after["name"]) == ("Lunch", "Dinner")
        assert (entry.before["minutes"], entry.after["minutes"]) == (30, None)


Act = Callable[[Actor, Company], object]
ACTS: dict[str, Act] = {
    "update": lambda a, c: update_clock(
        a, clock_id=c.shop, change=ClockSettings(**SETTINGS | {"name": "x"})
    ),  # type: ignore[arg-type]
    "archive": lambda a, c: archive_clock(a, clock_id=c.shop),
    "restore": lambda a, c: restore_clock(a, clock_id=c.shop),
    "add a kind": lambda a, c: add_break_kind(a, clock_id=c.shop, name="x", paid=False),
    "change a kind": lambda a, c: update_break_kind(
        a, kind_id=c.lunch, name="x", paid=False, minutes=None
    ),
    "archive a kind": lambda a, c: archive_break_kind(a, kind_id=c.lunch),
}


@pytest.mark.databases("sqlite")
@pytest.mark.parametrize("act", ACTS)
def test_only_executive_managers_and_owners_decide(company: Company, act: str) -> None:
    before = last_setting(company)
    for person in (company.eli, company.maya):
        with pytest.raises(NotAllowed):
            ACTS[act](person.actor, company)
    with pytest.raises(NotAllowed):
        create_clock(company.maya.actor, name="x", zone="UTC")
    assert last_setting(company) == before


@pytest.mark.parametrize("act", ACTS)
def test_another_companys_clocks_do_not_exist(company: Company, act: str) -> None:
    with pytest.raises(NotFound) as refused:
        ACTS[act](company.nora.actor, company)
    assert refused.value.code in {"clock_not_found", "break_kind_not_found"}
    assert clock(company.nora.workspace_id, company.shop) is None
    assert break_kind(company.nora.workspace_id, company.lunch) is None
