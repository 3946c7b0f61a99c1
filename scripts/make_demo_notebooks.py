"""Runs the demo's notebooks and writes them, with their results, to `jupyter_mlcollab/demo/notebooks/`.

Run as `python scripts/make_demo_notebooks.py` after a change to `scripts/demo_notebooks/`, `demo/customers.py` or
`demo/files/churn/charts.py`. Two runs write the same bytes.
"""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from pathlib import Path

import nbformat
from demo_notebooks.earlier import VERSIONS
from demo_notebooks.explore import EXPLORE
from demo_notebooks.train import TRAIN
from nbclient import NotebookClient
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from jupyter_mlcollab.demo.customers import customers_csv

DEMO = Path(__file__).parent.parent / "jupyter_mlcollab" / "demo"
LIMIT_BYTES = 200_000


def main() -> None:
    """Writes `explore.ipynb` and one `train-N.ipynb` for each commit of the demo that changes it."""
    notebooks = {"explore": _notebook("explore", EXPLORE)}
    for number, changes in enumerate(VERSIONS, 1):
        cells = [(name, kind, changes.get(name, source)) for name, kind, source in TRAIN]
        notebooks[f"train-{number}"] = _notebook("train", [(n, k, s) for n, k, s in cells if s is not None])
    with tempfile.TemporaryDirectory() as folder:
        shutil.copy(DEMO / "files" / "churn" / "charts.py", folder)
        (Path(folder) / "customers.csv").write_text(customers_csv(), encoding="utf-8")
        for name, notebook in notebooks.items():
            run = NotebookClient(
                notebook, resources={"metadata": {"path": folder}}, record_timing=False, coalesce_streams=True
            )
            run.execute()
            _write(name, notebook)
    total = sum(file.stat().st_size for file in (DEMO / "notebooks").glob("*.ipynb"))
    print(f"{len(notebooks)} notebooks, {total:,} bytes")
    assert total < LIMIT_BYTES, "the wheel carries these: keep them small"


def _notebook(notebook: str, cells: list[tuple[str, str, str]]) -> nbformat.NotebookNode:
    made = []
    for name, kind, source in cells:
        new_cell = new_code_cell if kind == "code" else new_markdown_cell
        made.append(new_cell(source, id=hashlib.sha256(f"{notebook}/{name}".encode()).hexdigest()[:8]))
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return new_notebook(cells=made, metadata={"kernelspec": kernel})


def _write(name: str, notebook: nbformat.NotebookNode) -> None:
    notebook.metadata["language_info"] = {"name": "python"}
    nbformat.validate(notebook)
    nbformat.write(notebook, DEMO / "notebooks" / f"{name}.ipynb")


if __name__ == "__main__":
    main()
