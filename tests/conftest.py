"""What every test shares: the fixtures of tests/fixtures, options, and how hard to search."""

import gc
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import seed, settings

FIXTURES = Path(__file__).parent / "fixtures"

# What takes longest, so that no process begins it when the other one has nothing left to take.
FIRST = (
    "wire/openapi/test_every_kind_of_request.py",
    "wire/test_nonsense.py",
    "wire/test_retry_storm.py",
    "worktime/corrections/test_any_corrections.py",
    "cli/test_script.py",
    "outgoing/exports/test_memory.py",
    "architecture/test_nonsense.py",
    "start/test_serving.py",
)

# They import one another, so all of them have to be known before the first is loaded.
pytest.register_assert_rewrite("tests.fixtures")
# Each file there is about one noun; a new one is picked up by being there.
pytest_plugins = [f"tests.fixtures.{path.stem}" for path in sorted(FIXTURES.glob("*.py"))]

settings.register_profile("quick", deadline=None, max_examples=50, derandomize=True)
settings.register_profile("thorough", deadline=None, max_examples=2000)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--thorough", action="store_true", help="search longer and repeat faults more often"
    )
    parser.addoption(
        "--day",
        type=date.fromisoformat,
        default=datetime.now(UTC).date(),
        help="choose the hostile input of that day (2026-03-02) instead of today's",
    )


def pytest_report_header(config: pytest.Config) -> str:
    return f"hostile input: repeat it with --day {config.getoption('--day')}"


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "hostile: what is searched for changes with --day")
    config.addinivalue_line(
        "markers", "repetition: its neighbour finds the same faults; it runs with --thorough"
    )
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """The longest first, and everything else in the order that pytest has found for it."""
    if not config.getoption("--thorough"):
        repetitions = [item for item in items if item.get_closest_marker("repetition")]
        config.hook.pytest_deselected(items=repetitions)
        items[:] = [item for item in items if not item.get_closest_marker("repetition")]
    for item in items:
        if isinstance(item, pytest.Function) and item.get_closest_marker("hostile"):
            seed(config.getoption("--day").toordinal())(item.obj)
    first = {Path(__file__).parent / name for name in FIRST}
    items.sort(key=lambda item: item.path not in first)


def pytest_collection_finish() -> None:
    """Do not look through what is there until the end again and again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


@pytest.fixture(scope="session")
def thorough(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--thorough"))


@pytest.fixture(scope="session")
def day_number(pytestconfig: pytest.Config) -> int:
    """A number that is one more each day, to begin hostile input elsewhere."""
    day: date = pytestconfig.getoption("--day")
    return day.toordinal()
