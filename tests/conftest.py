"""What every test shares: the fixtures of tests/fixtures, options, and how hard to search."""

from pathlib import Path

import pytest
from hypothesis import settings

FIXTURES = Path(__file__).parent / "fixtures"
DATABASES = ("sqlite", "postgresql")

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
    config.addinivalue_line(
        "markers", "databases(*names): run on these only; without it on sqlite and postgresql"
    )
    settings.load_profile("thorough" if config.getoption("--thorough") else "quick")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that reaches a database runs once on each, unless it is marked otherwise."""
    if "database_url" in metafunc.fixturenames:
        mark = metafunc.definition.get_closest_marker("databases")
        metafunc.parametrize("database_url", mark.args if mark else DATABASES, indirect=True)


@pytest.fixture(scope="session")
def thorough(pytestconfig: pytest.Config) -> bool:
    return bool(pytestconfig.getoption("--thorough"))
