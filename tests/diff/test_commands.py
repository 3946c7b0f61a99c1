"""Notebook diffs on the command line, on real repositories, and git itself showing notebooks through us."""

from __future__ import annotations

import json
import sys

import nbdime
import nbformat
import pytest
from nbdime.diff_utils import to_diffentry_dicts

from jupyter_mlcollab.cli import main
from notebooks_made_up import code, markdown, notebook
from repositories import git, new_repository, save

PNG = "iVBORw0KGgo="
OLD = notebook(
    markdown("# Train", id="title"),
    code("a = 1\nb = 2", id="one", outputs=[{"output_type": "stream", "name": "stdout", "text": "auc 0.87\n"}]),
    code("plot()", id="two"),
)
NEW = notebook(
    markdown("# Train", id="title"),
    code("a = 1\nb = 3", id="one", outputs=[{"output_type": "stream", "name": "stdout", "text": "auc 0.89\n"}]),
    code("plot()", id="two"),
    code("print('<script>alert(1)</script>\x1b[31m')", id="three"),
)


@pytest.fixture
def folder(tmp_path):
    """A repository with one commit of the old notebook, and the new one saved but not staged."""
    repository = new_repository(tmp_path / "churn", OLD)
    save(repository, NEW)
    return repository


@pytest.fixture
def run(folder, capsys):
    def run(*arguments: str) -> tuple[int, str, str]:
        status = main([*arguments, "--project", str(folder)])
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return run


def test_what_is_saved_against_what_is_staged(run):
    status, out, _ = run("diff", "train.ipynb")
    assert status == 1
    assert "-b = 2\n+b = 3\n" in out
    assert "-auc 0.87\n+auc 0.89\n" in out
    assert "@@ cell 4, code: added @@ Train" in out
    assert "plot()" not in out
    assert "\x1b" not in out and "\\u001b[31m" in out


@pytest.mark.parametrize(
    ("words", "differs"),
    [
        ([], True),
        (["HEAD"], True),
        (["HEAD", "train.ipynb"], True),
        (["HEAD", "HEAD", "train.ipynb"], False),
        (["main", "HEAD"], False),
        (["--staged"], False),
        (["train.ipynb", "train.ipynb"], False),
    ],
)
def test_words_are_revisions_then_a_notebook(run, words, differs):
    status, out, err = run("diff", *words)
    assert (status, bool(out), err) == (int(differs), differs, "")


def test_what_is_staged_against_the_last_commit(run, folder):
    git(folder, "add", "-A")
    assert run("diff")[0] == 0
    assert run("diff", "--staged")[0] == run("diff", "--staged", "train.ipynb")[0] == 1


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["nothing", "train.ipynb"], "knows no commit"),
        (["gone.ipynb"], "no saved notebook"),
        (["train.ipynb", "gone.ipynb"], "cannot be read"),
        (["HEAD", "HEAD", "HEAD"], "up to two revisions"),
        (["train.ipynb", "HEAD"], "revisions"),
        (["--output=x"], ""),
    ],
)
def test_what_fails_ends_with_status_2_and_a_sentence(run, words, sentence, capsys):
    try:
        status, out, err = run("diff", *words)
    except SystemExit as refused:
        status, out, err = refused.code, "", capsys.readouterr().err
    assert (status, out) == (2, "")
    assert sentence in err and "Traceback" not in err


def test_what_is_ignored_does_not_count(run, folder):
    changed = json.loads(json.dumps(OLD))
    changed["cells"][1]["outputs"][0]["text"] = "auc 0.8701\n"
    changed["cells"][1]["execution_count"] = 9
    changed["cells"][1]["metadata"] = {"tags": ["x"]}
    save(folder, changed)
    assert run("diff")[0] == 1
    assert run("diff", "--ignore-outputs", "--ignore-counters", "--ignore-metadata")[0] == 0
    assert run("diff", "--tolerance", "0.01", "--ignore-counters", "--ignore-metadata")[0] == 0
    assert run("diff", "--tolerance", "7")[0] == 2


def test_statistics_and_a_summary_in_markdown(run, folder):
    _, out, _ = run("diff", "--stat")
    assert out.splitlines()[0] == "train.ipynb: Of 4 cells: 1 changed, 1 added."
    assert "cell 2, outputs, source: +1 -1  Train" in out
    save(folder, notebook(markdown("# a|b <img> `x` [l](u)")), "a|b.ipynb")
    _, out, _ = run("diff", "--md", "train.ipynb", "a|b.ipynb")
    assert "<img>" not in out and "\\|" in out
    assert "| 2 | " in out


def test_json_is_nbdimes_format_and_exact(run, folder):
    status, out, _ = run("diff", "train.ipynb", "--json")
    assert status == 1
    ops = to_diffentry_dicts(json.loads(out))
    old = nbformat.from_dict(OLD)
    assert nbdime.patch_notebook(old, ops) == NEW
    (folder / "train.ipynb").write_text("{")
    assert run("diff", "train.ipynb", "--json")[0] == 2


