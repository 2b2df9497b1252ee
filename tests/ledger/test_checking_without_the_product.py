"""Anyone can check a chain with Python's standard library and the design's page alone."""

import hashlib
import hmac
import json
import sqlite3
from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.company import Company
from timeclock.worktime.shifts.details import ShiftDetails
from timeclock.worktime.shifts.punching import clock_in, clock_out, pause
from timeclock.worktime.shifts.undoing import undo


@pytest.mark.databases("sqlite")
def test_every_chain_holds_by_the_page_of_the_design(company_app: Flask, company: Company) -> None:
    clock_in(
        company.eli.actor, clock_id=company.shop, details=ShiftDetails(note="Brötchen 🥐 \x7f")
    )
    pause(company.eli.actor)
    undo(company.eli.actor)
    clock_out(company.eli.actor, note="“Home”")
    path = company_app.config["SQLALCHEMY_DATABASE_URI"].removeprefix("sqlite:///")
    assert check(Path(path), company.workspace_id) > 20


def check(path: Path, workspace: int) -> int:
    """How many entries hold; nothing of the product is used from here on."""
    connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    rows = connection.execute(
        "SELECT e.chain_id, e.position, e.body, e.link, c.pseudonym, p.salt, p.content"
        " FROM entry e JOIN chain c ON c.workspace_id = e.workspace_id AND c.id = e.chain_id"
        " LEFT JOIN entry_payload p ON p.workspace_id = e.workspace_id"
        " AND p.chain_id = e.chain_id AND p.position = e.position"
        " WHERE e.workspace_id = ? ORDER BY e.chain_id, e.position",
        (workspace,),
    ).fetchall()
    heads: dict[int, bytes] = {}
    last: dict[int, int] = {}
    for chain, position, body, link, pseudonym, salt, content in rows:
        entry = json.loads(body)
        again = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        assert again == body
        assert (entry["v"], entry["workspace"], entry["chain"]) == (1, workspace, pseudonym)
        assert entry["position"] == position == last.get(chain, 0) + 1
        leaf = hashlib.sha256(b"\x00" + body.encode()).digest()
        head = hashlib.sha256(b"\x02" + heads.get(chain, bytes(32)) + leaf).digest()
        assert head == link
        assert (entry["payload"] is None) == (content is None)
        if content is not None:
            assert hmac.digest(salt, content.encode(), "sha256").hex() == entry["payload"]
        heads[chain], last[chain] = head, position
    written = connection.execute(
        "SELECT id, position FROM chain WHERE workspace_id = ? AND position > 0", (workspace,)
    ).fetchall()
    connection.close()
    assert dict(written) == last
    return len(rows)
