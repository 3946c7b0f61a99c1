"""The command line on a real project: what it prints, what it writes, how it fails."""

from __future__ import annotations

import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.access.desk import open_desk
from jupyter_mlcollab.access.project import ServerSettings
from jupyter_mlcollab.access.registry import Registry
from jupyter_mlcollab.cli import _colour, all_commands, main
from jupyter_mlcollab.core.command import Paint, visible
from jupyter_mlcollab.demo.project import NOTEBOOK, write_project
from jupyter_mlcollab.rooms import FOLDS

CARD_SAMPLES = Path(__file__).parents[1] / "labextension/src/cards/__tests__/entries.json"

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture(scope="session")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    write_project(folder)
    return folder


@pytest.fixture
def project(written: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(written, tmp_path / "project"))


@pytest.fixture
def run(project: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str, folder: Path = project) -> tuple[int, str, str]:
        status = main([*arguments, "--project", str(folder)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


@pytest.fixture
def start(run: Run) -> Callable[..., dict[str, Any]]:
    """Starts a thread and answers with it."""

    def start(text: str, *arguments: str) -> dict[str, Any]:
        status, out, err = run("comment", NOTEBOOK, text, *arguments, "--json")
        assert status == 0, err
        answer: dict[str, Any] = json.loads(out)
        return answer

    return start


def database(project: Path) -> Path:
    return project / ".git" / "mlcollab" / "journal.db"


def test_a_comment_on_a_cell_by_number_counts_from_one(start: Callable[..., dict[str, Any]]) -> None:
    answer = start("Why the log?", "--cell", "6", "--blocking")
    cell = answer["thread"]["anchor"]["cell"]
    assert cell["sourceText"].startswith("FEATURES = {")
    assert (cell["index"], cell["headings"]) == (5, ["Who leaves next month?", "Features"])
    assert answer["placement"]["state"] == "anchored"
    assert answer["thread"]["blocking"]
    author = answer["thread"]["comments"][0]["author"]
    assert (author["username"], author["verified"]) == ("~ana-lopez", False)


def test_a_comment_on_a_cell_by_id(project: Path, start: Callable[..., dict[str, Any]]) -> None:
    cell_id = json.loads((project / NOTEBOOK).read_text("utf-8"))["cells"][8]["id"]
    assert start("Mean?", "--cell", cell_id)["thread"]["anchor"]["cell"]["id"] == cell_id


def test_a_comment_on_the_notebook(run: Run, start: Callable[..., dict[str, Any]]) -> None:
    assert start("Nice work.")["thread"]["anchor"]["kind"] == "notebook"
    assert "the whole notebook" in run("threads")[1]


def test_a_comment_is_read_from_standard_input(
    start: Callable[..., dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("first line\n\nsecond\n"))
    assert start("-")["thread"]["comments"][0]["body"] == "first line\n\nsecond"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((NOTEBOOK, "x", "--cell", "99"), "no cell number 99: it has 20"),
        ((NOTEBOOK, "x", "--cell", "0"), "no cell number 0"),
        ((NOTEBOOK, "x", "--cell", "nothing"), "no cell with the id nothing"),
        ((NOTEBOOK, "  "), "empty"),
        (("churn/gone.ipynb", "x"), "no file churn/gone.ipynb"),
        (("../elsewhere.ipynb", "x"), "There is no file"),
        (("README.md", "x", "--cell", "1"), "README.md is no notebook"),
        (("README.md", "x", "--quote", "not in it"), "does not say this"),
        ((NOTEBOOK, "x", "--quote", "log"), "Name one with --cell"),
        ((NOTEBOOK, "x", "--part", "auc"), "Name one with --cell"),
    ],
)
def test_what_cannot_be_commented_is_one_sentence(run: Run, arguments: tuple[str, ...], sentence: str) -> None:
    status, out, err = run("comment", *arguments)
    assert (status, out) == (1, "")
    assert sentence in err
    assert len(err.splitlines()) == 1
    assert json.loads(run("log", "--json")[1])["entries"] == []


def test_a_page_is_commented_by_its_words_and_as_a_whole(project: Path, run: Run) -> None:
    words = (project / "README.md").read_text("utf-8").splitlines()[2][:30]
    assert run("comment", "README.md", "For whom?", "--quote", words)[0] == 0
    assert run("comment", "README.md", "Well written.")[0] == 0
    listed = run("threads", "--notebook", "README.md")[1]
    assert f"“{words}”" in listed
    assert "the whole page" in listed
    text = (project / "README.md").read_text("utf-8")
    (project / "README.md").write_text("New above.\n\n" + text, "utf-8")
    assert f"“{words}”  ·" in run("threads")[1]
    (project / "README.md").write_text("Nothing of it.\n", "utf-8")
    assert f"“{words}” (place lost)" in run("threads")[1]


def test_a_card_is_commented_by_the_names_of_its_parts(project: Path, run: Run) -> None:
    card = json.loads(CARD_SAMPLES.read_text("utf-8"))["card"]
    file = project / "cards" / "a" / "card.json"

    def keep(**changes: Any) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(card | changes), "utf-8")

    keep(params=card["params"] | {"conclusion": 1})
    status, out, _ = run("comment", "cards/a/card.json", "On which fold?", "--part", "AUC,  test", "--json")
    said = json.loads(out)
    assert (status, said["thread"]["anchor"]["entry"]["label"], said["placement"]["state"]) == (
        0,
        "auc, test",
        "anchored",
    )
    assert run("comment", "cards/a/card.json", "Good to go.")[0] == 0
    assert run("comment", "cards/a/card.json", "Why?", "--part", "parameter › conclusion")[0] == 0
    listed = run("threads", "--notebook", "cards/a/card.json")[1]
    assert all(where in listed for where in ("Metric › auc, test  ·", "Whole card  ·", "Parameter › conclusion  ·"))
    for words, sentence in {
        ("--part", "recall of all"): "The card has no part recall of all. It has “Conclusion”, “auc, test”",
        ("--part", "conclusion"): "Say “field › Conclusion” or “Parameter › conclusion”.",
        ("--cell", "1"): "Name one with --part",
        ("--quote", "Adopt"): "Name one with --part",
    }.items():
        status, _, err = run("comment", "cards/a/card.json", "x", *words)
        assert (status, sentence in err) == (1, True)
    assert "is no card" in run("comment", "README.md", "x", "--part", "auc")[2]

    keep(metrics=[{"name": "auc", "value": 0.5, "split": "test"}])
    listed = run("threads")[1]
    assert "auc, test (changed since)" in listed
    assert "Parameter › conclusion (place lost)" in listed
    file.write_text("{", "utf-8")
    assert "auc, test (the card cannot be read)" in run("threads")[1]


