"""A kernel as JupyterLab drives it: requests carry the cell's id, and the environment the notebook's path."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from jupyter_client import BlockingKernelClient, KernelManager

from notebook_runs import card_in, write_notebook

Run = Callable[[str, str], None]

CELLS = (
    "import jupyter_mlcollab as mlcollab",
    "rate = 0.1",
    'with mlcollab.card("Rates") as c:\n    c.metric("rate", rate)',
    "c.conclude('supported')",
)


@pytest.fixture
def client(project: Path) -> Iterator[BlockingKernelClient]:
    kernel = KernelManager(kernel_name="python3")
    kernel.start_kernel(cwd=str(project), env={**os.environ, "JPY_SESSION_NAME": str(project / "rates.ipynb")})
    client = kernel.client()
    client.start_channels()
    try:
        client.wait_for_ready(timeout=120)
        yield client
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)


@pytest.fixture
def run(client: BlockingKernelClient) -> Run:
    """Runs a cell of that source and id to its end."""

    def execute(source: str, cell_id: str) -> None:
        content = {"code": source, "silent": False, "store_history": True, "allow_stdin": False, "stop_on_error": True}
        request = client.session.msg("execute_request", content, metadata={"cellId": cell_id})
        client.shell_channel.send(request)
        while True:
            reply = client.get_shell_msg(timeout=120)
            if reply["parent_header"].get("msg_id") == request["header"]["msg_id"]:
                assert reply["content"]["status"] == "ok", reply["content"]
                return

    return execute


def test_cells_have_their_ids(project: Path, run: Run):
    write_notebook(project / "rates.ipynb", *CELLS)
    for number, source in enumerate(CELLS):
        run(source, f"cell-{number}")
    card = card_in(project, "rates")
    assert card.code.notebook == "rates.ipynb"
    assert [(cell.id, cell.count) for cell in card.code.cells] == [("cell-0", 1), ("cell-1", 2), ("cell-2", 3)]
    assert (card.execution.order, card.outcome) == ("linear", "supported")


def test_an_edit_that_is_not_saved_yet_is_still_that_cell(project: Path, run: Run):
    write_notebook(project / "rates.ipynb", *CELLS)
    run(CELLS[0], "cell-0")
    run(CELLS[2].replace("rate)", "0.2)"), "cell-2")
    run("rate = 0.3", "cell-1")
    run(CELLS[2], "cell-2")
    card = card_in(project, "rates")
    assert card.execution.order == "out of order"
    assert [cell.id for cell in card.code.cells] == ["cell-0", "cell-2", "cell-1", "cell-2"]
    assert [run.metrics for run in card.runs] == [{"rate": 0.2}]


def test_a_new_cell_that_is_not_saved_yet_leaves_the_order_open(project: Path, run: Run):
    write_notebook(project / "rates.ipynb", CELLS[0])
    run(CELLS[0], "cell-0")
    run('with mlcollab.card("Rates"): pass', "new")
    assert card_in(project, "rates").execution.order == "unknown"
