"""What all tests share: pytest-jupyter's server fixtures, git with no one's configuration, and property tests that no
clock decides."""

import os
from pathlib import Path

import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

JOURNEYS = "tests/ui/"

pytest_plugins = ["pytest_jupyter.jupyter_server"]

# A run that decides over a change tries the same examples each time; people find new ones at their desks.
settings.register_profile("everywhere", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("everywhere")


class OneProcessPerFile(LoadScopeScheduling):
    """Tests of one file share what the file sets up. Journeys share a server for each way JupyterLab draws cells that
    are out of sight, which is one of their parameters. They are ordered by it, so that a process starts each once."""

    def _split_scope(self, nodeid: str) -> str:
        file, _, test = nodeid.partition("::")
        return file + test.partition("[")[2] if file.startswith(JOURNEYS) else file


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Says why journeys were tried once more, so that each can be looked into."""
    for report in terminalreporter.getreports("rerun"):
        lines = report.longreprtext.splitlines()
        why = [line.removeprefix("E").strip() for line in lines if line.startswith("E ")] or lines[-1:]
        terminalreporter.write_line(f"RERUN {report.nodeid} at {report.when}: {' | '.join(why[:3])}")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OneProcessPerFile:
    """What `-n` shares the tests out with."""
    return OneProcessPerFile(config, log)


@pytest.fixture
def own_configuration(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The global configuration of git for this test, a file of its own."""
    file = tmp_path_factory.mktemp("configuration") / "gitconfig"
    file.write_text("[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n")
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(file.parent / "xdg"))
    return file
