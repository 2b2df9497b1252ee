"""docs/integrations.md says which calls there are, as the code has them."""

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from flask import Flask

from timeclock.config import ROOT
from timeclock.wire.openapi.tables import calls_table

pytestmark = pytest.mark.databases("sqlite")
VENDORS = ("clockify", "awork", "connecteam", "webwork")


@pytest.fixture
def writer() -> ModuleType:
    """docs/integrations.py, which is no part of a package."""
    spec = importlib.util.spec_from_file_location("integrations", ROOT / "docs/integrations.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_page_has_the_tables_of_the_code(app: Flask, writer: ModuleType) -> None:
    page = Path(writer.PAGE).read_text("utf-8")
    assert page == writer.with_tables(page, app), (
        "run PYTHONPATH=. .venv/bin/python docs/integrations.py"
    )
    for vendor in VENDORS:
        assert calls_table(app, vendor, leaving_out=writer.SECOND_BASES[vendor]) in page


def test_a_table_names_what_works_and_what_is_refused(app: Flask) -> None:
    (row,) = [
        line
        for line in calls_table(app, "connecteam").splitlines()
        if line.startswith("| `GET /users/v1/users`")
    ]
    works, refused = (cell.strip().split(", ") for cell in row.split("|")[3:5])
    assert "`phoneNumbers`" in works
    assert refused == ["`modifiedAt`", "`lastLogin`"]
