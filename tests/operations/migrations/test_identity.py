"""From accounts before addresses had a key: none is lost, and each signs in as before."""

from flask import Flask
from sqlalchemy import select, text

from tests.operations.migrations.conftest import upgrade_to
from timeclock.company.people.accounts import account_of, read_address
from timeclock.company.people.models import Account
from timeclock.operations.upgrading import upgrade
from timeclock.storage.transactions import db, transaction

ADDRESSES = {
    1: "ｅli@bakery.example",
    2: "eli@bakery.example",
    3: "maya@bakery.example",
    4: "ﬁnn@bakery.example",
    5: "ﬁｎn@bakery.example",
}
KEYS = ADDRESSES | {4: "finn@bakery.example"}


def test_accounts_with_one_address_in_several_forms_stay_and_keep_their_own(bare: Flask) -> None:
    upgrade_to("0007")
    with db.engine.begin() as connection:
        for number, email in ADDRESSES.items():
            connection.execute(
                text(
                    "INSERT INTO account (id, email, name, created_at)"
                    " VALUES (:id, :email, 'x', '2026-01-01')"
                ),
                {"id": number, "email": email},
            )
    upgrade()
    kept = transaction(lambda tx: tx.session.scalars(select(Account)).all())()
    assert {each.id: each.email_key for each in kept} == KEYS
    assert {each.id: each.email for each in kept} == ADDRESSES
    found = {
        number: transaction(lambda tx, e=email: account_of(tx.session, read_address(e)))()
        for number, email in ADDRESSES.items()
    }
    assert {number: each.id for number, each in found.items() if each} == {n: n for n in ADDRESSES}
    new_form = transaction(lambda tx: account_of(tx.session, read_address("FINN@bakery.example")))()
    assert new_form is not None
    assert new_form.id == 4
