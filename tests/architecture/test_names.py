"""A class name exists once in the product, the tests and the benchmarks."""

import ast
from collections import defaultdict

from timeclock.config import ROOT

FOLDERS = ("timeclock", "tests", "benchmarks", "docs")


def files_by_class() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path in [*ROOT.glob("*.py"), *(p for each in FOLDERS for p in (ROOT / each).rglob("*.py"))]:
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(str(path.relative_to(ROOT)))
    return found


def test_a_class_name_exists_once() -> None:
    found = files_by_class()
    assert len(found) > 500
    assert {name: files for name, files in found.items() if len(files) > 1} == {}