def test_files_are_named_from_where_one_stands(project: Path, run: Run) -> None:
    status, out, _ = run("comment", "train.ipynb", "From below.", "--json", folder=project / "churn")
    assert (status, json.loads(out)["thread"]["path"]) == (0, NOTEBOOK)


def test_a_thread_is_listed_replied_to_and_resolved(run: Run, start: Callable[..., dict[str, Any]]) -> None:
    thread_id = start("Why the log?", "--cell", "6")["thread"]["id"]
    assert "Features, cell 6" in run("threads")[1]
    assert run("reply", thread_id[-8:], "Tenure is skewed.")[0] == 0
    assert "resolved" in run("resolve", thread_id[:30])[1]
    assert "No threads here" in run("threads")[1]
    assert thread_id[-8:] in run("threads", "--all")[1]
    assert thread_id[-8:] in run("threads", "--status", "resolved")[1]
    assert json.loads(run("resolve", thread_id, "--reopen", "--json")[1])["thread"]["status"] == "open"
    out = run("show", thread_id)[1]
    assert out.index("Why the log?") < out.index("Tenure is skewed.")


def test_lists_are_narrowed(run: Run, start: Callable[..., dict[str, Any]]) -> None:
    start("Ask @bo about the penalty.")
    start("Nothing else.")
    threads = lambda *words: [t["thread"] for t in json.loads(run("threads", "--json", *words)[1])["threads"]]  # noqa: E731
    assert len(threads()) == len(threads("--mine")) == len(threads("--notebook", NOTEBOOK)) == 2
    assert threads("--mentions") == []
    assert threads("--notebook", "churn/explore.ipynb") == []
    assert [t["comments"][0]["body"] for t in threads("--search", "penalty")] == ["Ask @bo about the penalty."]


