"""The tests that ran on one database alone are those that the rule names."""

from collections import defaultdict

import pytest

from tests.fixtures.databases import (
    DATABASES,
    ON_SQLITE,
    REACHING,
    SAMPLED,
    WHOLE,
    WHOLE_FILES,
    databases_of,
    is_first,
    is_whole,
)
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


def test_the_first_test_of_each_sampled_file_runs_on_both(request: pytest.FixtureRequest) -> None:
    """Unless a word after -k leaves one of them out."""
    seen: dict[str, set[str]] = defaultdict(set)
    for item in request.session.items:
        if isinstance(item, pytest.Function) and is_first(item):
            for each in set(REACHING) & set(item.fixturenames):
                seen[item.nodeid.partition("[")[0]].add(str(item.callspec.params[each]))
    alone = {name for name, found in seen.items() if found != set(DATABASES)}
    assert not alone or request.config.getoption("keyword")


def test_the_files_and_folders_that_run_whole_are_there() -> None:
    places = [path.relative_to(ROOT / "tests") for path in (ROOT / "tests").rglob("test_*.py")]
    sampled = [place for place in places if place.parts[0] in SAMPLED]
    assert {place.name for place in sampled if is_whole(place)} >= set(WHOLE_FILES)
    assert {place.parent.as_posix() for place in sampled} >= set(WHOLE)
