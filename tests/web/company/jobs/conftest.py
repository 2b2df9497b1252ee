"""Edda, who looks after the jobs, and the jobs by their names."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.fixtures.cast import Browser, Cast, CastMember
from timeclock.company.jobs.models import Job
from timeclock.company.jobs.queries import jobs


@pytest.fixture
def edda(cast: Cast, browser_of: Callable[[CastMember], Browser]) -> Browser:
    return browser_of(cast.edda)


@pytest.fixture
def job_named(app: Flask, cast: Cast) -> Callable[[str], Job]:
    """Looks a job of the company up; archived ones too."""

    def look_up(name: str) -> Job:
        with app.app_context():
            found = [
                job for job in jobs(cast.workspace_id, include_archived=True) if job.name == name
            ]
        assert len(found) == 1, f"{len(found)} jobs are called {name}"
        return found[0]

    return look_up
