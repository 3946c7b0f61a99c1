"""`card.json` merged by key: as files, and by git itself on branches, rebases and cherry-picks."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import msgspec
import pytest

from cards_made_up import full, made
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.text import card_text, read_card
from jupyter_mlcollab.cli import main

FILE = "cards/boosting/card.json"
BASE = full(owner="Ana")
# Neighbours in the file, which git's merge of text cannot join.
OURS = full(owner="Ana", params={"depth": 3, "rate": 0.2, "early": True, "subsample": None}, tags=["churn", "ours"])
THEIRS = full(owner="Ana", params={"depth": 5, "rate": 0.1, "early": True, "late": 1}, tags=["churn", "theirs"])
RIVAL = full(owner="Ana", params={"depth": 3, "rate": 0.3, "early": True, "subsample": None}, conclusion="Wait.")


@pytest.fixture
def own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    file = tmp_path / "gitconfig"
    file.write_text("[user]\n\tname = Ana\n\temail = ana@example.org\n[init]\n\tdefaultBranch = main\n")
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(file))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_EDITOR", "true")


@pytest.fixture
def project(own_git: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A repository that merges cards through us: one commit, and a branch `theirs` from it."""
    folder = tmp_path / "churn"
    (folder / "cards/boosting").mkdir(parents=True)
    git(folder, "init", "-q")
    commit(folder, card_text(BASE))
    assert main(["git-setup", "--project", str(folder)]) == 0
    git(folder, "branch", "theirs")
    capsys.readouterr()
    return folder


def git(folder: Path, *arguments: str, check: bool = True) -> str:
    run = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert run.returncode == 0 or not check, run.stderr
    return (run.stdout + run.stderr).strip()


def commit(folder: Path, text: str, file: str = FILE) -> None:
    (folder / file).parent.mkdir(parents=True, exist_ok=True)
    (folder / file).write_text(text)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "-m", "A version")


def diverge(folder: Path, ours: str, theirs: str, file: str = FILE) -> None:
    """Commits both sides; `main` with ours is checked out."""
    git(folder, "checkout", "-q", "theirs")
    commit(folder, theirs, file)
    git(folder, "checkout", "-q", "main")
    commit(folder, ours, file)


def merged(folder: Path, file: str = FILE) -> Card:
    return read_card((folder / file).read_bytes())


def unmerged(folder: Path) -> list[str]:
    return [line.split()[2] for line in git(folder, "ls-files", "--unmerged").splitlines()]


