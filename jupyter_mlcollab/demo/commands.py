"""`jupyter mlcollab demo`: a made-up project in JupyterLab, for two people."""

from __future__ import annotations

import json
import os
import shlex
import signal
import sys
import tempfile
import webbrowser
from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

from ..core.command import Command, Paint
from ..core.errors import Invalid, Unavailable

if TYPE_CHECKING:
    from .server import DemoServer


def _demo(_desk: None, arguments: Namespace) -> Path | None:
    """The folder that is left, for saying so; None where that was said on standard error."""
    from .server import running

    # Set anew, since a shell that starts it in the background has it ignore Ctrl+C.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, _interrupt)
    folder = _folder(arguments.folder)
    project, server_folder = folder / "project", folder / "server"
    say = sys.stderr if arguments.json else sys.stdout
    try:
        if not project.exists():
            print("Writing the project…", file=say, flush=True)
            _write(project)
        server_folder.mkdir(exist_ok=True)
        print("Starting JupyterLab…", file=say, flush=True)
        with running(project, server_folder, arguments.port) as server:
            _announce(server, folder, arguments)
            server.process.wait()
    except KeyboardInterrupt:
        print(file=say)
    if arguments.json:
        print("\n".join(_left(folder, Paint())), file=say)
        return None
    return folder


def _interrupt(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt


def _folder(given: str | None) -> Path:
    """An empty folder, or one that a demo was in before and goes on in."""
    if given is None:
        return Path(tempfile.mkdtemp(prefix="mlcollab-demo-")).resolve()
    folder = Path(given).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
        filled = any(folder.iterdir())
    except OSError as error:
        raise Unavailable(f"The folder {folder} cannot be used: {error.strerror}.") from None
    if filled and not (folder / "project" / ".git" / "mlcollab").is_dir():
        raise Invalid(f"The folder {folder} is not empty. Name an empty one, or one an earlier demo left.")
    return folder


def _write(project: Path) -> None:
    from .project import write_project
    from .threads import write_threads

    project.mkdir()
    write_project(project)
    write_threads(project)


def _announce(server: DemoServer, folder: Path, arguments: Namespace) -> None:
    if arguments.json:
        answer = {
            "you": server.you,
            "teammate": server.teammate,
            "folder": str(folder),
            "pid": server.process.pid,
        }
        print(json.dumps(answer), flush=True)
    else:
        print("\n".join(_links(server, folder)), flush=True)
    if not arguments.headless and _has_screen():
        webbrowser.open(server.you)


def _links(server: DemoServer, folder: Path) -> Iterator[str]:
    from .people import TEAMMATE, YOU

    where = "in the same browser" if server.side_by_side else "in another browser or a private window"
    yield ""
    yield f"  you       {server.you}"
    yield f"  teammate  {server.teammate}"
    yield ""
    yield f"You are {YOU.person.display_name}. Open the second link {where} to be {TEAMMATE.person.display_name} too:"
    yield "what one writes, the other sees at once. The links work on this computer only."
    yield f"Ctrl+C stops it. JupyterLab's own messages go to {folder / 'server' / 'jupyterlab.log'}"


def _has_screen() -> bool:
    """Without one, a browser would open inside the terminal."""
    return sys.platform == "darwin" or any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY"))


def _left(folder: Path, paint: Paint) -> Iterator[str]:
    yield "Stopped."
    yield f"The project with its comments is in {folder / 'project'}"
    yield f"To go on later:  jupyter mlcollab demo --folder {shlex.quote(str(folder))}"
    yield f"To remove it:    rm -rf {shlex.quote(str(folder))}"


def _show(folder: Path | None, paint: Paint) -> Iterator[str]:
    if folder is not None:
        yield from _left(folder, paint)


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("--port", type=int, default=0, help="the port to listen on (default: a free one)")
    parser.add_argument("--headless", action="store_true", help="print the links, open no browser")
    parser.add_argument("--folder", metavar="DIR", help="where to write it all (default: a new temporary folder)")


COMMANDS = [
    Command(
        "demo", "try it on a made-up project, with a teammate to talk to", "jupyter mlcollab demo --port 8899",
        _demo, _show, arguments=_arguments, opens_project=False,
    ),
]  # fmt: skip
