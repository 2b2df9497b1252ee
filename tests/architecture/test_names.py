"""A class name exists once, a function takes few parameters and a file has few lines."""

import ast
from collections import defaultdict
from collections.abc import Iterator

from timeclock.config import ROOT

FOLDERS = ("timeclock", "tests", "benchmarks", "docs")
MOST_PARAMETERS = 9
MOST_LINES = 300


def trees() -> Iterator[tuple[str, ast.Module]]:
    """Each file of code, by its path in the repository."""
    for path in [*ROOT.glob("*.py"), *(p for each in FOLDERS for p in (ROOT / each).rglob("*.py"))]:
        yield str(path.relative_to(ROOT)), ast.parse(path.read_text())


def files_by_class() -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for path, tree in trees():
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name].append(path)
    return found


def test_a_class_name_exists_once() -> None:
    found = files_by_class()
    assert len(found) > 500
    assert {name: files for name, files in found.items() if len(files) > 1} == {}


def parameters(function: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """How many parameters a function has; `*args` and `**kwargs` count as one each."""
    given = function.args
    named = [*given.posonlyargs, *given.args, *given.kwonlyargs]
    return len(named) + (given.vararg is not None) + (given.kwarg is not None)


def test_a_function_has_at_most_nine_parameters() -> None:
    """More are a value of their own."""
    functions = [
        (path, node)
        for path, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]
    assert len(functions) > 5000
    long = [(path, node.name) for path, node in functions if parameters(node) > MOST_PARAMETERS]
    assert long == []


def test_a_file_of_the_product_has_at_most_300_lines() -> None:
    """Migrations stay as they were written, whatever their length."""
    files = [
        path
        for path in (ROOT / "timeclock").rglob("*.py")
        if "migrations/versions" not in path.as_posix()
    ]
    assert len(files) > 500
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in files}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
