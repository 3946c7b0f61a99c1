"""The tour that visitors of Binder take: every cell of it runs, and leaves the cards that its text speaks of."""

from __future__ import annotations

import shutil
from pathlib import Path

from jupyter_mlcollab.cards.bundle import MEDIA_TYPE
from notebook_runs import Git, card_in, run_notebook

TOUR = Path(__file__).parents[2] / "binder/tour.ipynb"


def test_every_cell_runs_and_leaves_its_cards(project: Path, git: Git):
    shutil.copy(TOUR, project / "tour.ipynb")
    git(project, "add", "-A")
    git(project, "commit", "-q", "-m", "Tour")
    outputs = [output for cell in run_notebook(project / "tour.ipynb") for output in cell]
    assert not [output for output in outputs if output.get("name") == "stderr"]
    assert len([output for output in outputs if MEDIA_TYPE in output.get("data", {})]) == 3
    baseline = card_in(project, "a-line-tells-tumours-apart")
    boosting = card_in(project, "boosting-beats-a-line-on-tumours")
    assert (baseline.kind, boosting.kind) == ("baseline", "experiment")
    for card in (baseline, boosting):
        assert card.metrics[0].value > 0.9 and card.data[0].rows == 426
        assert (card.code.notebook, card.code.dirty, card.execution.order) == ("tour.ipynb", False, "linear")
    assert boosting.figures[0].caption == "ROC on the test split"
    assert boosting.params["n_estimators"] == 100
