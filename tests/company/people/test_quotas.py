"""A company has so many open invitations and webhooks, through whichever channel."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.authority.actor import Scope
from timeclock.company.api_keys.service import issue_key
from timeclock.company.people import invitations
from timeclock.company.people.invitations import accept_invitation, invite
from timeclock.company.people.membership import add_member
from timeclock.errors import Conflict
from timeclock.outgoing.webhooks import service as webhooks

FEW = 2


@pytest.fixture
def invited(app: Flask, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> list[CastMember]:
    """As many open invitations as there may be, and one person more; two addresses are told."""
    monkeypatch.setattr(invitations, "MOST_INVITATIONS", FEW)
    monkeypatch.setattr(webhooks, "MOST", FEW)
    found = []
    with app.app_context():
        for number in range(FEW + 1):
            email = f"p{number}@1.example"
            added = add_member(cast.olive.actor, email=email, name=f"Person {number}")
            found.append(
                CastMember(
                    f"Person {number}",
                    email,
                    cast.workspace_id,
                    added.member_id,
                    added.account_id,
                    0,
                    cast.olive.actor,
                )
            )
        for who in found[:FEW]:
            invite(cast.olive.actor, member_id=who.member_id)
        for number in range(FEW):
            webhooks.add_webhook(
                cast.olive.actor, url=f"https://example.com/{number}", events=["correction.asked"]
            )
    return found


def test_one_too_many_is_refused_and_others_stay(
    app: Flask, cast: Cast, invited: list[CastMember]
) -> None:
    with app.app_context():
        with pytest.raises(Conflict) as refused:
            invite(cast.olive.actor, member_id=invited[-1].member_id)
        assert refused.value.code == "too_many"
        assert f"at most {FEW} open invitations" in refused.value.sentence
        again = invite(cast.olive.actor, member_id=invited[0].member_id)  # in place of the earlier
        accept_invitation(again, password="a brand new oven")
        assert invite(cast.olive.actor, member_id=invited[-1].member_id)


@pytest.mark.databases("sqlite")
def test_every_channel_says_so_in_words(
    app: Flask,
    cast: Cast,
    invited: list[CastMember],
    browser_of: Callable[[CastMember], Browser],
) -> None:
    last, olive = invited[-1], browser_of(cast.olive)
    page = olive.post(f"/admin/people/{last.member_id}/invitation")
    assert page.status_code == 409
    assert f"at most {FEW} open invitations" in page.text
    with app.app_context():
        issued = issue_key(
            cast.olive.actor, member_id=cast.olive.member_id, name="x", scope=Scope.ADMIN
        )
    header, client = {"Authorization": f"Bearer {issued.key}"}, app.test_client()
    base = "/api/timeclock/v1"
    said = client.post(f"{base}/members/{last.account_id}/invite", json={}, headers=header)
    assert (said.status_code, said.json["code"] if said.json else "") == (409, "too_many")
    body = {"url": "https://example.com/more"}
    said = client.post(f"{base}/webhooks", json=body, headers=header)
    assert (said.status_code, said.json["code"] if said.json else "") == (409, "too_many")
    terminal = app.test_cli_runner().invoke
    words = ["members", "invite", "--workspace=1", f"--email={last.email}"]
    result = terminal(args=words)
    assert result.exit_code == 1
    assert f"at most {FEW} open invitations" in result.stderr
    words = ["webhooks", "add", "--workspace=1", "--url=https://example.com/more"]
    result = terminal(args=words)
    assert result.exit_code == 1
    assert f"at most {FEW} webhooks" in result.stderr
