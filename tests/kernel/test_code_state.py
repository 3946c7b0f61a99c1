"""What git says of the code, without credentials and without what outputs change."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

from jupyter_mlcollab.cards.discreet import remote_without_credentials
from jupyter_mlcollab.kernel.code_state import MAX_DIFF_BYTES, code_state
from jupyter_mlcollab.kernel.place import Place
from notebook_runs import Git, write_notebook


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("https://ana:ghp_secret@host.example/team/churn.git", "https://host.example/team/churn.git"),
        ("https://token@host.example/churn.git?key=1#x", "https://host.example/churn.git"),
        ("ssh://git@host.example:22/team/churn.git", "ssh://git@host.example:22/team/churn.git"),
        ("ssh://ana:pw@host.example/churn.git", "ssh://host.example/churn.git"),
        ("git@host.example:team/churn.git", "git@host.example:team/churn.git"),
        ("ana@host.example:team/churn.git", "host.example:team/churn.git"),
        ("https://a@b:c@host.example/churn.git", None),
        ("/srv/git/churn.git", None),
        ("file:///srv/git/churn.git", None),
        ("C:/git/churn.git", None),
        ("ext::sh -c secret", None),
    ],
)
def test_remotes_carry_no_credentials(url: str, kept: str | None):
    assert remote_without_credentials(url) == kept


def test_commit_branch_and_remote(project: Path, git: Git):
    git(project, "remote", "add", "origin", "https://ana:secret@host.example/churn.git")
    code = code_state(Place(None), project)
    assert (code.commit, code.branch, code.dirty) == (git(project, "rev-parse", "HEAD"), "main", False)
    assert code.remote == "https://host.example/churn.git"


def test_what_is_not_committed_is_kept(project: Path, git: Git):
    (project / "churn.py").write_text("RATE = 0.2\n")
    code = code_state(Place(None), project)
    assert code.dirty
    assert "-RATE = 0.1\n+RATE = 0.2\n" in code.diff
    assert code.diff_note is None
    diff = git(project, "diff", "HEAD") + "\n"
    assert code.diff_sha256 == hashlib.sha256(diff.encode()).hexdigest()


KEY = "-----BEGIN RSA PRIVATE KEY-----\nMIIEow\nIBAAKC\n-----END RSA PRIVATE KEY-----\n"


@pytest.mark.parametrize("place", ["added", "removed", "kept"])
def test_secrets_are_masked_wherever_they_stand_in_the_diff(project: Path, git: Git, place: str):
    token = "ghp_" + "a1B2c3D4e5F6g7H8i9J0k1L2m3N4o5P6q7R8"
    lines = f"TOKEN = '{token}'\nWHO = 'ana.meier@mail.example.com'\n{KEY}"
    (project / "churn.py").write_text("" if place == "added" else lines)
    git(project, "commit", "-qam", "Before")
    (project / "churn.py").write_text({"added": lines, "removed": "", "kept": lines + "RATE = 0.2\n"}[place])
    code = code_state(Place(None), project)
    for secret in (token, "MIIEow", "IBAAKC"):
        assert secret not in code.diff
    assert "•••" in code.diff


def test_the_middle_of_a_key_is_masked(project: Path, git: Git):
    line = "MIIEowIBAAKCAQEAx4UbaDzY5xjW6hc9jwN0mX33XpTDVW8lMpqrstuvwxyz0123"
    (project / "churn.py").write_text(f"{line}\n" * 5)
    git(project, "commit", "-qam", "Before")
    (project / "churn.py").write_text(f"{line}\n" * 5 + "more\n")
    assert line not in code_state(Place(None), project).diff


def test_a_long_diff_is_cut_and_says_so(project: Path):
    (project / "churn.py").write_text("".join(f"value_{n} = {n}\n" for n in range(5_000)))
    code = code_state(Place(None), project)
    assert len(code.diff.encode()) <= MAX_DIFF_BYTES
    assert code.diff_note.startswith("The diff is cut; it has ")


def test_outputs_of_a_notebook_are_no_change_of_the_code(project: Path, git: Git):
    file = write_notebook(project / "train.ipynb", "a = 1")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Notebook")
    notebook = json.loads(file.read_text())
    notebook["cells"][0]["execution_count"] = 5
    file.write_text(json.dumps(notebook))
    assert code_state(Place(None), project).dirty is False
    notebook["cells"][0]["source"] = "a = 2"
    file.write_text(json.dumps(notebook))
    code = code_state(Place(None), project)
    assert code.dirty
    assert code.diff_note == "Changes in notebooks are not in the diff: train.ipynb."


def test_new_files_beside_the_notebook_are_named_and_cards_are_not(project: Path):
    for name in ("work/input.csv", "work/.hidden", "elsewhere/x.csv", "work/deep/y.csv", "cards/a/card.json"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text("1")
    assert code_state(Place(None), project / "work").untracked == ["work/deep/y.csv", "work/input.csv"]
    assert "cards/" not in code_state(Place(None), project).untracked


def test_a_repository_without_commits_and_none_at_all(tmp_path: Path, git: Git, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    assert code_state(Place(None), tmp_path).dirty is None
    git(tmp_path, "init", "-q")
    code = code_state(Place(None), tmp_path)
    assert (code.commit, code.branch) == (None, "main")


def test_cards_go_where_the_settings_say(project: Path):
    assert Place(project / "deep" / "train.ipynb").cards == project / "cards"
    (project / "mlcollab.toml").write_text('[cards]\nfolder = "docs/cards"\n')
    assert Place(project / "train.ipynb").cards == project / "docs/cards"
    (project / "mlcollab.toml").write_text('[cards]\nfolder = "../outside"\n')
    place = Place(project / "train.ipynb")
    assert place.cards == project / "cards"
    assert place.problem == "The path may not leave the project's folder."


def test_paths_tell_nothing_of_the_disk(project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    place = Place(None)
    assert place.path_of(project / "data" / "a.csv") == "data/a.csv"
    assert place.path_of(tmp_path / "home" / "models" / "m.pt") == "~/models/m.pt"
    assert place.path_of(tmp_path / "elsewhere.csv") == "elsewhere.csv"
