"""The search on the command line, on real folders and repositories."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from jupyter_mlcollab.cli import main
from jupyter_mlcollab.privacy import named
from repositories import git

pytestmark = pytest.mark.usefixtures("own_configuration")

MAIL = "ana.lopez@uni.churn"
KEY = "AKIA" + "Q3EGRX7HPL2ZMWTB"
NOTEBOOK = {
    "nbformat": 4,
    "nbformat_minor": 5,
    "metadata": {},
    "cells": [
        {"id": "title", "cell_type": "markdown", "metadata": {}, "source": "# Churn"},
        {
            "id": "load",
            "cell_type": "code",
            "metadata": {"owner": MAIL},
            "execution_count": 1,
            "source": f"import boto3\naws_key = '{KEY}'",
            "outputs": [{"output_type": "stream", "name": "stdout", "text": f"first row\n{MAIL}\n"}],
        },
    ],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "churn"
    (folder / "data").mkdir(parents=True)
    (folder / "train.ipynb").write_text(json.dumps(NOTEBOOK), encoding="utf-8")
    (folder / "README.md").write_text("# Churn\n", encoding="utf-8")
    return folder


@pytest.fixture
def repository(folder: Path) -> Path:
    git(folder, "init", "-q")
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "First")
    return folder


@pytest.fixture
def run(folder, capsys):
    def run(*arguments: str, where: Path = folder) -> tuple[int, str, str]:
        status = main(["privacy", "scan", *arguments, "--project", str(where)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def paths(out: str) -> list[str]:
    return [finding["path"] for finding in json.loads(out)["findings"]]


def test_findings_are_told_by_file_as_people_count_and_never_shown(run):
    status, out, err = run("train.ipynb", "README.md")
    assert (status, err) == (1, "")
    assert [line for line in out.splitlines() if line.startswith("train.ipynb")] == [
        "train.ipynb, cell 2, line 2: AWS key (secret)",
        "train.ipynb, cell 2, output 1, line 2: E-mail address (personal data)",
        "train.ipynb, cell 2, metadata: E-mail address (personal data)",
    ]
    assert "    aws_key = 'AKIA•••  aws-key " in out
    assert out.endswith("\n3 findings in 2 files.\n")
    assert KEY not in out and MAIL not in out


def test_json_for_programs(run):
    status, out, _ = run("--json")
    report = json.loads(out)
    assert status == 1
    assert (report["files"], report["leftOut"], report["ignored"], report["problems"]) == (2, 0, 0, [])
    first = report["findings"][0]
    assert (first["rule"], first["kind"], first["path"], first["part"]) == (
        "aws-key",
        "secret",
        "train.ipynb",
        "source",
    )
    assert (first["cell"], first["cellId"], first["output"]) == (1, "load", None)
    assert (first["line"], first["start"], first["end"]) == (1, 11, 31)
    assert KEY not in out and MAIL not in out


def test_nothing_found_ends_with_0(run):
    assert run("README.md") == (0, "Nothing found in 1 file.\n", "")


def test_without_git_a_folder_is_walked_and_what_is_hidden_is_not(run, folder):
    for name in (".env", ".cache/x.txt", "node_modules/x.txt", "data/people.csv"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(MAIL)
    (folder / "link.txt").symlink_to(folder / ".env")
    (folder / "model.bin").write_bytes(b"\0\1" + MAIL.encode())
    assert set(paths(run("--json")[1])) == {"train.ipynb", "data/people.csv"}
    assert paths(run("--json", ".env")[1]) == [".env"]


def test_in_git_a_folder_is_what_git_tracks_there(run, repository):
    for name in (".env", "data/people.csv", "untracked.csv"):
        (repository / name).write_text(MAIL)
    git(repository, "add", ".env", "data")
    (repository / "gone.csv").write_text(MAIL)
    git(repository, "add", "gone.csv")
    (repository / "gone.csv").unlink()
    assert paths(run("--json")[1]) == [".env", "data/people.csv", *["train.ipynb"] * 3]
    assert paths(run("--json", "data", "data/people.csv")[1]) == ["data/people.csv"]
    assert paths(run("--json", "..", where=repository / "data")[1])[0] == str(repository / ".env")
    assert paths(run("--json", "untracked.csv")[1]) == ["untracked.csv"]


def test_what_is_staged_counts_as_it_is_staged(run, repository):
    assert run("--staged") == (0, "Nothing found in 0 files.\n", "")
    (repository / ".env").write_text(f"AWS_KEY={KEY}\n")
    (repository / "büro.csv").write_text(MAIL)
    git(repository, "add", "-A")
    (repository / ".env").write_text("")
    git(repository, "rm", "-q", "--cached", "README.md")
    status, out, _ = run("--staged", "--json")
    assert (status, paths(out)) == (1, [".env", "büro.csv"])
    assert paths(run("--staged", "--json", "büro.csv")[1]) == ["büro.csv"]
    assert paths(run("--staged", "--json", "data")[1]) == []


def test_what_is_staged_for_the_first_commit(run, folder):
    status, _, err = run("--staged")
    assert (status, err) == (2, "jupyter mlcollab privacy scan: This project is not in a git repository.\n")
    git(folder, "init", "-q")
    git(folder, "add", "README.md")
    assert run("--staged")[:2] == (0, "Nothing found in 1 file.\n")


def test_the_project_s_settings_count(run, repository):
    fingerprint = json.loads(run("--json")[1])["findings"][0]["fingerprint"]
    settings = f'[privacy]\noff = ["e-mail"]\nallow = ["{fingerprint}"]\nignore = ["data/*"]\n'
    (repository / "mlcollab.toml").write_text(settings)
    (repository / "data" / "keys.txt").write_text(KEY[:-1] + "Z")
    git(repository, "add", "data")
    assert run() == (0, "Nothing found in 2 files; 1 left out by the settings.\n", "")
    assert run("data/keys.txt", where=repository)[0] == 0
    (repository / "mlcollab.toml").write_text('[privacy]\noff = ["emails"]\n')
    status, _, err = run()
    assert status == 2 and "privacy.off names no rule “emails”" in err


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("latin.txt", b"caf\xe9", "latin.txt is not text in UTF-8, so it cannot be looked through."),
        ("wide.csv", MAIL.encode("utf-16"), "wide.csv is not text in UTF-8, so it cannot be looked through."),
        ("large.txt", b" " * 2000, "large.txt is over the limit of 0 MB."),
    ],
)
def test_what_could_not_be_looked_through_is_an_error_and_the_rest_is_told(
    run, folder, monkeypatch, name, content, sentence
):
    if name == "large.txt":
        monkeypatch.setattr(named, "LIMIT_BYTES", 1999)
    (folder / name).write_bytes(content)
    status, out, _ = run()
    assert status == 2
    assert f"Not looked through: {sentence}" in out and "3 findings in 2 files." in out
    assert run("--json")[0] == 2


def test_what_is_not_there_is_an_error(run, tmp_path):
    status, out, err = run("none.ipynb")
    assert (status, out, err) == (2, "", "jupyter mlcollab privacy scan: There is no file or folder none.ipynb.\n")
    assert run(where=tmp_path / "none")[0] == 2
    with pytest.raises(SystemExit) as left:
        main(["privacy"])
    assert left.value.code == 2


def test_the_hook_names_the_command_that_there_is(folder):
    hook = (Path(__file__).parents[2] / ".pre-commit-hooks.yaml").read_text(encoding="utf-8")
    assert "id: mlcollab-privacy-scan" in hook
    words = next(line for line in hook.splitlines() if "entry:" in line).split()[1:]
    program = Path(sys.executable).with_name(words[0])
    ended = subprocess.run(
        [program, *words[1:], "train.ipynb", "README.md"], cwd=folder, capture_output=True, check=False
    )
    assert ended.returncode == 1 and b"AWS key" in ended.stdout
