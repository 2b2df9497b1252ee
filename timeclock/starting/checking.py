"""The checks of style, types and layers, and the formatters, as processes beside each other."""

import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from timeclock.config import ROOT

CHECKS: Mapping[str, Sequence[str]] = {
    "ruff check": ("ruff", "check", "."),
    "ruff format": ("ruff", "format", "--check", "."),
    "mypy": ("mypy",),
    "import-linter": ("lint-imports", "--no-cache"),
    "djlint": ("djlint", "--check", "--quiet", "templates"),
}
FORMATTERS: Sequence[Sequence[str]] = (
    ("ruff", "format", "."),
    ("djlint", "--reformat", "--quiet", "templates"),
)


def run_checks(folder: Path, to: TextIO | None = None) -> int:
    """Run every check with the programs of a folder; print those that fail. Returns 1 if any."""
    running = {
        name: subprocess.Popen(
            [folder / program, *options],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        for name, (program, *options) in CHECKS.items()
    }
    failed = 0
    for name, process in running.items():
        output = process.communicate()[0]
        if process.returncode:
            failed = 1
            print(output.rstrip(), file=to)
        print(f"{name}: {'failed' if process.returncode else 'passed'}", file=to, flush=True)
    return failed


@contextmanager
def checks_beside(folder: Path | None) -> Iterator[list[int]]:
    """Run every check while the block runs; afterwards the list holds the result.

    They print to stderr, so that the summary of pytest is the last line of stdout. Without a folder
    nothing is checked.
    """
    results: list[int] = []
    if folder is None:
        yield results
        return
    checks = threading.Thread(target=lambda: results.append(run_checks(folder, sys.stderr)))
    checks.start()
    try:
        yield results
    finally:
        checks.join()
        if not results:  # a program is missing; the thread has said which
            results.append(1)


def run_formatters(folder: Path) -> int:
    """Rewrite the code and the templates in one format. Returns 1 if that fails."""
    codes = [
        subprocess.run([folder / program, *options], cwd=ROOT, check=False).returncode
        for program, *options in FORMATTERS
    ]
    return 1 if any(codes) else 0
