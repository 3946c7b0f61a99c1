"""Merges on the command line, and git itself merging notebooks through us: merge, rebase, cherry-pick, revert."""

from __future__ import annotations

import copy
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest

from jupyter_mlcollab.cli import main
from notebooks_made_up import BASE, edited, notebook
from repositories import commit, git, new_repository, save


def counted(content: Any, first: int) -> Any:
    """As a person leaves it who has run it, from that number on."""
    content = copy.deepcopy(content)
    for n, cell in enumerate(content["cells"]):
        if cell["cell_type"] == "code":
            cell["execution_count"] = first + n
    content["metadata"]["language_info"] = {"name": "python", "version": f"3.12.{first}"}
    return content


OURS = counted(edited(fit="model = fit(train, depth=3)"), 1)
THEIRS = counted(edited(load="data = load(2024)\nprint(len(data))\ntrain, test = split(data)"), 7)
BOTH = edited(fit="model = fit(train, depth=3)", load=THEIRS["cells"][1]["source"])
RIVAL = counted(edited(fit="model = fit(train, depth=9)"), 7)


def sources(file: Path) -> list[str]:
    return [cell.source for cell in nbformat.read(file, 4).cells]


WANTED = [cell["source"] for cell in BOTH["cells"]]
MARKED = "<<<<<<< ours\nmodel = fit(train, depth=3)\n=======\nmodel = fit(train, depth=9)\n>>>>>>> theirs"


# --- files ----------------------------------------------------------------------------------------------------


@pytest.fixture
def merge(tmp_path, capsys):
    """Merges three contents; what came of it."""

    def merge(base: Any, ours: Any, theirs: Any, *options: str) -> tuple[int, str, str]:
        for name, content in (("base", base), ("ours", ours), ("theirs", theirs)):
            save(tmp_path, content, f"{name}.ipynb")
        words = [str(tmp_path / f"{name}.ipynb") for name in ("base", "ours", "theirs")]
        status = main(["merge", *words, "-o", str(tmp_path / "out.ipynb"), *options])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return merge


def test_what_comes_together_has_status_0(merge, tmp_path):
    status, out, _ = merge(BASE, OURS, THEIRS)
    assert (status, sources(tmp_path / "out.ipynb")) == (0, WANTED)
    assert out.endswith("Nothing is left to decide.\n")


def test_conflicts_have_status_1_a_list_and_markers(merge, tmp_path):
    status, out, _ = merge(BASE, OURS, RIVAL)
    assert status == 1
    assert "1 conflict is left" in out and "cell 3: both changed the same lines" in out
    assert sources(tmp_path / "out.ipynb")[2] == MARKED


def test_conflicts_in_json(merge):
    status, out, _ = merge(BASE, OURS, notebook(*(c for c in BASE["cells"] if c["id"] != "fit")), "--json")
    answer = json.loads(out)
    assert (status, answer["form"], answer["clean"]) == (1, "notebook", False)
    assert answer["conflicts"] == [
        {"kind": "edited_deleted", "cells": [{"base": 2, "ours": 2, "theirs": None, "result": 2}], "path": []}
    ]


def test_a_rule_for_outputs(merge, tmp_path):
    ours, theirs = copy.deepcopy(BASE), copy.deepcopy(BASE)
    for side, text in ((ours, "0.87"), (theirs, "0.89")):
        side["cells"][2]["outputs"] = [{"output_type": "stream", "name": "stdout", "text": text}]
    assert merge(BASE, ours, theirs)[0] == 1
    assert merge(BASE, ours, theirs, "--outputs", "theirs")[0] == 0
    assert nbformat.read(tmp_path / "out.ipynb", 4).cells[2].outputs[0].text == "0.89"


def test_the_result_is_laid_out_like_ours(merge, tmp_path):
    def four(content: Any) -> str:
        return json.dumps({"nbformat": 4} | content, indent=4)

    assert merge(four(BASE), four(OURS), four(THEIRS))[0] == 0
    text = (tmp_path / "out.ipynb").read_text()
    assert text.startswith('{\n    "nbformat": 4,\n    "cells": [\n        {\n') and not text.endswith("\n")


@pytest.mark.parametrize("name", ["base", "ours", "theirs"])
def test_a_side_that_is_no_notebook_has_status_2_and_writes_nothing(merge, tmp_path, name):
    sides = {"base": BASE, "ours": OURS, "theirs": THEIRS} | {name: '{"cells": [\n<<<<<<< HEAD\n'}
    status, _, complaint = merge(*sides.values())
    assert status == 2
    assert f"{name}.ipynb" in complaint and "conflict markers" in complaint
    assert not (tmp_path / "out.ipynb").exists()


def test_words_that_are_no_merge_have_status_2(capsys):
    assert main(["merge", "one.ipynb", "two.ipynb"]) == 2
    assert main(["merge", "gone.ipynb", "gone.ipynb", "gone.ipynb", "-o", "out.ipynb"]) == 2
    assert "gone.ipynb cannot be read" in capsys.readouterr().err


# --- git ------------------------------------------------------------------------------------------------------


@pytest.fixture
def folder(tmp_path, capsys):
    """A repository that merges through us: one commit, and a branch `theirs` from it."""
    repository = new_repository(tmp_path / "churn", BASE)
    assert main(["git-setup", "--project", str(repository)]) == 0
    capsys.readouterr()
    git(repository, "branch", "theirs")
    return repository


