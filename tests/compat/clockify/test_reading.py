"""What a script asks first: who am I, and where."""

import pytest

from tests.fixtures.scripts import Bakery, Script
from timeclock.compat.ids import Kind, hex24

pytestmark = pytest.mark.databases("sqlite")


@pytest.mark.parametrize("path", ["/api/v1/user", "/v1/user", "/v1/user/"])
def test_the_owner_of_a_key(script: Script, bakery: Bakery, path: str) -> None:
    answer = script.send("GET", path, headers={"X-Api-Key": bakery.eli.read_key})
    assert answer.status_code == 200
    user = answer.json
    assert user is not None
    assert list(user) == [
        "id",
        "email",
        "name",
        "memberships",
        "profilePicture",
        "activeWorkspace",
        "defaultWorkspace",
        "settings",
        "status",
    ]
    assert user["id"] == hex24(Kind.USER, bakery.eli.user_id)
    assert user["activeWorkspace"] == hex24(Kind.WORKSPACE, bakery.workspace_id)
    assert (user["name"], user["email"]) == ("Eli Engel", "eli@1.example")
    assert user["settings"] == {
        "weekStart": "MONDAY",
        "timeZone": "Europe/Berlin",
        "timeFormat": "HOUR24",
        "dateFormat": "YYYY-MM-DD",
    }


@pytest.mark.parametrize("base", ["/api/v1", "/v1"])
def test_the_workspaces_of_a_key(script: Script, bakery: Bakery, base: str) -> None:
    answer = script.send("GET", f"{base}/workspaces", headers={"X-Api-Key": bakery.eli.read_key})
    assert answer.headers["Last-Page"] == "true"
    assert answer.json is not None
    (workspace,) = answer.json
    assert workspace["id"] == hex24(Kind.WORKSPACE, bakery.workspace_id)
    assert workspace["name"] == "Lindner Bakery"
