"""The files that CONTRIBUTING.md, README.md and docs/ name are there."""

import re
from pathlib import Path

import pytest

from timeclock.config import ROOT

PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").rglob("*.md"))]
IN_THE_TREE = re.compile(
    r"`((?:timeclock|templates|static|tests|docs|deploy|benchmarks|requirements)/[\w./-]*)`"
)
LINK = re.compile(r"\]\((?!https?:)([^)#\s]+)")


def name(page: Path) -> str:
    return str(page.relative_to(ROOT))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_paths_of_a_page_exist(page: Path) -> None:
    missing = [path for path in IN_THE_TREE.findall(page.read_text()) if not (ROOT / path).exists()]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_the_links_of_a_page_lead_somewhere(page: Path) -> None:
    broken = [link for link in LINK.findall(page.read_text()) if not (page.parent / link).exists()]
    assert broken == []


def test_each_recipe_names_the_files_to_change() -> None:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    recipes = text.partition("## Recipes")[2].split("\n### ")[1:]
    assert len(recipes) >= 5
    for recipe in recipes:
        assert len(IN_THE_TREE.findall(recipe)) >= 2, recipe.splitlines()[0]


def test_each_kind_of_file_that_the_recipes_leave_to_a_table_is_named() -> None:
    """A door and a sentence have more places than one: none is left out."""
    text = (ROOT / "CONTRIBUTING.md").read_text()
    named = set(IN_THE_TREE.findall(text))
    assert {
        "timeclock/authority/actor.py",
        "tests/authority/test_actors.py",
        "timeclock/web/kiosk/answers.py",
        "timeclock/web/frame/guard.py",
        "timeclock/compat/register.py",
        "timeclock/operations/verifying/registry.py",
        "timeclock/outgoing/exports/heads.py",
        "timeclock/outgoing/exports/words.py",
    } <= named
    for module in (ROOT / "timeclock" / "web" / "wording").glob("*.py"):
        if "Punched" in module.read_text():
            assert str(module.relative_to(ROOT)) in named
