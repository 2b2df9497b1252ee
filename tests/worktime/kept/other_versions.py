"""Another version of the product or of the tz database, for as long as a test looks at it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo, reset_tzpath

import pytest

from timeclock import timekeeping
from timeclock.worktime.kept import versions


@contextmanager
def newer_tz(folder: Path, name: str, like: str) -> Iterator[None]:
    """A release of the tz database in which the zone `name` has the clocks of another one."""
    place = folder / name
    place.parent.mkdir(parents=True, exist_ok=True)
    with resources.as_file(resources.files("tzdata").joinpath("zoneinfo", like)) as source:
        shutil.copy(source, place)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "tz_version", lambda: "2027.1")
        reset_tzpath((str(folder),))
        _forget()
        try:
            yield
        finally:
            reset_tzpath(())
            _forget()


@contextmanager
def other_arithmetic() -> Iterator[None]:
    """A version of the product whose code is another one."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "arithmetic_version", lambda: "another")
        yield


def _forget() -> None:
    ZoneInfo.clear_cache()
    timekeeping.zone.cache_clear()
    timekeeping._first_instant.cache_clear()
