"""Faults are produced on loopback; every one ends by itself and only what the test started."""

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.faults.crew import Crew, hire_crew


@pytest.fixture
def crew(app: Flask) -> Iterator[Crew]:
    """Two companies of three people, ready to be sent to a server."""
    crew = hire_crew(app)
    yield crew
    for person in crew.people:
        person.hang_up()
