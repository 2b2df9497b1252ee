"""The tests that ran on one database alone are those that the rule names."""

from collections import defaultdict

import pytest

from tests.fixtures.databases import DATABASES, ON_SQLITE, REACHING, databases_of
from timeclock.config import ROOT

# What a statement, a lock or a transaction does is seen here.
ON_BOTH = (
    *("api", "architecture", "company", "faults", "ledger", "messages", "names", "operations"),
    *("outgoing", "start", "storage", "wire", "worktime"),
)


def test_every_folder_is_on_one_side_or_reaches_no_database(request: pytest.FixtureRequest) -> None:
    assert not set(ON_SQLITE) & set(ON_BOTH)
    for name in (*ON_SQLITE, *ON_BOTH):
        assert (ROOT / "tests" / name).is_dir()
    reaching = {
        item.path.relative_to(ROOT / "tests").parts[0]
        for item in request.session.items
        if isinstance(item, pytest.Function) and set(REACHING) & set(item.fixturenames)
    }
    assert reaching <= {*ON_SQLITE, *ON_BOTH}


def test_each_test_runs_on_what_its_mark_or_its_folder_says(
    request: pytest.FixtureRequest, thorough: bool
) -> None:
    seen: dict[str, set[str]] = defaultdict(set)
    for item in request.session.items:
        if not isinstance(item, pytest.Function) or not set(REACHING) & set(item.fixturenames):
            continue
        (name,) = {item.callspec.params[each] for each in REACHING if each in item.fixturenames}
        assert name in databases_of(item, thorough=thorough), item.nodeid
        folder = item.path.relative_to(ROOT / "tests").parts[0]
        if item.get_closest_marker("databases") is None:
            seen[folder].add(str(name))
    for folder, names in seen.items():
        alone = folder in ON_SQLITE and not thorough
        assert names == {"sqlite"} if alone else names <= set(DATABASES), folder