def diverge(folder: Path, ours: Any, theirs: Any) -> None:
    """Commits both sides; `main` with ours is checked out."""
    git(folder, "checkout", "-q", "theirs")
    commit(folder, theirs, "Theirs")
    git(folder, "checkout", "-q", "main")
    commit(folder, ours, "Ours")


def stages(folder: Path) -> list[str]:
    return [line.split()[2] for line in git(folder, "ls-files", "--unmerged").splitlines()]


COMMANDS = {
    "merge": ["merge", "-q", "--no-edit", "theirs"],
    "rebase": ["rebase", "-q", "theirs"],
    "cherry-pick": ["cherry-pick", "theirs"],
}


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_git_merges_what_text_could_not(folder, command):
    diverge(folder, OURS, THEIRS)
    git(folder, *command)
    assert (stages(folder), git(folder, "status", "--porcelain")) == ([], "")
    assert sources(folder / "train.ipynb") == WANTED
    assert [cell.id for cell in nbformat.read(folder / "train.ipynb", 4).cells] == ["title", "load", "fit", "plot"]


def test_without_us_git_cannot(folder):
    """What the test above is worth."""
    assert main(["git-setup", "--undo", "--project", str(folder)]) == 0
    diverge(folder, OURS, THEIRS)
    git(folder, "merge", "-q", "theirs", check=False)
    assert stages(folder) == ["1", "2", "3"]


@pytest.mark.parametrize("command", COMMANDS.values(), ids=COMMANDS)
def test_a_conflict_stays_one_for_git_and_the_file_opens(folder, command):
    diverge(folder, OURS, RIVAL)
    done = subprocess.run(["git", *command], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "train.ipynb: 1 conflict is left." in done.stdout + done.stderr
    assert stages(folder) == ["1", "2", "3"]
    nbformat.validate(nbformat.read(folder / "train.ipynb", 4))
    # In a rebase ours are the commits of the others.
    wanted = MARKED
    if "rebase" in command:
        wanted = MARKED.replace("=3", "=x").replace("=9", "=3").replace("=x", "=9")
    assert sources(folder / "train.ipynb")[2] == wanted
    save(folder, BOTH)
    git(folder, "add", "train.ipynb")
    assert stages(folder) == []


def test_a_name_that_looks_like_an_option_is_a_name(folder):
    name = "--json 'x'.ipynb"
    commit(folder, BASE, "Named", name)
    git(folder, "branch", "-f", "theirs", "main")
    git(folder, "checkout", "-q", "theirs")
    commit(folder, THEIRS, "Theirs", name)
    git(folder, "checkout", "-q", "main")
    commit(folder, OURS, "Ours", name)
    assert "\n+model = fit(train, depth=3)\n" in git(folder, "diff", "HEAD~1", "--", name)
    git(folder, *COMMANDS["merge"])
    assert sources(folder / name) == WANTED


def test_git_reverts_a_commit_between_others(folder):
    first = commit(folder, OURS, "Depth")
    commit(folder, BOTH, "Year")
    git(folder, "revert", "--no-edit", first)
    assert sources(folder / "train.ipynb")[1:3] == [WANTED[1], "model = fit(train)"]


def test_a_notebook_that_both_added_merges_by_cell(folder):
    git(folder, "checkout", "-q", "theirs")
    commit(folder, BASE, "Theirs", "new.ipynb")
    git(folder, "checkout", "-q", "main")
    commit(folder, counted(BASE, 3), "Ours", "new.ipynb")
    git(folder, "merge", "-q", "--no-edit", "theirs")
    assert sources(folder / "new.ipynb") == [cell["source"] for cell in BASE["cells"]]


def test_a_file_that_is_no_notebook_is_left_to_gits_merge_of_text(folder):
    diverge(folder, '{"cells": [\nours\n', '{"cells": [\ntheirs\n')
    done = subprocess.run(["git", *COMMANDS["merge"]], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1 and stages(folder) == ["1", "2", "3"]
    assert "not valid JSON" in done.stdout and "merged as text" in done.stdout
    text = (folder / "train.ipynb").read_text()
    assert "<<<<<<< ours\nours\n" in text and ">>>>>>> theirs" in text


def test_lines_apart_in_a_file_that_is_no_notebook_come_together(folder):
    broken = "{broken\n" + "".join(f"line {n}\n" for n in range(9))
    commit(folder, broken, "Broken")
    git(folder, "branch", "-f", "theirs", "main")
    diverge(folder, broken.replace("line 1", "ours"), broken.replace("line 7", "theirs"))
    git(folder, *COMMANDS["merge"])
    text = (folder / "train.ipynb").read_text()
    assert "ours\n" in text and "theirs\n" in text and stages(folder) == []


def test_git_is_told_what_it_runs_and_undo_takes_it_back(folder, capsys):
    assert f'"{sys.executable}" -m jupyter_mlcollab merge --for-git -- %O %A %B %L %P' in git(
        folder, "config", "--get", "merge.mlcollab.driver"
    )
    assert git(folder, "check-attr", "merge", "train.ipynb") == "train.ipynb: merge: mlcollab"
    assert main(["git-setup", "--undo", "--project", str(folder)]) == 0
    assert git(folder, "config", "--get-regexp", "mlcollab", check=False) == ""
    assert git(folder, "check-attr", "merge", "train.ipynb") == "train.ipynb: merge: unspecified"
