"""Journeys of people through a real JupyterLab, in Debian's Chromium.

Every journey gets a project of its own: a git repository in a folder of the server's root. Servers and browser tabs
are shared by the journeys of one windowing mode, since opening JupyterLab takes longer than most journeys.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Error, expect

from stage.cast import Cast
from stage.lab import Lab
from stage.notebooks import Project, new_project
from stage.person import Person
from stage.waiting import at_most

HERE = Path(__file__).parent
EVIDENCE = HERE / "evidence"
WINDOWING = ("contentVisibility", "full")

LIMIT_SECONDS = 300.0
"""No journey takes a third of that on two busy cores."""

expect.set_options(timeout=15_000)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys come last: Playwright keeps an event loop in this thread, which tests of the server cannot share.

    Last of all hooks, since pytest itself then sorts by the parameters of shared fixtures.

    One that failed is tried once more and counted as rerun: a browser, a server and a kernel on two cores can be slower
    than any patience. A rerun can hide a mistake of ours, so each one that the summary prints is looked into.
    """
    items.sort(key=lambda item: HERE in item.path.parents)
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(autouse=True)
def jp_asyncio_loop() -> Iterator[None]:
    """In place of pytest-jupyter's, which would close the loop that Playwright runs in."""
    yield None


@pytest.fixture(autouse=True)
def jp_server_cleanup() -> Iterator[None]:
    """In place of pytest-jupyter's, as above."""
    yield


@pytest.fixture(autouse=True)
def time_limit() -> Iterator[None]:
    """A journey that waits for ever fails, and the run goes on."""
    with at_most(LIMIT_SECONDS):
        yield


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    chromium = shutil.which("chromium")
    if chromium is None:
        script = HERE.parent.parent / "scripts/chromium.sh"
        said = subprocess.run(["sh", str(script)], capture_output=True, text=True, check=False).stderr.strip()
        chromium = shutil.which("chromium")
        if chromium is None:
            pytest.fail(said.splitlines()[-1], pytrace=False)
    return {**browser_type_launch_args, "executable_path": chromium}


@pytest.fixture(scope="session", params=WINDOWING)
def windowing(request: pytest.FixtureRequest) -> str:
    """How JupyterLab draws cells that are out of sight."""
    return str(request.param)


@pytest.fixture(scope="session")
def shared_lab(windowing: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Lab]:
    """The server of all journeys, which may have ended by itself in the one before."""
    folder = tmp_path_factory.mktemp(f"lab-{windowing}")
    server = Lab(folder / "home", folder / "work", windowing).start()
    yield server
    server.stop()


@pytest.fixture
def lab(shared_lab: Lab) -> Lab:
    """The server that journeys share. One that ended by itself fails the journey it ended in, and not all after it."""
    shared_lab.revive()
    return shared_lab


@pytest.fixture
def new_lab(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Callable[..., Lab]]:
    """Starts servers for one journey alone, which may take them away."""
    started: list[Lab] = []

    def start(name: str = "lab", **changes: Any) -> Lab:
        server = Lab(tmp_path / name / "home", tmp_path / name / "work", **changes)
        started.append(server)
        return server.start()

    yield start
    for server in started:
        server.stop()
        if _failed(request):
            _keep_log(server, request)


@pytest.fixture(scope="session")
def cast(browser: Browser, shared_lab: Lab) -> Iterator[Cast]:
    people = Cast(browser, shared_lab)
    yield people
    people.close()


@pytest.fixture
def ana(cast: Cast, request: pytest.FixtureRequest) -> Iterator[Person]:
    """The maintainer."""
    yield from _on_stage(cast, "ana", request)


@pytest.fixture
def bo(cast: Cast, request: pytest.FixtureRequest) -> Iterator[Person]:
    """A reviewer."""
    yield from _on_stage(cast, "bo", request)


@pytest.fixture
def vera(cast: Cast, request: pytest.FixtureRequest) -> Iterator[Person]:
    """May look, and no more."""
    yield from _on_stage(cast, "vera", request)


@pytest.fixture
def visit(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Person]]:
    """Lets somebody open a browser of their own, for this journey alone."""
    visitors: list[Person] = []

    def enter(server: Lab, who: str, path: str = "", prepare: Callable[[Person], None] | None = None) -> Person:
        person = Person(browser, server, who)
        visitors.append(person)
        if prepare is not None:
            prepare(person)
        return person.enter(path)

    yield enter
    failed = _failed(request)
    for person in visitors:
        if failed:
            _keep_picture(person, request)
        person.leave()
    complaints = [sentence for person in visitors for sentence in person.complaints]
    assert failed or not complaints, "\n".join(complaints)


@pytest.fixture
def project(lab: Lab, request: pytest.FixtureRequest) -> Project:
    """A project that no other journey sees."""
    name = re.sub(r"\W+", "-", request.node.name).strip("-")
    # A journey that is tried once more finds nothing of the first time.
    tries = sum(1 for folder in lab.root.glob(f"{name}*") if folder.is_dir())
    return new_project(lab.root, f"{name}-{tries}" if tries else name)


def _on_stage(cast: Cast, who: str, request: pytest.FixtureRequest) -> Iterator[Person]:
    person = cast.person(who)
    person.complaints.clear()
    yield person
    if _failed(request):
        _keep_picture(person, request)
        _keep_log(person.lab, request)
        cast.dismiss(who)
        return
    if person.is_gone:
        return
    person.tidy()
    assert not person.complaints, "\n".join(person.complaints)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    """Remembers how the test itself went, for what its fixtures keep of it."""
    report = yield
    setattr(item, f"outcome_of_{report.when}", report.outcome)  # type: ignore[attr-defined]
    return report


def _failed(request: pytest.FixtureRequest) -> bool:
    return getattr(request.node, "outcome_of_call", "failed") == "failed"


def _evidence(request: pytest.FixtureRequest, name: str) -> Path:
    EVIDENCE.mkdir(exist_ok=True)
    journey = re.sub(r"[^\w-]+", "-", request.node.name).strip("-")
    return EVIDENCE / f"{journey}-{name}"


def _keep_picture(person: Person, request: pytest.FixtureRequest) -> None:
    try:
        person.page.screenshot(path=_evidence(request, f"{person.who}.png"))
    except Error:
        return
    said = "\n".join(person.complaints)
    _evidence(request, f"{person.who}.txt").write_text(said, encoding="utf-8")


def _keep_log(server: Lab, request: pytest.FixtureRequest) -> None:
    shutil.copy(server.log, _evidence(request, "server.log"))
