"""What a punch is measured against: a Flask route that inserts one row, on the same database.

It waits its turn for SQLite as the product does: without that, sixteen writers are a lottery.
"""

import os
from pathlib import Path

from flask import Flask
from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    create_engine,
    func,
    insert,
)
from sqlalchemy.engine import make_url

from timeclock.storage.connecting import engine_options, prepare
from timeclock.storage.transactions import Transaction, db, transaction

metadata = MetaData()
row = Table(
    "bare",
    metadata,
    Column("id", BigInteger().with_variant(Integer, "sqlite"), primary_key=True),
    Column("who", String(20)),
    Column("at", DateTime(timezone=True), server_default=func.now()),
)
_INSERT = insert(row)


@transaction
def insert_row(tx: Transaction) -> None:
    """The one row."""
    tx.connection.execute(_INSERT, {"who": "somebody"})


def make_table(url: str) -> None:
    """Once, before several workers start."""
    engine = create_engine(url)
    metadata.create_all(engine)
    engine.dispose()


def create() -> Flask:
    """The bare app."""
    url = os.environ["TIMECLOCK_DATABASE_URL"]
    bare = Flask(Path(__file__).stem)
    bare.config["SQLALCHEMY_DATABASE_URI"] = url
    bare.config["SQLALCHEMY_ENGINE_OPTIONS"] = engine_options(make_url(url))
    db.init_app(bare)
    prepare(bare)

    @bare.post("/punch/clock-in")
    def punch() -> str:
        insert_row()
        return "ok"

    @bare.get("/healthz")
    def health() -> str:
        return "ok"

    return bare


app = create() if "TIMECLOCK_DATABASE_URL" in os.environ else None
