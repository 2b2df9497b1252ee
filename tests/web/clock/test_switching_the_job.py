"""The job can be changed, and a note kept, without clocking out."""

import pytest
from flask import Flask

from tests.fixtures.at_the_clock import AtTheClock, part, words
from tests.fixtures.cast import Cast
from tests.fixtures.company import Watch
from timeclock.authority.actor import Actor
from timeclock.company.jobs.service import add_job

pytestmark = pytest.mark.databases("sqlite")


@pytest.fixture
def baking(app: Flask, cast: Cast) -> int:
    with app.app_context():
        return add_job(Actor.operator(cast.workspace_id), name="Baking")


def test_time_goes_on_under_the_new_job(
    eli: AtTheClock, watch: Watch, cast: Cast, baking: int
) -> None:
    eli.press("clock-in", job=cast.job)
    watch.at("09:00")
    answer = eli.press("switch-job", job=baking)
    assert "Job changed to Baking Undo, 60 s" in words(answer.text)
    watch.at("10:00")
    shown = part(eli.page(), "today")
    assert "08:00 to 10:00 Counter 2 h 00 min 10:00 to now Baking 1 h 00 min" in shown


def test_a_note_alone_changes_no_job(eli: AtTheClock, cast: Cast) -> None:
    eli.press("clock-in", job=cast.job)
    answer = eli.press("switch-job", job=cast.job, note="Van 2 <i>")
    assert "Note saved" in words(answer.text)
    assert 'value="Van 2 &lt;i&gt;"' in eli.page()


def test_saving_what_is_there_already_records_nothing(eli: AtTheClock, cast: Cast) -> None:
    eli.press("clock-in", job=cast.job, note="Van 2")
    answer = eli.press("switch-job", job=cast.job, note="Van 2")
    assert "No changes" in words(answer.text)


def test_while_off_there_is_nothing_to_switch(eli: AtTheClock, cast: Cast) -> None:
    assert "Switch job" not in eli.page()
    assert eli.press("switch-job", job=cast.job).status_code == 409
