"""JupyterLab in a browser, for what is measured as people see it."""

from __future__ import annotations

import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

import jupyter_mlcollab

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from stage.lab import Lab

# JupyterLab goes on drawing cells for a while after a notebook is open.
STILL = """async () => {
  const count = () => document.querySelectorAll('*').length;
  for (let before = -1, still = 0; still < 10; ) {
    await new Promise(resolve => setTimeout(resolve, 100));
    const now = count();
    still = now === before ? still + 1 : 0;
    before = now;
  }
}"""


@contextmanager
def lab_and_browser(nbdime: bool = False) -> Iterator[tuple[Lab, Browser]]:
    """A server with folders of its own, and Chromium. Cells out of sight are not drawn, so that an open notebook takes
    no part in what is measured.

    Raises:
        SystemExit: Chromium is not installed.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        raise SystemExit("Chromium is not installed.")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        lab = Lab(Path(folder) / "home", Path(folder) / "work", "full", nbdime=nbdime).start()
        browser = playwright.chromium.launch(executable_path=chromium)
        try:
            yield lab, browser
        finally:
            browser.close()
            lab.stop()


def build() -> str:
    """Which build of our part of JupyterLab is measured: only one of them has maps of its sources."""
    assets = Path(jupyter_mlcollab.__file__).parent / "_labextension" / "static"
    return "built for development" if any(assets.glob("*.map")) else "built as installed"
