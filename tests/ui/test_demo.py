"""`make demo`: two links, two people, a discussion that is already under way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from stage.lab import Lab
from stage.person import Person


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[dict[str, str]]:
    command = [
        sys.executable,
        "-m",
        "jupyter_mlcollab",
        "demo",
        "--headless",
        "--json",
        "--folder",
        str(tmp_path / "demo"),
    ]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line, process.stderr.read() if process.stderr else ""
    yield json.loads(line)
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 0


@pytest.fixture
def guest(browser: Browser, tmp_path: Path) -> Iterator[Callable[[str, str], Person]]:
    """Lets somebody follow a link that the demo printed."""
    guests: list[Person] = []

    def enter(who: str, link: str) -> Person:
        person = Person(browser, Lab(tmp_path, tmp_path), who)
        # ipywidgets asks the kernel what widgets there are, and the kernel answers everybody who looks at it.
        person.tolerate("Comm not found")
        guests.append(person)
        person.page.goto(link)
        expect(person.notebook.locator(".jp-Notebook-cell").first).to_be_visible(timeout=60_000)
        return person

    yield enter
    for person in guests:
        person.leave()


def test_demo(demo: dict[str, str], guest: Callable[[str, str], Person]) -> None:
    ana, bo = guest("ana", demo["you"]), guest("bo", demo["teammate"])
    panel = ana.show_panel()
    rows = panel.locator("[data-mlc-row]")
    expect(rows.first).to_be_visible()
    assert rows.count() >= 3
    expect(panel).not_to_contain_text("Place lost")
    ana.show_team()
    expect(ana.team).to_contain_text("Bo")
    said = rows.first.locator(".mlc-ThreadRow-said").inner_text().split(": ", 1)[1]
    ana.row(said).click()
    ana.reply("Good point, thank you")
    bo.show_panel()
    bo.row(said).click()
    expect(bo.comments().last).to_contain_text("Good point, thank you")
    for person in (ana, bo):
        assert not person.complaints, person.complaints
