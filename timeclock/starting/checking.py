"""The checks of style, types and layers, and the formatters, as processes beside each other."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

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


def run_checks(folder: Path) -> int:
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
            print(output.rstrip())
        print(f"{name}: {'failed' if process.returncode else 'passed'}", flush=True)
    return failed


def run_formatters(folder: Path) -> int:
    """Rewrite the code and the templates in the house's format. Returns 1 if that fails."""
    codes = [
        subprocess.run([folder / program, *options], cwd=ROOT, check=False).returncode
        for program, *options in FORMATTERS
    ]
    return 1 if any(codes) else 0
