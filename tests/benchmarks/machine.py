"""What was measured on and with, and how long things took, for the tables."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path


def machine(*packages: str) -> str:
    """One line: processor count, load, system, and the versions of Python, SQLite and the packages."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    ours = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores, load {load}; {platform.platform()}; {ours}, {versions}"


def data(parser: ArgumentParser, folder: Path | None, pattern: str) -> list[Path]:
    """What matches in a folder of real notebooks, in order; none without a folder. Ends the program with a sentence
    when the folder named holds none."""
    found = sorted(folder.glob(pattern)) if folder else []
    if folder and not found:
        parser.error(f"There is nothing in {folder} that is called {pattern}.")
    return found


def percentile(values: Sequence[float], percent: float) -> float:
    """The smallest value that `percent` of the values do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -(-len(ordered) * percent // 100) - 1).__int__())]


def summary(values: Sequence[float], unit: str = "ms") -> str:
    """Median, 99th percentile and worst."""
    return (
        f"median {statistics.median(values):8.1f} {unit}   p99 {percentile(values, 99):8.1f} {unit}"
        f"   worst {max(values):8.1f} {unit}"
    )
