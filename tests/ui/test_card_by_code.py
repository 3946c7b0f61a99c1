"""A model is trained for real, and its card goes from the code over a review to an approval by somebody else."""

from __future__ import annotations

from playwright.sync_api import Locator, expect

from jupyter_mlcollab.cards.text import read_card
from stage.cards import card_rows
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project, code, notebook
from stage.person import Person

pytestmark = ONE_WINDOWING

TITLE = "A forest tells tumours apart"
SOURCE = f"""import jupyter_mlcollab as mlcollab
import matplotlib.pyplot as plt
from sklearn.datasets import load_breast_cancer
from sklearn.ensemble import RandomForestClassifier
from sklearn.metrics import RocCurveDisplay, roc_auc_score
from sklearn.model_selection import train_test_split

frame = load_breast_cancer(as_frame=True)
train, test, y_train, y_test = train_test_split(frame.data, frame.target, random_state=7)
with mlcollab.card("{TITLE}", hypothesis="An AUC of 0.9 at least") as c:
    c.data(train, name="breast cancer", role="train", sensitivity="public")
    model = RandomForestClassifier(n_estimators=20, random_state=7).fit(train, y_train)
    c.param(model)
    c.metric("auc", roc_auc_score(y_test, model.predict_proba(test)[:, 1]), split="test", goal="max", n=len(y_test))
    RocCurveDisplay.from_estimator(model, test, y_test)
    c.figure(caption="ROC on the test split")
    plt.close()
c.conclude("supported", "Adopt it.")"""


def page(person: Person) -> Locator:
    return person.page.locator(".mlc-CardPage:visible")


def step(person: Person, name: str) -> None:
    page(person).get_by_role("button", name=name, exact=True).click()


def test_from_the_code_to_an_approval(ana: Person, bo: Person, project: Project) -> None:
    path = project.add("train.ipynb", notebook([code("train", SOURCE)]))
    ana.open(path, kernel=True)
    ana.wait_for_kernel()
    ana.select_cell(0)
    ana.page.keyboard.press("Control+Enter")
    sheet = ana.notebook.get_by_role("article", name=TITLE)
    expect(sheet).to_contain_text("Supported: Adopt it.", timeout=60_000)
    expect(sheet.get_by_role("img", name="ROC on the test split")).to_be_visible()

    (file,) = project.folder.glob("cards/*/card.json")
    made = read_card(file.read_bytes())
    assert made.params["n_estimators"] == 20
    assert made.metrics[0].value > 0.9 and made.metrics[0].split == "test"
    assert made.data[0].rows == 426 and made.data[0].fingerprint
    assert made.code.notebook == "train.ipynb" and made.code.cells[0].id == "train"
    assert made.environment.packages["scikit-learn"]
    assert (file.parent / made.figures[0].path).is_file()

    ana.notebook.get_by_role("button", name="Open card").click()
    step(ana, "Ask for review")
    expect(page(ana)).to_contain_text("in review")
    expect(page(ana).get_by_role("button", name="Approve", exact=True)).to_have_count(0)

    bo.open(path)
    bo.show_team()
    card_rows(bo).filter(has_text=TITLE).click()
    step(bo, "Approve")
    expect(page(bo)).to_contain_text("approved")
    expect(page(ana)).to_contain_text("approved")