WAYS = {
    "merge": ["merge", "-q", "--no-edit", "theirs"],
    "rebase": ["rebase", "-q", "theirs"],
    "cherry-pick": ["cherry-pick", "theirs"],
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_git_merges_what_text_could_not(project: Path, way: list[str]):
    diverge(project, card_text(OURS), card_text(THEIRS))
    git(project, *way)
    card = merged(project)
    assert card.params == {"depth": 5, "rate": 0.2, "early": True, "late": 1}
    assert set(card.tags) == {"churn", "ours", "theirs"}
    assert (unmerged(project), card.ext) == ([], BASE.ext)
    assert main(["cards", "validate", FILE, "--project", str(project)]) in (0, 1)


def test_without_us_git_cannot(project: Path):
    """What the test above is worth."""
    assert main(["git-setup", "--undo", "--project", str(project)]) == 0
    diverge(project, card_text(OURS), card_text(THEIRS))
    git(project, "merge", "-q", "theirs", check=False)
    assert unmerged(project) == ["1", "2", "3"]
    assert git(project, "config", "--get-regexp", "mlcollab", check=False) == ""


def test_a_conflict_stays_one_for_git_and_the_file_reads_and_tells_both(project: Path, capsys):
    diverge(project, card_text(OURS), card_text(RIVAL))
    said = git(project, *WAYS["merge"], check=False)
    assert "params.rate: ours is 0.2, theirs 0.3." in said and "CONFLICT" in said
    assert unmerged(project) == ["1", "2", "3"]
    card = merged(project)
    assert (card.params["rate"], card.conclusion) == (0.2, "Wait.")
    assert card.ext["conflicts"] == [{"field": "params.rate", "ours": 0.2, "theirs": 0.3}]
    assert main(["cards", "validate", FILE, "--project", str(project)]) == 1
    told = capsys.readouterr().out
    assert "A merge left two values. params.rate: ours is 0.2, theirs 0.3." in told
    assert "Choose with: jupyter mlcollab cards decide" in told
    assert main(["cards", "decide", FILE, "params.rate", "--take", "theirs", "--project", str(project)]) == 0
    assert capsys.readouterr().out == f"Written: {FILE}\n"
    assert (merged(project).params["rate"], merged(project).ext) == (0.3, BASE.ext)
    commit(project, (project / FILE).read_text(encoding="utf-8"))
    assert unmerged(project) == []
    main(["cards", "validate", FILE, "--project", str(project)])
    assert "two values" not in capsys.readouterr().out


def test_a_card_that_both_added_is_merged_by_key(project: Path):
    mine = made(params={"depth": 3}, owner="Ana")
    other = msgspec.structs.replace(mine, params={"rate": 0.1})
    diverge(project, card_text(mine), card_text(other), "cards/new/card.json")
    git(project, *WAYS["merge"])
    assert merged(project, "cards/new/card.json").params == {"depth": 3, "rate": 0.1}


def test_two_cards_in_one_folder_are_not_mixed(project: Path):
    mine, other = made(title="Mine", params={"depth": 3}), made(title="Theirs", params={"rate": 0.1})
    diverge(project, card_text(mine), card_text(other), "cards/new/card.json")
    said = git(project, *WAYS["merge"], check=False)
    assert "These are two cards: ours is “Mine”, theirs “Theirs”. Move one to another folder." in said
    assert merged(project, "cards/new/card.json") == mine
    assert set(unmerged(project)) == {"2", "3"}


def test_what_this_version_does_not_know_is_kept_of_both(project: Path):
    def with_field(card: Card, **fields: object) -> str:
        return json.dumps(msgspec.to_builtins(card) | fields)

    diverge(project, with_field(OURS, newer=1, both="ours"), with_field(THEIRS, newest=2, both="theirs"))
    git(project, *WAYS["merge"])
    value = json.loads((project / FILE).read_text())
    assert (value["newer"], value["newest"], value["both"]) == (1, 2, "ours")


@pytest.mark.parametrize(
    ("theirs", "sentence"),
    [('{"deck": 52}\n', "is not an experiment card"), ('{"schema": "mlcollab.card/2"}\n', "newer version")],
)
def test_a_file_that_is_no_card_is_left_to_gits_merge_of_text(project: Path, theirs: str, sentence: str):
    diverge(project, card_text(OURS), theirs)
    said = git(project, *WAYS["merge"], check=False)
    assert sentence in said and "Merged as text." in said
    assert ">>>>>>> theirs" in (project / FILE).read_text()


def test_files(own_git: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    words = []
    for name, card in (("base", BASE), ("ours", OURS), ("theirs", THEIRS)):
        (tmp_path / f"{name}.json").write_text(card_text(card))
        words.append(str(tmp_path / f"{name}.json"))
    out = tmp_path / "out.json"
    assert main(["merge-card", *words, "-o", str(out)]) == 0
    assert capsys.readouterr().out.endswith("Nothing is left to decide.\n")
    (tmp_path / "theirs.json").write_text(card_text(RIVAL))
    assert main(["merge-card", *words, "-o", str(out), "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["conflicts"][0]["field"] == "params.rate"
    out.unlink()
    (tmp_path / "theirs.json").write_text("{")
    assert main(["merge-card", *words, "-o", str(out)]) == 2
    assert not out.exists()
    assert main(["merge-card", *words]) == 2
    assert "Say three cards" in capsys.readouterr().err
