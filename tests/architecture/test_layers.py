"""The layers: what may import what, as pyproject.toml lists it."""

import subprocess
import sys
from pathlib import Path

from timeclock.config import ROOT


def test_every_floor_imports_only_from_below() -> None:
    lint_imports = Path(sys.executable).with_name("lint-imports")
    answer = subprocess.run(
        [lint_imports, "--no-cache"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert answer.returncode == 0, answer.stdout + answer.stderr