def test_one_html_file_that_holds_nothing_alive(run, folder):
    image = {"output_type": "display_data", "metadata": {}, "data": {"image/png": PNG, "text/html": "<b onload=x>"}}
    evil = {"output_type": "display_data", "metadata": {}, "data": {"image/png": '"><script>', "text/plain": "<i>"}}
    with_images = json.loads(json.dumps(NEW))
    with_images["cells"][2]["outputs"] = [image, evil]
    save(folder, with_images)
    target = folder.parent / "diff.html"
    status, out, _ = run("diff", "--html", str(target))
    page = target.read_text()
    assert status == 1 and "Written to" in out
    assert "b = <mark>3</mark>" in page and "&lt;script&gt;" in page
    assert "<script" not in page and "<img" not in page
    run("diff", "--html", str(target), "--outputs")
    page = target.read_text()
    assert f'src="data:image/png;base64,{PNG}"' in page and "&lt;i&gt;" in page
    assert "<script" not in page and "onload" not in page and page.count("<img") == 1
    assert "default-src 'none'" in page


def test_a_broken_notebook_is_compared_as_text(run, folder):
    (folder / "train.ipynb").write_text("<<<<<<< HEAD\n{}\n=======\n[]\n>>>>>>> side\n")
    status, out, _ = run("diff")
    assert status == 1
    assert "conflict markers of git, the first in line 1" in out
    assert "+<<<<<<< HEAD" in out


def test_textconv_is_stable_and_readable(run, folder):
    _, out, _ = run("textconv", str(folder / "train.ipynb"))
    assert "%% code\na = 1\nb = 3\n%%% output, stdout\nauc 0.89\n" in out
    counted = json.loads(json.dumps(NEW))
    counted["cells"][1] |= {"execution_count": 7, "id": "other", "metadata": {"collapsed": True}}
    save(folder, counted)
    assert run("textconv", str(folder / "train.ipynb"))[1] == out
    (folder / "train.ipynb").write_text("{broken\n")
    assert run("textconv", str(folder / "train.ipynb"))[:2] == (0, "{broken\n")


def test_git_shows_notebooks_by_cell_and_undo_restores(run, folder):
    attributes = folder / ".git" / "info" / "attributes"
    attributes.parent.mkdir(exist_ok=True)
    attributes.write_text("*.ipynb diff=other")
    before = (folder / ".git" / "config").read_text(), attributes.read_text()
    status, out, _ = run("git-setup")
    assert status == 0 and str(attributes) in out and sys.executable in out
    once = (folder / ".git" / "config").read_text(), attributes.read_text()
    assert run("git-setup")[0] == 0
    assert ((folder / ".git" / "config").read_text(), attributes.read_text()) == once
    shown = git(folder, "diff")
    assert "@@ cell 2, code: outputs, source @@ Train" in shown and '"cell_type"' not in shown
    git(folder, "commit", "-q", "-a", "-m", "Second")
    logged = git(folder, "log", "-p", "-1")
    assert "+b = 3" in logged and "%% code" in logged and '"cell_type"' not in logged
    assert run("git-setup", "--undo")[0] == 0
    restored = (folder / ".git" / "config").read_text(), attributes.read_text()
    assert restored[0].strip() == before[0].strip()
    assert restored[1].strip() == before[1]
    assert "Nothing was set" in run("git-setup", "--undo")[1]


def test_git_setup_for_all_repositories(run, folder, own_configuration):
    before = own_configuration.read_text()
    assert run("git-setup", "--global")[0] == 0
    attributes = own_configuration.parent / "xdg" / "git" / "attributes"
    assert "*.ipynb diff=mlcollab" in attributes.read_text()
    assert "cell 2" in git(folder, "diff")
    assert run("git-setup", "--global", "--undo")[0] == 0
    assert own_configuration.read_text().strip() == before.strip()
    assert not attributes.exists()


def test_git_with_a_new_a_deleted_and_a_conflicting_notebook(run, folder):
    run("git-setup")
    save(folder, NEW, "other.ipynb")
    git(folder, "add", "-N", "other.ipynb")
    assert "cell 1, markdown: added" in git(folder, "diff", "other.ipynb")
    (folder / "train.ipynb").unlink()
    assert "cell 1, markdown: removed" in git(folder, "diff", "--no-renames", "--", "train.ipynb")
    git(folder, "checkout", "-q", "-f", "-b", "side")
    save(folder, notebook(code("theirs")))
    git(folder, "commit", "-q", "-a", "-m", "Theirs")
    git(folder, "checkout", "-q", "main")
    save(folder, notebook(code("ours")))
    git(folder, "commit", "-q", "-a", "-m", "Ours")
    git(folder, "merge", "side", check=False)
    assert git(folder, "diff", "--no-renames", "--", "train.ipynb")
    assert run("diff", "train.ipynb")[0] == 1


def test_without_git_two_files_can_be_compared(tmp_path, capsys):
    save(tmp_path, OLD, "a.ipynb")
    save(tmp_path, NEW, "b.ipynb")
    assert main(["diff", "a.ipynb", "b.ipynb", "--project", str(tmp_path)]) == 1
    assert "+b = 3" in capsys.readouterr().out
    assert main(["diff", "--project", str(tmp_path)]) == 2
    assert "not in a git repository" in capsys.readouterr().err
    assert not (tmp_path / ".mlcollab").exists()
