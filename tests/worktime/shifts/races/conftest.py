"""Races run in the time of the machine: threads do not see one that a test has moved."""

import pytest

from tests.fixtures.company import Company, Watch
from timeclock.operations.verifying.checking import verify


@pytest.fixture
def bakery(company: Company, watch: Watch) -> Company:
    watch.stop()
    return company


def assert_whole(company: Company) -> None:
    """The ledger holds, and every shift in the tables is a legal run of the clock."""
    assert verify(company.workspace_id).problems == ()