def test_a_part_of_an_id_has_to_be_long_enough_known_and_one_of_a_kind(
    run: Run, start: Callable[..., dict[str, Any]]
) -> None:
    first, second = start("One.")["thread"]["id"], start("Two.")["thread"]["id"]
    same = next(i for i, (a, b) in enumerate(zip(first, second, strict=True)) if a != b)
    assert "at least 6" in run("show", first[:5])[2]
    assert "2 threads" in run("show", first[: max(6, same)])[2]
    assert "no thread zzzzzz" in run("show", "zzzzzz")[2]


def test_roles_of_the_project_hold(project: Path, run: Run) -> None:
    (project / "mlcollab.toml").write_text('[roles]\n"~ana-lopez" = "viewer"\n')
    status, _, err = run("comment", NOTEBOOK, "May I?")
    assert (status, "viewer" in err) == (1, True)
    assert run("threads")[0] == 0


def test_export_and_import_carry_everything_once(
    run: Run, start: Callable[..., dict[str, Any]], tmp_path: Path, written: Path
) -> None:
    start("Carry me.", "--cell", "6")
    file, other = tmp_path / "comments.jsonl", Path(shutil.copytree(written, tmp_path / "other"))
    assert run("export", "-o", str(file))[0] == 0
    assert file.read_text("utf-8") == run("export")[1]

    assert json.loads(run("import", str(file), "--json", folder=other)[1])["added"] == 2
    again = json.loads(run("import", str(file), "--json", folder=other)[1])
    assert (again["added"], again["known"]) == (0, 2)
    (thread,) = json.loads(run("threads", "--json", folder=other)[1])["threads"]
    assert thread["thread"]["comments"][0]["imported"]
    assert thread["placement"]["state"] == "anchored"


def test_what_is_no_export_is_refused(run: Run, tmp_path: Path) -> None:
    (tmp_path / "list.txt").write_text("milk\n")
    status, _, err = run("import", str(tmp_path / "list.txt"))
    assert (status, len(err.splitlines())) == (1, 1)
    assert "cannot be read" in run("import", str(tmp_path / "nowhere"))[2]
    assert "cannot be written" in run("export", "-o", str(tmp_path / "nowhere" / "file"))[2]


def test_the_log_says_who_did_what(run: Run, start: Callable[..., dict[str, Any]]) -> None:
    thread_id = start("One.")["thread"]["id"]
    run("reply", thread_id, "Two.")
    kinds = lambda *words: [e["kind"] for e in json.loads(run("log", "--json", *words)[1])["entries"]]  # noqa: E731
    assert kinds() == ["document.opened", "thread.opened", "comment.added"]
    assert kinds("--kind", "thread") == ["thread.opened"]
    assert kinds("--after", "2") == ["comment.added"]
    assert kinds("--actor", "bo") == []
    assert "--after 1" in run("log", "--limit", "1")[1]
    assert "Ana López (unverified)" in run("log")[1]


def test_a_changed_log_does_not_verify(project: Path, run: Run, start: Callable[..., dict[str, Any]]) -> None:
    start("True words.")
    assert run("verify")[0] == 0
    with sqlite3.connect(database(project)) as connection:
        connection.execute("UPDATE event SET payload = CAST(replace(payload, 'True', 'Fake') AS BLOB) WHERE seq = 2")
    status, out, _ = run("verify")
    assert status == 1
    assert "event 2" in out


def test_lost_lists_are_rebuilt(project: Path, run: Run, start: Callable[..., dict[str, Any]]) -> None:
    start("Still here.")
    with sqlite3.connect(database(project)) as connection:
        connection.executescript("DELETE FROM view; DELETE FROM view_text;")
    assert "No threads here" in run("threads")[1]
    assert run("rebuild") == (0, "2 entries rebuilt from the log.\n", "")
    assert "Still here." in run("threads")[1]


def test_a_running_server_notices_what_the_command_line_writes(project: Path) -> None:
    with open_desk(project, FOLDS) as desk:
        heard, event = [], threading.Event()
        desk.project.journal.on_commit(lambda pokes: (heard.extend(pokes), event.set()))  # type: ignore[func-returns-value]
        subprocess.run(
            [sys.executable, "-m", "jupyter_mlcollab", "comment", NOTEBOOK, "From outside."], cwd=project, check=True
        )
        assert event.wait(10)
        assert [poke.kind for poke in heard] == ["document.opened", "thread.opened"]


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in all_commands():
        with pytest.raises(SystemExit, match="0"):
            main([*command.name.split(), "--help"])
        out = capsys.readouterr().out
        assert f"Example: jupyter mlcollab {command.name}" in out


