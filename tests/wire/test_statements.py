"""How many SQL statements a punch of a script costs, whatever is in the past."""

from tests.fixtures.scripts import Bakery, Script
from tests.fixtures.statements import Counting
from tests.fixtures.stored_objects import StoredObjects


def test_a_punch_of_ones_own(script: Script, bakery: Bakery, counting: Counting) -> None:
    """Key, lock, situation, shift, entry; awork's answer also says who began and who changed it."""
    clock = f"/time-clock/v1/time-clocks/{bakery.shop}"
    headers = {"X-API-KEY": bakery.eli.key, "Authorization": f"Bearer {bakery.eli.key}"}
    body = {"userId": bakery.eli.user_id}
    script.send("POST", f"{clock}/clock-out", body, headers)  # notes the key's use for a minute
    costs = {}
    for name, path in (
        ("in", f"{clock}/clock-in"),
        ("pause", "/api/v1/me/timetracking/pause"),
        ("resume", "/api/v1/me/timetracking/resume"),
        ("out", f"{clock}/clock-out"),
    ):
        with counting() as statements:
            answer = script.send("POST", path, body, headers)
        assert answer.status_code == 200, answer.text
        costs[name] = len(statements)
    assert costs == {"in": 5, "pause": 9, "resume": 9, "out": 5}


def test_ending_a_break_with_the_shift(script: Script, bakery: Bakery, counting: Counting) -> None:
    headers = {"Authorization": f"Bearer {bakery.eli.key}"}
    for verb in ("clock-in", "pause"):
        assert script.send("POST", f"/api/timeclock/v1/{verb}", {}, headers).status_code == 200
    with counting() as statements:
        answer = script.send("POST", "/api/timeclock/v1/clock-out", {}, headers)
    assert answer.status_code == 200
    assert len(statements) == 6


def test_a_page_of_aworks_entries(
    script: Script, bakery: Bakery, stored: StoredObjects, counting: Counting
) -> None:
    """As many for any number of entries: actors and names are read for the whole page."""
    headers = {"Authorization": f"Bearer {bakery.maya.key}"}
    eli = {"Authorization": f"Bearer {bakery.eli.key}"}
    costs = []
    script.send("GET", "/api/v1/me", None, headers)  # notes the key's use for a minute
    for _ in range(3):
        with counting() as statements:
            answer = script.send("GET", "/api/v1/timeentries", None, headers)
        assert answer.status_code == 200
        costs.append((answer.headers["aw-items"], len(statements)))
        for verb in ("clock-in", "pause", "clock-out"):
            assert script.send("POST", f"/api/timeclock/v1/{verb}", {}, eli).status_code == 200
    assert costs == [("1", 9), ("2", 9), ("3", 9)]
