"""Builds the source distribution and the wheel as a fresh clone would. Usage: wheel.py FOLDER

It works in a copy of what git tracks or would add, so a development build in the working tree is neither shipped nor
touched.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def build(out: Path) -> None:
    """Fill `out` with the source distribution, and the wheel built from it. Raises CalledProcessError."""
    with tempfile.TemporaryDirectory() as folder:
        tree = Path(folder)
        for name in source_files():
            (tree / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, tree / name)
        # What `npm ci` fetched a moment ago need not be fetched again.
        environment = {**os.environ, "npm_config_prefer_offline": "true"}
        # uv is where make put it, beside the Python that runs this.
        uv = str(Path(sys.executable).with_name("uv"))
        subprocess.run([uv, "build", "-q", "--out-dir", str(out.resolve())], cwd=tree, env=environment, check=True)


def source_files() -> list[str]:
    """Files of the project, relative to its root: tracked or new, neither ignored nor deleted."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", "--deduplicate"]
    listing = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    return [name for name in listing.split("\0") if name and (ROOT / name).is_file()]


if __name__ == "__main__":
    build(Path(sys.argv[1]))
