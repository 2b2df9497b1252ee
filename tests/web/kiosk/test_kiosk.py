"""What people meet at a kiosk: who they are, only the valid buttons, and the next one in 5 s."""

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import words
from tests.fixtures.company import MORNING, Company, Watch
from tests.fixtures.kiosks import Tablet, hidden_value, paired
from tests.fixtures.signed_in import open_in
from timeclock.authority.actor import Source
from timeclock.company.clocks.service import ClockSettings, update_clock
from timeclock.company.kiosks import queries
from timeclock.company.kiosks.badges import issue_badge
from timeclock.company.kiosks.devices import offer_kiosk, revoke_kiosk, set_ways
from timeclock.worktime.shifts.punching import clock_in
from timeclock.worktime.shifts.queries import open_shift, shifts_between

ABOUT_THEN = (MORNING - timedelta(days=1), MORNING + timedelta(days=1))

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def elis_badge(company: Company) -> str:
    return issue_badge(company.maya.actor, member_id=company.eli.member_id, name="Badge").text


def test_a_browser_becomes_a_kiosk_with_a_code(company_app: Flask, company: Company) -> None:
    code = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door").code
    new = Tablet(company_app.test_client())
    assert "Set up a kiosk" in words(new.page().text)
    wrong = new.send("pair", code="AAAA-AAAA")
    assert wrong.status_code == 404
    assert "This code is wrong" in words(wrong.text)
    assert new.send("pair", code=code).status_code == 303
    shown = words(new.page().text)
    assert "Shop" in shown
    assert "Who are you?" in shown


def test_the_credential_is_for_the_server_alone(company_app: Flask, company: Company) -> None:
    code = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door").code
    answer = Tablet(company_app.test_client()).send("pair", code=code)
    cookie = next(each for each in answer.headers.getlist("Set-Cookie") if "-kiosk=" in each)
    assert "HttpOnly" in cookie
    assert "SameSite=Strict" in cookie


def test_a_morning_with_number_and_pin(
    tablet: Tablet, company: Company, watch: Watch, elis_pin: str
) -> None:
    who = tablet.send("number", number="17", pin=elis_pin)
    assert "Eli Off the clock" in words(who.text)
    assert "Clock out" not in words(who.text)
    begun = tablet.send("clock-in", on=who)
    assert "Clocked in at 07:00" in words(begun.text)
    assert begun.headers["Refresh"] == "5;url=/kiosk"
    shift = open_shift(company.workspace_id, company.eli.member_id)
    assert shift is not None
    assert (shift.clock_id, shift.start_source) == (company.shop, Source.KIOSK)
    watch.later(hours=3)
    rest = tablet.send("number", number="17", pin=elis_pin)
    assert "On the clock since 07:00" in words(rest.text)
    paused = tablet.send("pause", on=rest, kind=company.lunch)
    assert "Break started at 10:00" in words(paused.text)
    assert "Worked today 3 h 00 min" in words(paused.text)
    watch.later(minutes=30)
    back = tablet.send("resume", on=tablet.send("number", number="17", pin=elis_pin))
    assert "Break ended at 10:30" in words(back.text)
    watch.later(hours=4)
    out = tablet.send("clock-out", on=tablet.send("number", number="17", pin=elis_pin))
    assert "Clocked out at 14:30" in words(out.text)
    assert "Worked today 7 h 00 min" in words(out.text)
    assert open_shift(company.workspace_id, company.eli.member_id) is None


def test_a_double_press_counts_once(tablet: Tablet, company: Company, elis_badge: str) -> None:
    who = tablet.send("badge", badge=elis_badge)
    tablet.send("clock-in", on=who)
    again = tablet.send("clock-in", on=who)
    assert "Already recorded: clock in at 07:00. It counts once." in words(again.text)
    found = shifts_between(company.workspace_id, company.eli.member_id, *ABOUT_THEN)
    assert len(found) == 1


def test_undo_takes_the_punch_back(tablet: Tablet, company: Company, elis_badge: str) -> None:
    done = tablet.send("clock-in", on=tablet.send("badge", badge=elis_badge))
    position = re.search(r'name="position" value="(\d+)"', done.text)
    assert position
    undone = tablet.send("undo", on=done, position=position[1])
    assert "Undone" in words(undone.text)
    assert open_shift(company.workspace_id, company.eli.member_id) is None


def test_a_refusal_is_for_that_person_alone(tablet: Tablet, elis_pin: str) -> None:
    wrong = tablet.send("number", number="17", pin="000001")
    assert wrong.status_code == 403
    assert "The number or the PIN is wrong." in words(wrong.text)
    assert wrong.headers["Refresh"] == "5;url=/kiosk"
    assert "wrong" not in words(tablet.page().text)
    assert "Eli" in words(tablet.send("number", number="17", pin=elis_pin).text)


def test_the_buttons_of_a_minute_ago_do_nothing(
    tablet: Tablet, company: Company, watch: Watch, elis_badge: str
) -> None:
    who = tablet.send("badge", badge=elis_badge)
    watch.later(seconds=62)
    late = tablet.send("clock-in", on=who)
    assert "That took too long." in words(late.text)
    assert open_shift(company.workspace_id, company.eli.member_id) is None


