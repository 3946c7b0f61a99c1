"""A card that Ana's code made is run again by Bo in a clone of the project: the level stands on the card's page there,
and on Ana's when she takes his event in."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from playwright.sync_api import expect

from jupyter_mlcollab.cards.text import read_card
from notebook_runs import run_notebook
from stage.cards import card_rows, open_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook
from stage.person import Person
from test_card_by_code import SOURCE, TITLE

pytestmark = ONE_WINDOWING

SLUG = "a-forest-tells-tumours-apart"


def call_myself(folder: Path, name: str) -> None:
    for key, value in (("user.name", name), ("user.email", "somebody@example.org")):
        subprocess.run(["git", "config", key, value], cwd=folder, check=True)


def in_terminal(folder: Path, *words: str) -> str:
    """What `jupyter mlcollab` prints in a folder."""
    command = [sys.executable, "-m", "jupyter_mlcollab", *words]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stdout + ran.stderr
    return ran.stdout


def test_in_a_clone(ana: Person, bo: Person, project: Project) -> None:
    call_myself(project.folder, "Ana López")
    project.add("train.ipynb", notebook([code("train", SOURCE)]))
    run_notebook(project.folder / "train.ipynb")
    project.git("add", "-A")
    project.git("commit", "--quiet", "--message", "Train")
    path = f"{project.name}/cards/{SLUG}/card.json"
    made = read_card(project.file(path).read_bytes())
    expect(open_card(ana, path)).to_contain_text("Not reproduced yet")

    clone = project.folder.with_name(f"{project.name}-clone")
    subprocess.run(["git", "clone", "--quiet", str(project.folder), str(clone)], check=True)
    call_myself(clone, "Bo Bergström")
    event = clone.with_suffix(".events")
    said = in_terminal(clone, "reproduce", SLUG, "--events-out", str(event))
    assert f"{TITLE} at {made.code.commit[:8]}: reproduced (R2)" in said
    assert f"auc (test)  {made.metrics[0].value} → {made.metrics[0].value}" in said
    cloned = Project(clone, clone.name)
    assert cloned.changes() == "" and len(cloned.git("worktree", "list").splitlines()) == 1

    page = open_card(bo, path.replace(project.name, clone.name))
    expect(page).to_contain_text("R2: 1 of 1 metrics the same")
    bo.show_team()
    expect(card_rows(bo).filter(has_text=TITLE)).to_have_count(1)

    in_terminal(project.folder, "import", str(event))
    expect(open_card(ana, path)).to_contain_text("R2: 1 of 1 metrics the same")
