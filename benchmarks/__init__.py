"""Benchmarks: they print ratios and judge nothing. `python3 start.py benchmark NAME` runs one."""

import importlib.util
import sys

if importlib.util.find_spec("psutil") is None:
    sys.exit("The benchmarks use packages of the tests. Run: python3 start.py benchmark NAME")
