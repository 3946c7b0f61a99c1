"""Cards from notebooks, run in a real kernel as a runner without a browser does."""

from __future__ import annotations

from pathlib import Path

import pytest
from nbclient.exceptions import CellExecutionError

from jupyter_mlcollab.cards.bundle import MEDIA_TYPE
from jupyter_mlcollab.kernel.cells import key_of
from notebook_runs import Git, card_in, run_notebook, write_notebook

TRAIN = """\
import jupyter_mlcollab as mlcollab
import matplotlib.pyplot as plt
from sklearn.datasets import load_iris
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import train_test_split

SEED = 7
frame = load_iris(as_frame=True).frame
train, test = train_test_split(frame, random_state=SEED)"""
CARD = """\
with mlcollab.card("A line tells irises apart", hypothesis="over 80 % right", tags=["iris"]) as c:
    c.data(train, role="train")
    model = LogisticRegression(max_iter=500).fit(train.drop(columns="target"), train.target)
    c.param(model)
    c.metric("accuracy", model.score(test.drop(columns="target"), test.target), split="test", goal="max", n=len(test))
    plt.scatter(train.iloc[:, 0], train.iloc[:, 1])
    c.figure(caption="Sepals", alt="Points of three colours")"""
END = 'c.conclude("supported", "Adopt it.", next_steps=["Try it on tulips"])'
SLUG = "a-line-tells-irises-apart"


def test_a_model_is_trained_without_a_browser_and_leaves_its_card(project: Path, git: Git):
    outputs = run_notebook(write_notebook(project / "train.ipynb", TRAIN, CARD, END))
    card = card_in(project, SLUG)
    assert (card.owner, card.hypothesis, card.tags) == ("Ana", "over 80 % right", ["iris"])
    assert (card.outcome, card.conclusion, card.next) == ("supported", "Adopt it.", ["Try it on tulips"])
    (metric,) = card.metrics
    assert metric.value > 0.8
    assert (metric.split, metric.goal, metric.n) == ("test", "max", 38)
    (data,) = card.data
    assert (data.name, data.role, data.rows, data.columns, data.scope) == ("train", "train", 112, 5, "frame")
    assert (card.params["model"], card.params["max_iter"]) == ("LogisticRegression", 500)
    (figure,) = card.figures
    assert (project / "cards" / SLUG / figure.path).read_bytes().startswith(b"\x89PNG")
    assert (figure.caption, figure.alt) == ("Sepals", "Points of three colours")
    assert {"scikit-learn", "matplotlib", "pandas"} <= card.environment.packages.keys()
    # Without a browser cells are known by their sources.
    assert card.code.notebook == "train.ipynb"
    assert [(cell.key, cell.id) for cell in card.code.cells] == [(key_of(TRAIN), "cell-0"), (key_of(CARD), "cell-1")]
    assert {metric.cell, figure.cell, data.cell} == {key_of(CARD)}
    assert (card.execution.order, card.execution.seeds) == ("linear", {"SEED": 7})
    assert (card.code.commit, card.code.branch) == (git(project, "rev-parse", "HEAD"), "main")
    assert_is_shown_once(outputs)


def assert_is_shown_once(outputs: list[list[dict]]) -> None:
    """What is said after the block stands in the output of the block."""
    _, of_card, of_end = outputs
    (shown,) = [output["data"] for output in of_card if MEDIA_TYPE in output.get("data", {})]
    assert {MEDIA_TYPE, "text/html", "text/markdown", "text/plain"} <= shown.keys()
    assert shown[MEDIA_TYPE]["path"] == f"cards/{SLUG}/card.json"
    assert shown[MEDIA_TYPE]["card"]["conclusion"] == "Adopt it."
    assert [output for output in of_end if "data" in output] == []


def test_an_error_marks_the_card_and_is_raised(project: Path):
    cell = 'with m.card("Fails") as c:\n    c.metric("before", 1)\n    undefined_name'
    file = write_notebook(project / "fails.ipynb", "import jupyter_mlcollab as m", cell)
    with pytest.raises(CellExecutionError, match="NameError"):
        run_notebook(file)
    card = card_in(project, "fails")
    assert (card.failure.error, card.failure.message) == ("NameError", "name 'undefined_name' is not defined")
    assert card.failure.frames == ["cell, line 3, in <module>: undefined_name"]
    assert card.metrics[0].value == 1


def test_a_cell_is_a_card_by_its_magic(project: Path):
    load = "%load_ext jupyter_mlcollab\nimport jupyter_mlcollab as mlcollab"
    body = "import matplotlib.pyplot as plt\nplt.plot([1, 4])\nc.metric('last', 4)\nmlcollab.log(n=2)\n1 + 1"
    cell = f"%%card Squares\n{body}"
    outputs = run_notebook(write_notebook(project / "magic.ipynb", load, cell))[1]
    assert [output["data"]["text/plain"] for output in outputs if output["output_type"] == "execute_result"] == ["2"]
    card = card_in(project, "squares")
    assert (card.metrics[0].value, card.params["n"], len(card.figures)) == (4, 2, 1)
    assert card.metrics[0].cell == key_of(cell)


def test_an_error_under_the_magic_is_raised_once(project: Path):
    file = write_notebook(project / "magic.ipynb", "%load_ext jupyter_mlcollab", "%%card Fails\n1 / 0")
    (outputs,) = run_notebook(file, allow_errors=True)[1:]
    assert [output["ename"] for output in outputs if output["output_type"] == "error"] == ["ZeroDivisionError"]
    assert card_in(project, "fails").failure.error == "ZeroDivisionError"


def test_what_papermill_injects_is_among_the_parameters(project: Path):
    use = 'import jupyter_mlcollab as m\nwith m.card("Rates"):\n    pass'
    run_notebook(write_notebook(project / "p.ipynb", "rate = 0.1\ndepth = 2", "# Parameters\nrate = 0.5\n", use))
    card = card_in(project, "rates")
    assert card.params == {"rate": 0.5}
    assert card.execution.runner == "papermill"


def test_a_second_run_keeps_what_people_wrote_and_lists_the_first(project: Path):
    cell = "import jupyter_mlcollab as m\nwith m.card('Rates') as c: c.metric('auc', 0.8)"
    file = write_notebook(project / "rates.ipynb", cell)
    run_notebook(file)
    first = card_in(project, "rates")
    written = project / "cards/rates/card.json"
    written.write_text(written.read_text().replace("{\n", '{\n "conclusion": "Adopt.",\n', 1))
    run_notebook(file)
    second = card_in(project, "rates")
    assert (second.id, second.created, second.conclusion) == (first.id, first.created, "Adopt.")
    assert [(run.id, run.metrics) for run in second.runs] == [(first.execution.id, {"auc": 0.8})]
