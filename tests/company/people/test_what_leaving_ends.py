"""What leaving and a new password end: act by way in by channel."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from flask import Flask

from tests.fixtures.cast import PASSWORD, Browser, Cast, CastMember, form_token, person
from timeclock.authority.actor import Actor, Door, Role, Scope
from timeclock.company.api_keys.queries import keys
from timeclock.company.api_keys.service import authenticate, issue_key
from timeclock.company.people.invitations import accept_invitation, invite
from timeclock.company.people.links import LinkUse, find_link
from timeclock.company.people.membership import add_member, reactivate
from timeclock.company.people.password_resets import issue_reset, reset_password
from timeclock.company.people.queries import member
from timeclock.company.people.sessions import find_visitor, open_session
from timeclock.errors import ProductError
from timeclock.ledger.queries import entries, workspace_chain_id
from timeclock.worktime.shifts.leaving import deactivate_member

CHANNELS = ("page", "api", "terminal")
NEW = "a brand new oven"


@dataclass
class Office:
    """Olive decides about someone, through one of the channels."""

    app: Flask
    olive: Browser
    key: str
    channel: str

    def decide(self, verb: str, about: CastMember, **said: object) -> int:
        """The status of the answer; for the terminal its exit code."""
        if self.channel == "page":
            return self.olive.post(f"/admin/people/{about.member_id}/{verb}", **said).status_code
        if self.channel == "api":
            path = f"/api/timeclock/v1/members/{about.account_id}/{verb}"
            header = {"Authorization": f"Bearer {self.key}"}
            return self.app.test_client().post(path, json=said, headers=header).status_code
        words = ["members", "set-role" if verb == "role" else verb, "--workspace", "1"]
        words += ["--email", about.email] + [f"--{name}={text}" for name, text in said.items()]
        return self.app.test_cli_runner().invoke(args=words).exit_code


@pytest.fixture(params=CHANNELS)
def office(
    request: pytest.FixtureRequest,
    app: Flask,
    cast: Cast,
    browser_of: Callable[[CastMember], Browser],
) -> Office:
    with app.app_context():
        key = issue(cast, cast.olive, Scope.ADMIN)
    return Office(app, browser_of(cast.olive), key, request.param)


def issue(cast: Cast, who: CastMember, scope: Scope) -> str:
    operator = Actor.operator(cast.workspace_id)
    return issue_key(operator, member_id=who.member_id, name="Robot", scope=scope).key


def invited(cast: Cast) -> CastMember:
    """Ida, who has not accepted her invitation."""
    added = add_member(cast.olive.actor, email=f"ida@{cast.workspace_id}.example", name="Ida")
    return person(cast.workspace_id, added.member_id)


@dataclass
class WayIn:
    """How someone gets in: it is made, and it works or it does not."""

    made: Callable[[Cast], tuple[CastMember, str]]
    works: Callable[[str], bool]


def link_works(token: str, purpose: LinkUse) -> bool:
    use = accept_invitation if purpose is LinkUse.INVITATION else reset_password
    if find_link(token) is None:
        with pytest.raises(ProductError):
            use(token, password=NEW)
        return False
    return True


WAYS_IN = {
    "session": WayIn(
        lambda cast: (cast.eli, open_session(cast.eli.account_id, "")),
        lambda token: find_visitor(token) is not None,
    ),
    "session without a company": WayIn(
        lambda cast: (cast.eli, session_without_a_company(cast)),
        lambda token: find_visitor(token) is not None,
    ),
    "key": WayIn(
        lambda cast: (cast.eli, issue(cast, cast.eli, Scope.ADMIN)),
        lambda key: authenticate(key, Door.NATIVE) is not None,
    ),
    "key of an invited person": WayIn(
        lambda cast: (ida := invited(cast), issue(cast, ida, Scope.READ)),
        lambda key: authenticate(key, Door.NATIVE) is not None,
    ),
    "invitation": WayIn(
        lambda cast: (ida := invited(cast), invite(cast.olive.actor, member_id=ida.member_id)),
        lambda token: link_works(token, LinkUse.INVITATION),
    ),
    "the operator's invitation": WayIn(
        lambda cast: (
            ida := invited(cast),
            invite(Actor.operator(cast.workspace_id), member_id=ida.member_id),
        ),
        lambda token: link_works(token, LinkUse.INVITATION),
    ),
    "reset link": WayIn(
        lambda cast: (cast.eli, issue_reset(cast.olive.actor, member_id=cast.eli.member_id)),
        lambda token: link_works(token, LinkUse.RESET),
    ),
}


def session_without_a_company(cast: Cast) -> str:
    """Eli is in two companies, so none is chosen when he signs in."""
    operator = Actor.operator(cast.other_workspace_id)
    add_member(operator, email=cast.eli.email, name="Eli")
    return open_session(cast.eli.account_id, "")


@pytest.mark.parametrize("way_in", WAYS_IN.values(), ids=WAYS_IN)
def test_leaving_ends_it_and_coming_back_revives_nothing(
    app: Flask, cast: Cast, office: Office, way_in: WayIn
) -> None:
    with app.app_context():
        who, secret = way_in.made(cast)
        assert way_in.works(secret)
    done = 303 if office.channel == "page" else 200 if office.channel == "api" else 0
    assert office.decide("deactivate", who) == done
    with app.app_context():
        assert not way_in.works(secret)
    assert office.decide("reactivate", who) == done
    with app.app_context():
        assert not way_in.works(secret)
        found = member(cast.workspace_id, who.member_id)
        assert found is not None
        assert found.is_active
        fresh = issue(cast, who, Scope.READ)
        assert authenticate(fresh, Door.NATIVE) is not None


def test_a_session_in_another_company_goes_on_there(app: Flask, cast: Cast) -> None:
    with app.app_context():
        session_without_a_company(cast)
        there = open_session(cast.eli.account_id, "", cast.other_workspace_id)
        deactivate_member(cast.olive.actor, member_id=cast.eli.member_id)
        visitor = find_visitor(there)
        assert visitor is not None
        assert visitor.workspace_id == cast.other_workspace_id


def test_who_has_left_gets_no_link_that_would_work_later(app: Flask, cast: Cast) -> None:
    with app.app_context():
        ida = invited(cast)
        for who in (ida, cast.eli):
            deactivate_member(cast.olive.actor, member_id=who.member_id)
        for make, who in ((invite, ida), (issue_reset, cast.eli)):
            with pytest.raises(ProductError) as refused:
                make(cast.olive.actor, member_id=who.member_id)
            assert refused.value.code == "deactivated"


def test_each_key_that_ends_has_an_entry(app: Flask, cast: Cast) -> None:
    with app.app_context():
        for scope in (Scope.READ, Scope.PUNCH):
            issue(cast, cast.eli, scope)
        deactivate_member(cast.olive.actor, member_id=cast.eli.member_id)
        reactivate(cast.olive.actor, member_id=cast.eli.member_id)
        chain = workspace_chain_id(cast.workspace_id)
        assert chain is not None
        kinds = [entry.kind for entry in entries(cast.workspace_id, chain)]
        assert kinds.count("key.revoked") == 2


PROMOTIONS = {"asked": None, "keep": False, "revoke": True}


@pytest.mark.parametrize("answer", PROMOTIONS)
def test_a_promotion_asks_about_keys(app: Flask, cast: Cast, office: Office, answer: str) -> None:
    with app.app_context():
        key = issue(cast, cast.eli, Scope.ADMIN)
    said: dict[str, object] = {"role": "manager"}
    if office.channel == "page" and answer != "asked":
        said["keys"] = answer
    if office.channel == "api" and answer != "asked":
        said["revoke_keys"] = PROMOTIONS[answer]
    if office.channel == "terminal" and answer != "asked":
        who = f"--email={cast.eli.email}"
        words = ["members", "set-role", "--workspace=1", who, "--role=manager", f"--{answer}-keys"]
        result = app.test_cli_runner().invoke(args=words)
        status = result.exit_code
    else:
        status = office.decide("role", cast.eli, **said)
    done, asks = {"page": (303, 200), "api": (200, 409), "terminal": (0, 1)}[office.channel]
    assert status == (asks if answer == "asked" else done)
    with app.app_context():
        found = member(cast.workspace_id, cast.eli.member_id)
        assert found is not None
        assert found.role is (Role.EMPLOYEE if answer == "asked" else Role.MANAGER)
        assert (authenticate(key, Door.NATIVE) is None) == (answer == "revoke")


def test_a_lower_role_and_a_person_without_keys_need_no_answer(
    app: Flask, cast: Cast, office: Office
) -> None:
    done = {"page": 303, "api": 200, "terminal": 0}[office.channel]
    assert office.decide("role", cast.eli, role="manager") == done
    with app.app_context():
        issue(cast, cast.eli, Scope.ADMIN)
    assert office.decide("role", cast.eli, role="employee") == done


def test_the_page_names_the_keys_before_a_promotion(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser]
) -> None:
    with app.app_context():
        key = issue(cast, cast.eli, Scope.ADMIN)
    page = browser_of(cast.olive).post(
        f"/admin/people/{cast.eli.member_id}/role", role="executive_manager"
    )
    for words in ("Robot", key[:10], "The role changes when you choose", "Revoke the keys"):
        assert words in page.text


@pytest.mark.parametrize("by", ["change", "reset"])
def test_a_new_password_shows_the_keys_and_offers_to_revoke_them(
    app: Flask, cast: Cast, browser_of: Callable[[CastMember], Browser], by: str
) -> None:
    with app.app_context():
        key = issue(cast, cast.eli, Scope.PUNCH)
        token = issue_reset(cast.olive.actor, member_id=cast.eli.member_id)
    if by == "change":
        eli = browser_of(cast.eli)
        answer = eli.post("/my/settings/password", current=PASSWORD, password=NEW)
    else:
        eli = Browser(app.test_client(), cast.workspace_id)
        page = eli.client.get(f"/reset/{token}").text
        answer = eli.client.post(
            f"/reset/{token}", data={"csrf_token": form_token(page), "password": NEW}
        )
    assert answer.location == "/my/keys/check"
    assert key[:10] in eli.client.get(answer.location).text
    with app.app_context():
        assert authenticate(key, Door.NATIVE) is not None
    assert eli.post("/my/keys/revoke-all").location == "/my/keys"
    with app.app_context():
        assert authenticate(key, Door.NATIVE) is None
        assert [row.revoked_at is None for row, _ in keys(cast.workspace_id)] == [False]


def test_the_terminal_names_the_keys_that_a_reset_leaves(app: Flask, cast: Cast) -> None:
    with app.app_context():
        key = issue(cast, cast.eli, Scope.PUNCH)
    words = ["members", "reset-password", "--workspace=1", f"--email={cast.eli.email}"]
    said = app.test_cli_runner().invoke(args=words).stdout.splitlines()
    assert "/reset/" in said[0]
    assert f"still works: Robot ({key[:10]}…)." in said[1]