@pytest.mark.parametrize(
    "arguments", [["nonsense"], ["show"], ["log", "--after", "soon"], ["threads", "--status", "x"]]
)
def test_what_is_not_understood_ends_with_two(arguments: list[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(arguments)


def test_no_command_shows_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 2
    assert "threads" in capsys.readouterr().out


def test_help_loads_neither_server_nor_database() -> None:
    code = (
        "import sys; from jupyter_mlcollab.cli import main\ntry: main(['--help'])\nfinally: print(sorted(sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "'argparse'" in done.stdout
    assert "'tornado'" not in done.stdout
    assert "'sqlalchemy'" not in done.stdout


def test_a_reader_that_stops_early_is_no_error(project: Path, start: Callable[..., dict[str, Any]]) -> None:
    start("Long enough. " * 2000)
    command = f"{sys.executable} -m jupyter_mlcollab export | head -c 10"
    done = subprocess.run(command, shell=True, cwd=project, capture_output=True, text=True)
    assert (done.returncode, done.stderr, len(done.stdout)) == (0, "", 10)


def test_colour_only_where_it_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stdout", Terminal())
    assert _colour()
    monkeypatch.setenv("NO_COLOR", "1")
    assert not _colour()
    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setattr(sys, "stdout", io.StringIO())
    assert not _colour()
    assert (Paint().bold("x"), Paint(True).bold("x")) == ("x", "\x1b[1mx\x1b[0m")


@given(st.text(st.characters(codec=None)))
def test_no_text_steers_the_terminal(text: str) -> None:
    shown = visible(text)
    assert not set(shown) & {"\x1b", "\x07", "\x08", "\r", "\x9b", "\u202e", "\u2066"}
    shown.encode()


def test_outside_git_a_folder_is_its_own_project(tmp_path: Path, written: Path, run: Run) -> None:
    shutil.copytree(written / "churn", tmp_path / "plain")
    assert run("comment", "train.ipynb", "No git here.", folder=tmp_path / "plain")[0] == 0
    assert (tmp_path / "plain" / ".mlcollab" / "journal.db").exists()
    assert "There is no folder" in run("threads", folder=tmp_path / "nowhere")[2]


def test_outside_git_the_journal_of_a_server_is_found_from_any_folder_below_its_root(
    tmp_path: Path, written: Path, run: Run
) -> None:
    root = tmp_path / "plain"
    shutil.copytree(written / "churn", root / "deep" / "churn")
    served = Registry(root, FOLDS, ServerSettings())
    served.at("").journal.write(lambda transaction: transaction.put_person("ana", b"{}")).result(20)
    served.close()
    status, out, _ = run("comment", "train.ipynb", "From below.", "--json", folder=root / "deep" / "churn")
    assert (status, json.loads(out)["thread"]["path"]) == (0, "deep/churn/train.ipynb")
    assert [folder.parent for folder in tmp_path.rglob(".mlcollab")] == [root]
    found = json.loads(run("doctor", "--json", folder=root / "deep")[1])["findings"]
    assert str(root) in [finding["sentence"] for finding in found if finding["about"] == "project"]


def test_outside_git_a_journal_that_the_settings_place_elsewhere_is_found_from_below(
    tmp_path: Path, written: Path, run: Run
) -> None:
    root = tmp_path / "plain"
    shutil.copytree(written / "churn", root / "churn")
    (root / "mlcollab.toml").write_text('[journal]\nfolder = "../kept"\n')
    assert run("comment", "churn/train.ipynb", "From the root.", folder=root)[0] == 0
    assert run("comment", "train.ipynb", "From below.", folder=root / "churn")[0] == 0
    assert len(json.loads(run("threads", "--json", folder=root)[1])["threads"]) == 2
    assert (tmp_path / "kept" / "journal.db").exists()
    assert list(tmp_path.rglob(".mlcollab")) == []


def test_what_is_data_is_utf8_whatever_the_terminal_shows(project: Path, run: Run) -> None:
    run("comment", NOTEBOOK, "Größe?")
    for words in (["export"], ["threads", "--json"]):
        command = [sys.executable, "-m", "jupyter_mlcollab.cli", *words, "--project", str(project)]
        answer = subprocess.run(command, capture_output=True, env={**os.environ, "PYTHONIOENCODING": "ascii"})
        assert (answer.returncode, "Größe?".encode() in answer.stdout) == (0, True)
