"""A process that is killed while writing has lost nothing that it acknowledged."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

KILL = Path(__file__).parents[1] / "benchmarks" / "kill.py"


def test_five_kills_lose_nothing():
    done = subprocess.run([sys.executable, KILL, "--kills", "5"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    figures = {name: int(number) for name, number in re.findall(r"(\w+) (\d+)[,\n]", done.stdout)}
    assert figures["kills"] == 5
    assert figures["acknowledged"] > 50
    assert (figures["lost"], figures["problems"]) == (0, 0)
    assert figures["stored"] >= figures["acknowledged"]
