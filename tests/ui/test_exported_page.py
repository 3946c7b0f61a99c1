"""A page given away as one file is read in a browser that knows nothing of JupyterLab."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Browser, Locator

from stage.notebooks import new_project

PAGE = """# Report

The first words, with $a^2$ in them.

The next words.

```python
fit(rows)
```
"""


def style(part: Locator, name: str) -> str:
    return str(part.evaluate("(node, name) => getComputedStyle(node)[name]", name))


def test_text_and_code_are_as_easy_to_read_throughout(browser: Browser, tmp_path: Path) -> None:
    project = new_project(tmp_path, "churn")
    project.add("pages/report.md", PAGE)
    file = tmp_path / "report.html"
    command = (
        sys.executable,
        "-m",
        "jupyter_mlcollab",
        "pages",
        "export",
        "pages/report.md",
        "--to",
        "html",
        "-o",
        file,
    )
    subprocess.run(command, cwd=project.folder, check=True, capture_output=True)
    tab = browser.new_page()
    tab.goto(file.as_uri())
    first, following = tab.get_by_text("The first words"), tab.get_by_text("The next words.")
    assert style(first, "color") == style(following, "color")
    assert style(tab.locator("pre > code"), "fontSize") == "13px"
    assert tab.locator("math").bounding_box() is not None
    tab.close()
