"""What every test shares: the fixtures of tests/fixtures, options, and how hard to search."""

import gc
from pathlib import Path

import pytest
from hypothesis import settings

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


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first, and everything else in the order that pytest has found for it."""
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
