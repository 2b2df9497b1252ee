"""A database with nothing in it, and the least application that can migrate it."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic import command
from alembic.config import Config
from flask import Flask
from sqlalchemy.engine import make_url

from tests.fixtures.postgres import PostgresCluster
from timeclock.operations.upgrading import FOLDER
from timeclock.storage.connecting import engine_options, prepare
from timeclock.storage.transactions import db


@pytest.fixture(params=["sqlite", "postgresql"])
def empty_url(request: pytest.FixtureRequest) -> Iterator[str]:
    if request.param == "sqlite":
        folder: Path = request.getfixturevalue("sqlite_folder")
        yield f"sqlite:///{folder / 'timeclock.sqlite3'}"
        return
    cluster: PostgresCluster = request.getfixturevalue("postgres")
    name = f"empty_{secrets.token_hex(6)}"
    yield cluster.create(name)
    cluster.drop(name)


def upgrade_to(revision: str) -> None:
    """Make the tables of an earlier version in the present application's database."""
    config = Config(attributes={"engine": db.engine})
    config.set_main_option("script_location", str(FOLDER))
    command.upgrade(config, revision)


@contextmanager
def bare_app(url: str) -> Iterator[Flask]:
    """An application with a database and no doors; its connections are closed behind it."""
    app = Flask("bare")
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(make_url(url))
    db.init_app(app)
    prepare(app)
    with app.app_context():
        try:
            yield app
        finally:
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def bare(empty_url: str) -> Iterator[Flask]:
    with bare_app(empty_url) as app:
        yield app
