"""A comparison as a file: harmless to spreadsheets, whole without a network, and the same words as on the screen."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from cards_made_up import PNG, full, hostile, made
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.comparison import compare
from jupyter_mlcollab.cards.comparison_export import as_csv, export_cards
from jupyter_mlcollab.cards.comparison_schema import ComparisonToExport


def lines(*cards: Card) -> list[list[str]]:
    paths = [f"cards/{number}/card.json" for number in range(len(cards))]
    return list(csv.reader(io.StringIO(as_csv(compare(paths, cards, True)))))


def metric(value: float, title: str = "A", name: str = "auc") -> Card:
    return made(title=title, metrics=[{"name": name, "value": value, "goal": "max"}])


def test_a_table_has_a_column_for_each_card_and_how_far_it_is():
    assert lines(metric(0.5), metric(0.75, "B: the second"))[:2] == [
        ["Group", "Name", "A", "B: the second", "B: the second: difference", "B: the second: meaning"],
        ["Metrics", "auc", "0.5", "0.75", "0.25", "better"],
    ]


def test_columns_that_say_nothing_are_left_out():
    assert lines(made(title="A", params={"a": 1}), made(title="B", params={"a": -2})) == [
        ["Group", "Name", "A", "B"],
        ["Parameters", "a", "1", "-2"],
    ]


def test_nothing_is_a_formula():
    evil = ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", '=HYPERLINK("x")']
    cards = [made(title=f"=T{n}", params={text: text, "number": -1.5}) for n, text in enumerate(evil)]
    cells = [cell for line in lines(*cards) for cell in line]
    begun = [cell for cell in cells if cell[:1] in "=+-@\t\r" and cell]
    assert set(begun) == {"-1.5"}
    assert "'=1+1" in cells and "'=T0" in cells


def test_a_page_carries_its_figures_and_nothing_runs(as_, put, folder: Path):
    paths = [put(full(), "one"), put(hostile(), "two")]
    file = folder / "cards/one/figures/roc.png"
    file.parent.mkdir()
    file.write_bytes(PNG)
    asked = ComparisonToExport(paths=paths, form="html")
    found = export_cards(as_("vera"), asked)
    assert (found.name, found.media_type) == ("comparison.html", "text/html")
    assert found.text.count("data:image/png;base64,") == 1
    assert "<script" not in found.text and "onerror=alert" not in found.text.replace("&lt;img src=x onerror=alert", "")
    assert "default-src 'none'" in found.text


def test_markdown_is_what_the_command_line_says(as_, put):
    paths = [put(metric(0.5), "one"), put(metric(0.75, "B"), "two")]
    found = export_cards(as_("vera"), ComparisonToExport(paths=paths, form="md"))
    assert "| auc | 0.5 | 0.75 (+0.25, better) |" in found.text
