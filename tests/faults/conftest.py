"""Faults are produced on loopback; every one ends by itself and only what the test started."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.faults.crew import Crew, hire_crew
from tests.fixtures.lending import Lender


@pytest.fixture
def sqlite_folder(tmp_path: Path) -> Path:
    """On the disk, as a server's own."""
    return tmp_path


@pytest.fixture
def lender() -> Lender:
    """What went through a fault serves no other test."""
    return Lender()


@pytest.fixture
def crew(app: Flask) -> Iterator[Crew]:
    """Two companies of three people, ready to be sent to a server."""
    crew = hire_crew(app)
    yield crew
    for person in crew.people:
        person.hang_up()
