"""Experiment cards as their code would have written them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID

import msgspec
from playwright.sync_api import Locator, expect

from jupyter_mlcollab.cards.card import (
    SCHEMA,
    Card,
    CardCode,
    CardData,
    CardEnvironment,
    CardExecution,
    CardFigure,
    CardMetric,
)
from jupyter_mlcollab.cards.text import card_text

from .notebooks import Project
from .person import Person

BEGAN = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
TITLE = "Gradient boosting beats logistic regression on churn"
CONCLUSION = "Adopt, recalibrate monthly. The gain holds in every age group but the youngest."

# A curve as a plotting library draws one.
CURVE = (
    '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="280" viewBox="0 0 480 280">'
    '<rect width="480" height="280" fill="white"/><g fill="none" stroke-width="2">'
    '<path d="M50 240H450V20" stroke="#ccc" stroke-width="1"/><path d="M50 240L450 20" stroke="#bbb"'
    ' stroke-dasharray="4"/><path d="M50 240C70 90 150 40 450 20" stroke="#1976d2"/></g></svg>'
)


def figure(
    path: str = "figures/roc.svg", content: str = CURVE, caption: str | None = "ROC on the test split"
) -> CardFigure:
    return CardFigure(
        path=path, sha256=sha256(content.encode()).hexdigest(), media_type="image/svg+xml", caption=caption
    )


def auc(value: float, half: float = 0.006, **changes: Any) -> CardMetric:
    """An area under the curve on the test split, with an interval."""
    fields = {"split": "test", "goal": "max", "n": 1_842, "low": value - half, "high": value + half} | changes
    return CardMetric(name="auc", value=value, **fields)


def card(number: int = 1, title: str = TITLE, **changes: Any) -> Card:
    """A card of the notebook `train.ipynb`; its number makes its id and its hour."""
    created = BEGAN + timedelta(hours=number)
    fields: dict[str, Any] = {
        "schema": SCHEMA,
        "id": str(UUID(int=(0x19AA << 112) | (7 << 76) | (2 << 62) | number)),
        "title": title,
        "kind": "experiment",
        "owner": "Ana López",
        "created": created,
        "tags": ["churn"],
        "metrics": [auc(0.893)],
        "params": {"learning_rate": 0.1, "max_depth": 4, "n_estimators": 300},
        "code": CardCode(notebook="train.ipynb", commit="a1b2c3d" + "0" * 33, branch="main", dirty=False),
    }
    return Card(**(fields | changes))


def full_card(number: int = 1, **changes: Any) -> Card:
    """A card with something in each of its places."""
    fields: dict[str, Any] = {
        "outcome": "supported",
        "conclusion": CONCLUSION,
        "hypothesis": "Trees find the **interaction** of age and contract that a linear model cannot: 2 points.",
        "summary": "Trained both on the churn table of October, five seeds, early stopping on the validation split.",
        "next": ["Recalibrate on November", "Try monotone constraints on `age`", "Ask sales about the youngest group"],
        "limitations": "One month of data. Customers who left before the contract's end are missing.",
        "metrics": [
            auc(0.893),
            CardMetric(name="brier", value=0.0871, split="test", goal="min", n=1_842),
            CardMetric(name="log loss", value=0.291, split="test", goal="min"),
            CardMetric(name="training time", value=212.4, unit="s"),
            auc(0.842, 0.03, slice="under 25", n=214),
        ],
        "data": [
            CardData(
                name="churn 2026-10",
                role="train",
                rows=12_480,
                columns=23,
                fingerprint="sha256:" + "5f" * 32,
                scope="frame",
                sensitivity="personal",
            )
        ],
        "figures": [figure(), figure("figures/calibration.svg", caption="Calibration by tenths")],
        "execution": CardExecution(
            id="run-1", started=BEGAN, seconds=212.4, order="linear", seeds={"numpy": 7, "random": 7}
        ),
        "environment": CardEnvironment(
            python="3.11.7",
            system="Linux",
            processor="x86_64",
            memory_gb=32,
            packages={"numpy": "2.1.0", "pandas": "2.3.1", "scikit-learn": "1.8.0"},
        ),
    }
    return card(number, **(fields | changes))


def add_card(project: Project, slug: str, content: Card | str, *, figures: bool = True) -> str:
    """Writes and commits a card; the path is the server's."""
    if isinstance(content, Card):
        for each in content.figures if figures else []:
            file = project.folder / "cards" / slug / each.path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(CURVE, encoding="utf-8")
            project.git("add", "--", f"cards/{slug}/{each.path}")
        content = card_text(content)
    return project.add(f"cards/{slug}/card.json", content)


def shown(content: Card, path: str | None = None, **more: Any) -> dict[str, Any]:
    """A card as a cell's output carries it, with the HTML that every other reader shows."""
    bundle = {"card": msgspec.to_builtins(content), "path": path} | more
    return {
        "data": {
            "application/vnd.mlcollab.card.v1+json": bundle,
            "text/html": ["<p>The card as HTML</p>"],
            "text/plain": [content.title],
        },
        "metadata": {},
        "output_type": "display_data",
    }


def card_page(person: Person) -> Locator:
    """The page of a card in the main area."""
    return person.page.locator(".mlc-CardPage:visible")


def card_rows(person: Person) -> Locator:
    """The cards in the Team panel."""
    return person.team.locator(".mlc-CardRow-open")


def open_card(person: Person, path: str) -> Locator:
    """Opens a card's file as people do who find it in the file browser; its page."""
    person.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
    page = card_page(person)
    expect(page.locator(".mlc-Card, .mlc-CardForm").first).to_be_visible()
    return page
