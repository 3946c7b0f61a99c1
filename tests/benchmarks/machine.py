"""What was measured on, and how long things took, for the tables."""

from __future__ import annotations

import os
import platform
import sqlite3
import statistics
from collections.abc import Sequence
from importlib.metadata import version


def machine(*packages: str) -> str:
    """One line: processor count, load, system, and the versions of Python, SQLite and the packages."""
    versions = ", ".join(f"{name} {version(name)}" for name in packages)
    load = ", ".join(f"{value:.1f}" for value in os.getloadavg())
    ours = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{os.cpu_count()} cores, load {load}; {platform.platform()}; {ours}, {versions}"


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
