"""PostgreSQL goes away under the background, and comes back."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.fixtures.cast import Cast
from tests.fixtures.database import migrate
from tests.fixtures.postgres import PostgresCluster, running_cluster
from tests.operations.background.forgotten import (
    PATIENCE,
    clocked_in_at,
    closed,
    let_the_shop_close,
    wait_for,
    yesterday,
)
from timeclock.operations.background import Background
from timeclock.storage.transactions import db


@pytest.fixture
def cluster() -> Iterator[PostgresCluster]:
    """One of its own: others of this process go on with theirs."""
    with running_cluster() as cluster:
        yield cluster


@pytest.fixture
def database_url(cluster: PostgresCluster, tmp_path: Path) -> str:
    url = cluster.create("left")
    migrate(url, tmp_path)
    return url


@pytest.mark.databases("postgresql")
def test_it_goes_on_when_the_database_is_back(
    app: Flask,
    make_app: Callable[..., Flask],
    cast: Cast,
    cluster: PostgresCluster,
    caplog: pytest.LogCaptureFixture,
) -> None:
    thread = Background(make_app(), every=0.1, soon=0.1)
    with app.app_context():
        let_the_shop_close(cast)
        clocked_in_at(yesterday(), cast.eli, cast.shop)
    thread.start()
    wait_for(lambda: closed(app, cast.eli) == 1)
    cluster.kill()
    wait_for(lambda: "forgotten shifts wait for the next round" in caplog.text)
    cluster.start()
    with app.app_context():
        db.engine.dispose()  # of this eye, not of the server's
        clocked_in_at(yesterday(), cast.maya, cast.shop)
    wait_for(lambda: closed(app, cast.maya) == 1)
    assert closed(app, cast.eli) == 1
    assert thread.stop(PATIENCE)
