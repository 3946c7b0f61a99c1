"""Runs a notebook headless in a folder, from its first cell to its last, and finds the card it makes."""

from __future__ import annotations

import asyncio
import atexit
import contextlib
import os
import signal
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..core.errors import CollabError, Invalid, NotFound
from .card import Card
from .naming import CARD_FILE, NOTEBOOK_VARIABLE
from .text import LIMIT_BYTES, read_card

Progress = Callable[[int, int], None]
"""Told before each code cell: its number from 1, and how many there are."""


@dataclass(frozen=True)
class Ran:
    """How a run ended. `error` is the name of the exception that ended it early, `cell` the number of its cell from 0.
    `log` is what the cells printed, the end of a long one."""

    error: str | None
    problem: str | None
    cell: int | None
    log: str


LOG_CHARACTERS = 20_000


def run_notebook(file: Path, timeout_s: float, progress: Progress = lambda number, count: None) -> Ran:
    """Runs all cells of the notebook at `file`, in its own folder and in a kernel of its own, which is gone afterwards.
    The file is not written. A cell that fails ends the run; so does one that takes longer than `timeout_s`.

    Raises:
        NotFound: there is no such notebook, or no kernel for it.
        Invalid: it cannot be read as a notebook.
        KeyboardInterrupt: the program was asked to stop.
    """
    notebook = _read(file)
    client = _client(notebook, file.parent, timeout_s)
    code = [index for index, cell in enumerate(notebook.cells) if cell.cell_type == "code"]
    # Where this runs in a kernel of JupyterLab, what that was told of its own notebook does not count.
    environment = {**os.environ, NOTEBOOK_VARIABLE: str(file.absolute())}
    stop = _Stop()

    async def run() -> Ran:
        stop.task = asyncio.current_task()
        # nbclient listens itself as soon as it begins, before its first wait. This comes next, and ahead of any signal.
        asyncio.get_running_loop().call_soon(stop.listen)
        async with _cleaned_up(client), client.async_setup_kernel(env=environment):
            for number, index in enumerate(code, start=1):
                progress(number, len(code))
                ended = await _run_cell(client, notebook.cells[index], index)
                if ended is not None:
                    return Ran(*ended, index, _log(notebook))
        return Ran(None, None, None, _log(notebook))

    with contextlib.suppress(asyncio.CancelledError):
        ran = asyncio.run(run())
        if not stop.is_asked:
            return ran
    raise KeyboardInterrupt


@contextlib.asynccontextmanager
async def _cleaned_up(client: Any) -> AsyncIterator[None]:
    """Ends a kernel that nbclient was stopped in starting, which it leaves to the end of the program."""
    try:
        yield
    finally:
        if client.km is not None:
            # One that is asked to end while it starts prints where it was.
            client.shutdown_kernel = "immediate"
            await client._async_cleanup_kernel()
            atexit.unregister(client._cleanup_kernel)


class _Stop:
    """Whether the program was asked to stop. The run then ends where it is and cleans up; nbclient's own answer to that
    takes the kernel away from under the run, which fails over it."""

    is_asked = False
    task: asyncio.Task[Any] | None = None

    def listen(self) -> None:
        """From now on what asks the program to stop ends the task, once: what that then cleans up is done whole."""
        loop = asyncio.get_running_loop()

        def ask() -> None:
            if not self.is_asked and self.task is not None:
                self.is_asked = True
                self.task.cancel()

        # Signals come to the first thread only, and Windows has none of these.
        with contextlib.suppress(RuntimeError, ValueError, NotImplementedError):
            for number in (signal.SIGINT, signal.SIGTERM):
                loop.add_signal_handler(number, ask)


def card_made(folder: Path, recorded: Card, cards_folder: str) -> Card | None:
    """The card that a run in the project at `folder` made in place of the recorded one: the one with its id, or else
    the newest of its title and notebook."""
    found = []
    for file in sorted((folder / cards_folder).glob(f"*/{CARD_FILE}")):
        with contextlib.suppress(CollabError, OSError):
            found.append(read_card(file.read_bytes()[: LIMIT_BYTES + 1], file.name))
    same = [card for card in found if card.id == recorded.id or _is_same(card, recorded)]
    return max(same, key=_started, default=None)


def _is_same(card: Card, recorded: Card) -> bool:
    return card.title == recorded.title and _notebook(card) == _notebook(recorded)


def _notebook(card: Card) -> str | None:
    return card.code.notebook if card.code else None


def _started(card: Card) -> str:
    return card.execution.started.isoformat() if card.execution else ""


def _read(file: Path) -> Any:
    import nbformat

    if not file.is_file():
        raise NotFound(f"There is no notebook {file.name} in this commit.")
    try:
        return nbformat.read(file, as_version=4)  # type: ignore[no-untyped-call]
    except (ValueError, nbformat.ValidationError) as error:
        raise Invalid(f"{file.name} cannot be read as a notebook: {str(error).splitlines()[0]}") from None


def _client(notebook: Any, folder: Path, timeout_s: float) -> Any:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel
    from nbclient import NotebookClient

    name = notebook.metadata.get("kernelspec", {}).get("name") or "python3"
    try:
        KernelSpecManager().get_kernel_spec(name)
    except NoSuchKernel:
        # Names of environments are personal; the current environment is the one that is asked about.
        name = "python3"
    return NotebookClient(
        notebook, timeout=int(timeout_s), kernel_name=name, resources={"metadata": {"path": str(folder)}}
    )


async def _run_cell(client: Any, cell: Any, index: int) -> tuple[str, str] | None:
    """None when it went well, else the name of the error and what it says."""
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    try:
        await client.async_execute_cell(cell, index)
    except CellExecutionError as error:
        return error.ename, f"{error.ename}: {error.evalue}"
    except CellTimeoutError:
        return "TimeoutError", f"Cell {index + 1} took longer than the limit of {client.timeout} seconds."
    except DeadKernelError:
        return "DeadKernelError", f"The kernel died in cell {index + 1}."
    return None


def _log(notebook: Any) -> str:
    lines = []
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "stream":
                lines.append(f"[cell {index + 1}] {output.text}")
            elif output.output_type == "error":
                lines.append(f"[cell {index + 1}] {output.ename}: {output.evalue}")
    return "\n".join(lines)[-LOG_CHARACTERS:]
