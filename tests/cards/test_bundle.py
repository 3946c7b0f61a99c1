"""The output of a card: read through nbconvert and a sanitiser, in order, with all text as text."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path

import bleach
import msgspec
import nbconvert
import nbformat
import pypandoc
import pytest
from markdown_it import MarkdownIt

from cards_made_up import HOSTILE, PICTURES, PNG, full, hostile, made
from jupyter_mlcollab.cards.bundle import MEDIA_TYPE, mime_bundle
from jupyter_mlcollab.cards.card import Card, ShownCard

GITHUB_LIKE = {"h1", "h2", "h3", "h4", "p", "table", "thead", "tbody", "tr", "th", "td", "ul", "li", "img", "pre"}
GITHUB_LIKE |= {"br", "strong", "em"}
MARKUP = {"html_block", "html_inline", "link_open", "image", "code_inline", "code_block", "blockquote_open", "hr"}
MARKUP |= {"em_open", "ordered_list_open", "lheading_open", "s_open"}
IN_ORDER = [
    "Boosting beats logistic regression", "Draft · experiment · Ana · 2026-11-26 · commit a1b2c3d4 · churn, tabular",
    "Supported: Adopt. Recalibrate monthly.", "auc", "0.893", "0.88 to 0.91", "1,200", "test", "ROC on the test split",
    "Believed", "At least 2 points of AUC.", "Did", "Trained on October",
    "Ran churn/train.ipynb on 2026-11-26 from top to bottom in 12 s. Data: churn 2026-10 (train, 12,000 rows).",
    "Found", "The gain is in long contracts.", "The date leaks the target", "Next", "Recalibrate",
    "Limits", "One month only.", "Parameters", "depth", "numpy 2.1.0",
]  # fmt: skip


class Reader(HTMLParser):
    """The text of HTML, and the tags it was in."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.text = ""
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def bundle(card: Card, **shown: object) -> dict[str, str]:
    return mime_bundle(ShownCard(card=card, **shown), PICTURES)  # type: ignore[arg-type, return-value]


def notebook(card: Card) -> nbformat.NotebookNode:
    output = nbformat.v4.new_output("display_data", data=bundle(card))
    return nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("card", outputs=[output])])


def assert_in_order(text: str, expected: list[str]) -> None:
    at = 0
    for words in expected:
        found = text.find(words, at)
        assert found >= 0, f"“{words}” is not there, or not in its place:\n{text}"
        at = found


def test_reads_in_order_as_plain_text_and_through_a_sanitiser():
    data = bundle(full())
    clean = bleach.clean(data["text/html"], tags=GITHUB_LIKE, attributes={"img": ["src", "alt"]}, strip=True)
    assert_in_order(Reader(clean).text, IN_ORDER)
    assert_in_order(
        data["text/plain"], [words for words in IN_ORDER if words not in ("Parameters", "depth", "numpy 2.1.0")]
    )


def test_reads_in_order_in_markdown():
    html = MarkdownIt("commonmark").enable("table").render(bundle(full())["text/markdown"])
    assert_in_order(Reader(html).text, IN_ORDER)


def test_carries_the_card_whole():
    assert msgspec.convert(bundle(full())[MEDIA_TYPE], ShownCard).card == full()


def test_needs_no_style_and_the_figure_no_file():
    tags = Reader(bundle(full())["text/html"]).tags
    assert {tag for tag, _ in tags} <= GITHUB_LIKE | {"details", "summary"}
    images = [attributes for tag, attributes in tags if tag == "img"]
    assert [image["alt"] for image in images] == ["A curve above the diagonal"]
    assert str(images[0]["src"]).startswith("data:image/png;base64,iVBORw0KGgo")


def test_what_is_not_filled_is_not_printed():
    for text in bundle(made()).values():
        for heading in ("Believed", "Did", "Found", "Next", "Limits", "Metric", "Parameters", "Figure", "None", "null"):
            assert heading not in str(text)


def test_a_failed_run_and_a_card_not_saved_say_so_first():
    failed = full(failure={"error": "ValueError", "message": "no rows", "frames": ["train.py, line 3, in fit"]})
    for kind in ("text/html", "text/markdown", "text/plain"):
        text = Reader(bundle(failed, problem="The folder is read-only.")[kind]).text.replace("\\", "")
        assert_in_order(
            text, ["The folder is read-only.", "This run failed. ValueError: no rows", "line 3", "Supported"]
        )


def test_metrics_say_how_far_they_are_from_the_baseline():
    before = full(
        metrics=[{"name": "auc", "value": 0.871, "split": "test"}, {"name": "loss", "value": 0.2, "split": "test"}]
    )
    text = str(mime_bundle(ShownCard(card=full()), {}, before)["text/plain"])
    assert "+0.022, better" in text and "+0.11, worse" in text


