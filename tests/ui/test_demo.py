"""`make demo`: two links, two people, a discussion that is already under way."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
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


def guest(browser: Browser, who: str, link: str, folder: Path) -> Person:
    person = Person(browser, Lab(folder, folder), who)
    person.page.goto(link)
    expect(person.notebook.locator(".jp-Notebook-cell").first).to_be_visible(timeout=60_000)
    return person


def test_demo(demo: dict[str, str], browser: Browser, tmp_path: Path) -> None:
    ana = guest(browser, "ana", demo["you"], tmp_path)
    bo = guest(browser, "bo", demo["teammate"], tmp_path)
    panel = ana.show_panel()
    expect(panel.locator("[data-mlc-row]").first).to_be_visible()
    assert panel.locator("[data-mlc-row]").count() >= 3
    expect(panel).not_to_contain_text("Place lost")
    ana.show_team()
    expect(ana.team).to_contain_text("Bo")
    panel.locator("[data-mlc-row]").first.click()
    ana.reply("Good point, thank you")
    row = bo.show_panel().locator("[data-mlc-row]").first
    row.click()
    expect(bo.comments().last).to_contain_text("Good point, thank you")
    for person in (ana, bo):
        assert not person.complaints, person.complaints
        person.leave()
