"""Moments in the database: aware, UTC, and the same on both."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import select, text
from sqlalchemy.exc import StatementError

from tests.fixtures.company import Company
from timeclock.company.people.models import Link
from timeclock.storage.transactions import db

MOMENT = datetime(2026, 10, 25, 0, 30, 0, 123456, tzinfo=UTC)


def kept(moment: datetime, name: str) -> Link:
    token = name.encode()
    link = Link(token_hash=token, purpose=name, created_at=moment, expires_at=moment)
    db.session.add(link)
    db.session.flush()
    db.session.expire_all()
    return db.session.scalars(select(Link).where(Link.token_hash == token)).one()


def test_a_moment_comes_back_aware_and_in_utc(company: Company) -> None:
    there = kept(MOMENT.astimezone(timezone(timedelta(hours=2))), "a").created_at
    assert there == MOMENT
    assert there.tzinfo is UTC
    db.session.rollback()


def test_a_naive_moment_is_refused(company: Company) -> None:
    with pytest.raises(StatementError, match="a moment without a zone"):
        kept(MOMENT.replace(tzinfo=None), "b")
    db.session.rollback()


@pytest.mark.databases("sqlite")
def test_the_same_moment_is_the_same_text_so_that_it_sorts(company: Company) -> None:
    for name, zone in (("c", UTC), ("d", timezone(timedelta(hours=-9)))):
        kept(MOMENT.astimezone(zone), name)
    texts = db.session.scalars(
        text("SELECT created_at FROM link WHERE purpose IN ('c', 'd')")
    ).all()
    assert set(texts) == {"2026-10-25 00:30:00.123456"}
    db.session.rollback()


def test_moments_compare_in_the_database(company: Company) -> None:
    kept(MOMENT, "e")
    earlier = MOMENT.astimezone(timezone(timedelta(hours=14))) - timedelta(microseconds=1)
    query = select(Link.purpose).where(Link.created_at > earlier, Link.purpose == "e")
    assert db.session.scalar(query) == "e"
    db.session.rollback()