def test_a_ticket_is_of_no_use_at_another_kiosk(
    tablet: Tablet, company_app: Flask, company: Company, elis_badge: str
) -> None:
    who = tablet.send("badge", badge=elis_badge)
    name = f"{company_app.config['SESSION_COOKIE_NAME']}-kiosk"
    tablet.client.set_cookie(name, paired(company, "Front door"))
    refused = tablet.send("clock-in", on=who)
    assert "That took too long." in words(refused.text)
    assert open_shift(company.workspace_id, company.eli.member_id) is None


def test_a_revoked_tablet_asks_for_a_code(
    tablet: Tablet, company: Company, elis_badge: str
) -> None:
    who = tablet.send("badge", badge=elis_badge)
    (kiosk,) = queries.kiosks(company.workspace_id, MORNING)
    revoke_kiosk(company.maya.actor, kiosk_id=kiosk.id)
    answer = tablet.send("clock-in", on=who)
    assert (answer.status_code, answer.location) == (303, "/kiosk")
    assert "Set up a kiosk" in words(tablet.page().text)
    assert open_shift(company.workspace_id, company.eli.member_id) is None


@pytest.mark.parametrize("way", ["number", "badge", "name"])
def test_the_next_person_cannot_send_the_form_of_the_last_one_again(
    tablet: Tablet, company: Company, elis_pin: str, elis_badge: str, way: str
) -> None:
    set_ways(company.maya.actor, clock_id=company.shop, badges=True, numbers=True, names=True)
    shown = tablet.page(
        f"/kiosk/name?member={company.eli.member_id}" if way == "name" else "/kiosk"
    )
    said = {
        "number": {"number": "17", "pin": elis_pin},
        "badge": {"badge": elis_badge},
        "name": {"member": company.eli.member_id, "pin": elis_pin},
    }[way]
    assert "Eli Off the clock" in words(tablet.send(way, on=shown, **said).text)
    again = tablet.send(way, on=shown, **said)
    assert (again.status_code, again.location) == (303, "/kiosk")
    assert "Eli Off the clock" in words(tablet.send(way, on=tablet.page(), **said).text)


def test_a_job_is_chosen_where_the_clock_wants_one(
    tablet: Tablet, company: Company, elis_badge: str
) -> None:
    update_clock(
        company.olive.actor, clock_id=company.shop, change=ClockSettings(job_required=True)
    )
    who = tablet.send("badge", badge=elis_badge)
    refused = tablet.send("clock-in", on=who)
    assert refused.status_code == 422
    assert "Nothing was recorded." in words(refused.text)
    done = tablet.send("clock-in", on=refused, job=company.baking)
    assert "Clocked in at 07:00" in words(done.text)
    switched = tablet.send(
        "switch-job", on=tablet.send("badge", badge=elis_badge), job=company.cleaning
    )
    assert "Job changed" in words(switched.text)


def test_a_shift_at_another_clock_goes_on_there(
    tablet: Tablet, company: Company, elis_badge: str
) -> None:
    clock_in(company.eli.actor, clock_id=company.site, job_id=company.baking)
    shown = words(tablet.send("badge", badge=elis_badge).text)
    assert "Your shift runs at Site. Clock out there or on your phone." in shown
    assert "Clock in" not in shown


def test_names_are_shown_only_where_the_clock_shows_them(
    tablet: Tablet, company: Company, elis_pin: str
) -> None:
    assert "Eli" not in words(tablet.page().text)
    hidden = tablet.page(f"/kiosk/name?member={company.eli.member_id}")
    assert (hidden.status_code, hidden.location) == (303, "/kiosk")
    set_ways(company.maya.actor, clock_id=company.shop, badges=False, numbers=False, names=True)
    shown = tablet.page()
    assert "Eli" in words(shown.text)
    assert "Otto" not in words(shown.text)
    asked = tablet.page(f"/kiosk/name?member={company.eli.member_id}")
    who = tablet.send("name", on=asked, member=company.eli.member_id, pin=elis_pin)
    assert "Eli Off the clock" in words(who.text)


def test_a_kiosk_opens_no_other_page(tablet: Tablet) -> None:
    for path in ("/", "/board", "/admin/kiosks", "/my/week"):
        answer = tablet.page(path)
        assert answer.status_code == 303
        assert "/sign-in" in answer.location


def test_the_credential_opens_nothing_but_the_kiosk(company_app: Flask, tablet: Tablet) -> None:
    """Each page answers a tablet as it answers a browser that it does not know."""
    unknown = company_app.test_client()
    plain = [
        rule.rule
        for rule in company_app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments and rule.rule != "/kiosk"
    ]
    assert len(plain) > 40
    for path in plain:
        assert tablet.page(path).status_code == unknown.get(path).status_code, path


def test_a_manager_who_pairs_a_tablet_is_signed_out_there(
    company_app: Flask, company: Company
) -> None:
    """Everyone will stand in front of that browser."""
    code = offer_kiosk(company.maya.actor, clock_id=company.shop, name="Back door").code
    client = company_app.test_client()
    open_in(client, company.maya.account_id)
    assert client.get("/board").status_code == 200
    token = hidden_value(client.get("/kiosk").text, "csrf_token")
    client.post("/kiosk/pair", data={"code": code, "csrf_token": token})
    with company_app.app_context():  # with a `g` of its own
        assert client.get("/kiosk").text.count("Who are you?") == 1
        assert client.get("/board").status_code == 303
