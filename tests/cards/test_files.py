"""What publishing writes: a README that is known to be of its card, a page, and a model card that others read."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from cards_made_up import HOSTILE, PICTURES, full, hostile, made
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.files import (
    page,
    published_files,
    readme,
    readme_is_current,
    readme_mark,
)
from jupyter_mlcollab.cards.model_card import front_matter, missing, model_card
from jupyter_mlcollab.cards.text import card_text, digest, read_card
from test_bundle import MARKUP, Reader

NAME = st.text(st.characters(exclude_categories=["C", "Z"]), min_size=1, max_size=12)
NUMBERS = st.floats(allow_nan=False, allow_infinity=False) | st.integers(-(2**53), 2**53)
CARDS = st.builds(
    lambda params, metrics, text: made(
        params=params, metrics=[{"name": name, "value": value} for name, value in metrics.items()], conclusion=text
    ),
    st.dictionaries(NAME, NUMBERS, max_size=5),
    st.dictionaries(NAME, NUMBERS, max_size=5),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)


def tables(markdown: str) -> list[list[list[str]]]:
    """The tables of a Markdown text, each as rows of cells."""
    found: list[list[list[str]]] = []
    for token in MarkdownIt("commonmark").enable("table").parse(markdown):
        if token.type == "table_open":
            found.append([])
        elif token.type == "tr_open":
            found[-1].append([])
        elif token.type == "inline" and found and found[-1] and token.level > 2:
            found[-1][-1].append("".join(child.content for child in token.children or []))
    return found


@settings(max_examples=50)
@given(CARDS)
def test_a_readme_shows_the_values_of_its_card_and_knows_it(card: Card):
    stored = read_card(card_text(card).encode())
    text = readme(stored)
    assert readme_mark(text) == (card.id, digest(card))
    assert readme_is_current(text, card) is True
    shown = {table[0][0]: table[1:] for table in tables(text) if table[0][1] == "Value"}
    assert {name: float(value) for name, value, *_ in shown.get("Parameter", [])} == card.params
    metrics = [table[1:] for table in tables(text) if table[0][0] == "Metric"][1:]
    assert {row[0]: float(row[1]) for table in metrics for row in table} == {m.name: m.value for m in card.metrics}


def test_a_readme_opens_with_title_and_conclusion():
    lines = [line for line in readme(full()).splitlines() if line]
    assert lines[:3] == [
        "# Boosting beats logistic regression",
        "**Supported: Adopt. Recalibrate monthly.**",
        "Draft · experiment · Ana · 2026-11-26 · commit a1b2c3d4 · churn, tabular",
    ]
    assert "![A curve above the diagonal](figures/roc.png)" in lines


def test_numbers_are_not_escaped():
    text = readme(full(params={"rate": 0.1, "shift": -2, "year": "2026.", "at": "09:00", "see": "www.x.example"}))
    assert "| at | 09:00 |" in text and "| see | www&#46;x.example |" in text
    assert "| rate | 0.1 |" in text and "| shift | -2 |" in text and "| year | 2026\\. |" in text


def test_an_edit_makes_the_readme_stale_publishing_does_not_and_another_is_not_of_this_card():
    text = readme(full())
    assert readme_is_current(text, msgspec.structs.replace(full(), published=datetime.now(UTC))) is True
    assert readme_is_current(text, full(conclusion="Wait.")) is False
    assert readme_is_current(text, made()) is None
    assert readme_is_current("# Mine\n", full()) is None
    assert readme_is_current(text + "\nMore of mine.\n", full()) is None


def test_no_text_of_a_card_can_pass_for_the_mark():
    other = made()
    forged = f"<!-- mlcollab card {other.id} {digest(other)} -->"
    text = readme(full(license=forged, lessons=[forged]))
    assert text.count("<!--") == 1
    assert readme_mark(text).id == full().id


def test_hostile_text_stays_text_in_the_readme_and_figures_stay_in_the_folder():
    parser = MarkdownIt("commonmark", {"html": True}).enable("table")
    tokens = [token for one in parser.parse(readme(hostile())) for token in (one, *(one.children or []))]
    assert {token.type for token in tokens} & MARKUP == {"html_block"}
    assert [token.content.strip()[:21] for token in tokens if token.type == "html_block"] == ["<!-- mlcollab card 01"]


def test_the_page_carries_everything_and_runs_nothing():
    html = page(full(), PICTURES)
    tags = Reader(html).tags
    assert {"script", "link", "iframe", "form"} & {tag for tag, _ in tags} == set()
    assert re.findall(r"(?:href|src)=\"([^\"]{0,14})", html) == ["data:image/png"]
    assert "prefers-color-scheme: dark" in html and "@media print" in html and "max-width: 720px" in html
    assert not {name for _, given in Reader(page(hostile(), PICTURES)).tags for name in given if name.startswith("on")}


def test_only_of_a_model_there_is_a_model_card_and_questions():
    assert [one.name for one in published_files(full(), {})] == ["card.json", "README.md", "card.html"]
    model = full(kind="model", limitations="One month only.", license="mit")
    assert [one.name for one in published_files(model, {})][-1] == "MODEL_CARD.md"
    assert [question.partition(":")[0] for question in missing(model)] == ["Intended use", "Not meant for", "Risks"]
    assert missing(full()) == []
    assert "## Limits" in model_card(model) and "## Risks" not in model_card(model)


@pytest.mark.parametrize(
    "card", [full(kind="model", license="mit"), hostile(), made()], ids=["full", "hostile", "bare"]
)
def test_the_front_matter_is_yaml_that_says_what_the_card_says(card: Card):
    _, head, body = re.split(r"^---\n", model_card(card), maxsplit=2, flags=re.MULTILINE)
    value = yaml.safe_load(head)
    expected = msgspec.json.decode(msgspec.json.encode(front_matter(card)))
    assert [*value] == [*expected] and value["experiment_card"]["digest"] == digest(card)
    assert body.lstrip().startswith("# ")
    if card.title != HOSTILE[:200]:
        assert value == expected


@given(st.text(), st.floats())
def test_any_text_and_number_is_yaml(text: str, value: float):
    named = {"text": text, "value": value if value == value and abs(value) != float("inf") else "NaN"}
    from jupyter_mlcollab.cards.model_card import yaml_lines
    from jupyter_mlcollab.cards.words import readable

    read = yaml.safe_load("\n".join(yaml_lines(named)))
    assert read == named | {"text": readable(text)} and type(read["value"]) is type(named["value"])


def test_hugging_face_reads_the_model_card(tmp_path: Path):
    import huggingface_hub as hub

    file = tmp_path / "MODEL_CARD.md"
    file.write_text(model_card(full(kind="model", license="mit")), encoding="utf-8")
    read = hub.ModelCard.load(file)
    assert read.data.license == "mit" and read.data.tags == ["churn", "tabular"]
    assert read.data.model_name == "Boosting beats logistic regression"
    results = {result.metric_type: result for result in read.data.eval_results}
    assert results["auc"].metric_value == 0.893 and results["auc"].dataset_split == "test"
    assert results["auc"].dataset_name == "churn 2026-10"
    assert read.data.to_dict()["experiment_card"]["id"] == full().id
    again = hub.ModelCard(str(read))
    assert again.data.to_dict() == read.data.to_dict()
