"""An app with an anchor of its own, and a database that has lost something."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from timeclock.ledger.heads import ChainHead, heads_in
from timeclock.operations.anchor.file import AnchorFile
from timeclock.operations.anchor.installed import keeper
from timeclock.operations.anchor.keeping import Keeper
from timeclock.storage.transactions import snapshot


@pytest.fixture
def own_file(app: Flask, cast: Cast, tmp_path: Path) -> None:
    """The app's anchor is in a folder of this test."""
    with app.app_context():
        keeper().file = AnchorFile(tmp_path / "clock.anchor")


@pytest.fixture
def anchor(app: Flask, own_file: None) -> Iterator[Keeper]:
    with app.app_context():
        yield keeper()


def heads() -> dict[str, ChainHead]:
    """What the database has now."""
    with snapshot() as session:
        return heads_in(session)


def anchored(anchor: Keeper) -> dict[str, ChainHead]:
    """What the file says."""
    content = anchor.file.read()
    assert content is not None
    return content.heads


def lose(anchor: Keeper, lost: dict[int, int]) -> None:
    """Make it as if the database had lost the newest entries: so many of each chain."""
    anchor.file.replace(
        [
            head._replace(position=head.position + lost[head.chain_id], link=bytes(32))
            if head.chain_id in lost
            else head
            for head in heads().values()
        ]
    )
