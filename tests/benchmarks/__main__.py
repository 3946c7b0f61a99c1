"""All measurements, one after another: `python tests/benchmarks [NAME …]`, or `make bench ARGS="NAME …"`.

Each prints a table with the machine and the versions. No time decides whether anything passes.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

FOLDER = Path(__file__).parent
ORDER = (
    "startup",
    "live",
    "journal",
    "lists",
    "kill",
    "placement",
    "diff",
    "merge",
    "privacy",
    "kernel",
    "cards",
    "pages",
    "sync",
    "diff_view",
    "cards_view",
    "page_editor",
)


def main(names: list[str]) -> int:
    """Runs the named benchmarks, or all. 0 when each of them ran to its end; those without data only say so."""
    unknown = [name for name in names if name not in ORDER]
    if unknown:
        print(f"There is no benchmark {unknown[0]}. There are: {', '.join(ORDER)}.", file=sys.stderr)
        return 2
    failed = []
    for name in names or ORDER:
        print(f"\n=== {name} ===", flush=True)
        arguments = _data(name)
        if subprocess.run([sys.executable, FOLDER / f"{name}.py", *arguments], check=False).returncode not in (0, 2):
            failed.append(name)
    return 1 if failed else 0


def _data(name: str) -> list[str]:
    """Real notebooks are not part of the project: variables name the folders that hold histories and pairs."""
    pairs = ("MLCOLLAB_PAIRS", "--pairs")
    folders = {"placement": ("MLCOLLAB_HISTORIES", "--histories"), "diff": pairs, "merge": pairs}
    variable, option = folders.get(name, ("", ""))
    folder = os.environ.get(variable) if variable else None
    given = [option, folder] if folder else []
    return [*given, "--synthetic", "--server"] if name == "diff" else given


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