def test_at_most_four_metrics_come_first_those_with_a_goal_before_others():
    metrics = [{"name": f"m{n}", "value": n, **({"goal": "max"} if n > 3 else {})} for n in range(8)]
    text = bundle(full(metrics=metrics))["text/plain"]
    assert all(f"\nm{n} " in text for n in range(4, 8)) and "\nm0 " not in text


def test_html_and_markdown_of_nbconvert_read_in_order():
    html, _ = nbconvert.HTMLExporter(template_name="basic").from_notebook_node(notebook(full()))
    assert_in_order(Reader(html).text, IN_ORDER)
    markdown, _ = nbconvert.MarkdownExporter().from_notebook_node(notebook(full()))
    assert_in_order(Reader(markdown).text, IN_ORDER)


@pytest.mark.parametrize("card", [full(), hostile()], ids=["full", "hostile"])
def test_latex_of_nbconvert(card: Card, monkeypatch: pytest.MonkeyPatch):
    # nbconvert looks for Pandoc among the person's programs.
    programs = Path(pypandoc.get_pandoc_path()).parent
    monkeypatch.setenv("PATH", f"{programs}{os.pathsep}{os.environ['PATH']}")
    latex, _ = nbconvert.LatexExporter().from_notebook_node(notebook(card))
    body = latex[latex.index(r"\maketitle") :]
    if card.title == full().title:
        plain = re.sub(r"\\[a-z]+|[{}~\\&]|\s+", " ", body)
        at = [plain.find(words) for words in ("Boosting", "Supported: Adopt", "Believed", "Found", "Parameters")]
        assert at == sorted(at) and at[0] >= 0
        return
    body = re.sub(r"\\begin\{verbatim\}.*?\\end\{verbatim\}", "", body, flags=re.DOTALL)
    for active in (r"\\href", r"\\url", r"\\includegraphics", r"(?<!\\)\\[(]", r"\\section\{heading", r"(?<!\\)\$"):
        assert re.search(active, body) is None, active


def test_hostile_text_stays_text_in_html():
    reader = Reader(bundle(hostile())["text/html"])
    assert {tag for tag, _ in reader.tags} <= GITHUB_LIKE | {"details", "summary"}
    assert {name for _, attributes in reader.tags for name in attributes} <= {"src", "alt"}
    assert "<script>alert(1)</script>" in reader.text and "\u202e" not in reader.text and "\\u202egnp" in reader.text


@pytest.mark.parametrize("preset", ["commonmark", "js-default"])
def test_hostile_text_stays_text_in_markdown(preset: str):
    parser = MarkdownIt(preset, {"html": True}).enable("table")
    tokens = [
        token for one in parser.parse(bundle(hostile())["text/markdown"]) for token in (one, *(one.children or []))
    ]
    kinds = {token.type for token in tokens}
    assert kinds & MARKUP == set()
    assert {token.tag for token in tokens if token.type == "heading_open"} <= {"h1", "h2", "h3"}
    text = "".join(token.content for token in tokens if token.type in ("text", "text_special"))
    assert HOSTILE.split(" \u202e")[0] in text


def test_hostile_text_leaves_the_tables_whole():
    for text in (str(bundle(hostile())["text/markdown"]),):
        widths = [line.count(" | ") for line in text.splitlines() if line.startswith("| ")]
        assert len(widths) > 10 and "a|b" not in "".join(line for line in text.splitlines() if line.startswith("| "))


def test_a_long_value_is_cut_and_says_so_except_in_our_own_type():
    data = bundle(full(params={"long": "x" * 10_000}, hypothesis="y" * 60_000))
    for kind in ("text/html", "text/markdown"):
        assert "(9,700 characters more)" in data[kind].replace("\\", "") and "y" * 8_001 not in data[kind]
    assert data[MEDIA_TYPE]["card"]["params"]["long"] == "x" * 10_000  # type: ignore[index]


def test_a_figure_that_is_no_picture_is_named():
    card = full(
        figures=[{"path": "figures/plot.html", "sha256": "0" * 64, "mediaType": "text/html", "caption": "Loss"}]
    )
    html = mime_bundle(ShownCard(card=card), {"figures/plot.html": PNG})["text/html"]
    assert "<img" not in str(html) and "Figure: Loss (figures/plot.html)" in str(html)


def test_loads_nothing_that_a_kernel_has_to_wait_for():
    script = "import sys, jupyter_mlcollab.cards.bundle; print('\\n'.join(sys.modules))"
    run = subprocess.run([sys.executable, "-c", script], check=True, capture_output=True, text=True)
    heavy = {"jinja2", "nbformat", "tornado", "sqlalchemy", "argparse", "json", "html", "asyncio"}
    assert {name.partition(".")[0] for name in run.stdout.split()} & heavy == set()
