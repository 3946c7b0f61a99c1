"""What a notebook offers a card: title, parameters, values, figures, data; and what it does not."""

from __future__ import annotations

import base64
import json
from typing import Any

import pytest

from jupyter_mlcollab.cards.bundle import MEDIA_TYPE
from jupyter_mlcollab.cards.metrics_in_tables import metrics_in_html
from jupyter_mlcollab.cards.notebook_reading import (
    MAX_METRICS,
    data_paths_of,
    figures_of,
    has_parameters_cell,
    metrics_of,
    params_of,
    picture_of,
    title_of,
)
from jupyter_mlcollab.diff.reading import read_notebook
from jupyter_mlcollab.diff.standard import Standard

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"x" * 10).decode()


def code(source: str, *outputs: Any, tags: list[Any] | None = None) -> dict[str, Any]:
    metadata = {} if tags is None else {"tags": tags}
    return {"cell_type": "code", "metadata": metadata, "source": source, "outputs": list(outputs), "execution_count": 1}


def markdown(source: str) -> dict[str, Any]:
    return {"cell_type": "markdown", "metadata": {}, "source": source}


def read(*cells: Any) -> Standard:
    return read_notebook(json.dumps({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}).encode())


def printed(text: str, name: str = "stdout") -> dict[str, Any]:
    return {"output_type": "stream", "name": name, "text": text}


def result(**data: Any) -> dict[str, Any]:
    named = {name.replace("_", "/", 1): value for name, value in data.items()}
    return {"output_type": "execute_result", "execution_count": 1, "metadata": {}, "data": named}


def table(*rows: tuple[str, ...]) -> str:
    head, *body = rows
    lines = ["<tr>" + "".join(f"<th>{text}</th>" for text in head) + "</tr>"]
    lines += [f"<tr><th>{row[0]}</th>" + "".join(f"<td>{text}</td>" for text in row[1:]) + "</tr>" for row in body]
    return f"<div><table class='dataframe'>{''.join(lines)}</table></div>"


@pytest.mark.parametrize(
    ("cells", "title"),
    [
        ([markdown("# Churn\n\nWho leaves?")], "Churn"),
        ([code("x"), markdown("Text\n\n## **Bold** `code` [link](http://example.org) ##")], "Bold code link"),
        ([markdown("```\n# a comment\n```\n# Real")], "Real"),
        ([markdown("# \n"), markdown("### Third")], "Third"),
        ([markdown("#hashtag"), code("# comment")], None),
        ([], None),
        ([{"cell_type": "markdown"}, 5, {"cell_type": "markdown", "source": 7}], None),
    ],
)
def test_the_first_heading_is_the_title(cells: list[Any], title: str | None) -> None:
    assert title_of(read(*cells)) == title


def test_a_heading_without_end_is_cut() -> None:
    assert len(title_of(read(markdown("# " + "a" * 10_000_000))) or "") <= 200


def test_parameters_are_plain_assignments_of_the_tagged_cell() -> None:
    source = (
        "%matplotlib inline\nrate = 0.1\ndepth: int = 4\nname = 'churn'\nseed = -7\nflags = [1, 2]\nnothing = None\n"
        "a, b = 1, 2\ncomputed = 10 * 60\ncalled = open('x')\nrate = 0.2\ndict.x = 3\ninside = [open('x')]\n"
        "def f():\n    hidden = 1\n"
    )
    notebook = read(code("other = 1"), code(source, tags=["parameters"]), code("late = 5", tags=["x"]))
    assert {param.name: param.value for param in params_of(notebook)} == {
        "rate": 0.2, "depth": 4, "name": "churn", "seed": -7, "flags": "[1, 2]", "nothing": None,
    }  # fmt: skip
    assert has_parameters_cell(notebook) and not has_parameters_cell(read(code("x = 1")))


def test_what_papermill_set_counts_and_secrets_are_masked() -> None:
    cells = (code("rate = 0.1\napi_key = 'abc'", tags=["parameters"]), code("rate = 0.5", tags=["injected-parameters"]))
    assert {param.name: (param.value, param.cell) for param in params_of(read(*cells))} == {
        "api_key": ("•••", 0),
        "rate": (0.5, 1),
    }


@pytest.mark.parametrize(
    "source",
    ["(" * 100_000, "rate = ", "rate = 0.1\n\x00", "x" * 10_000_000, "{'a':" * 9_000, "é = 1e999", "\udc80 = 1"],
)
def test_what_is_no_python_gives_no_parameters(source: str) -> None:
    assert [param for param in params_of(read(code(source, tags=["parameters", 5, None]))) if param.name != "é"] == []


def found(*cells: Any) -> list[tuple[str, float | str, int, bool]]:
    return [(f.metric.name, f.metric.value, f.cell, f.metric.is_sure) for f in metrics_of(read(*cells))[0]]


def test_values_are_found_with_their_cells() -> None:
    assert found(markdown("auc: 0.1"), code("print()", printed("auc: 0.8\n")), code("", printed("f1: 0.7"))) == [
        ("auc", 0.8, 1, True),
        ("f1", 0.7, 2, True),
    ]


def test_of_a_name_that_comes_again_the_last_is_sure() -> None:
    assert found(code("", printed("auc: 0.8")), code("", printed("AUC: 0.9"))) == [
        ("auc", 0.8, 0, False),
        ("AUC", 0.9, 1, True),
    ]


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("roc_auc_score(y, p)", "0.871", [("roc_auc_score", 0.871)]),
        ("model.score(X, y)", "0.9", [("score", 0.9)]),
        ("auc = f()\nauc", "np.float64(0.871)", [("auc", 0.871)]),
        ("round(accuracy_score(y, p), 2)", "0.87", [("accuracy_score", 0.87)]),
        ("len(train)", "426", []),
        ("1 + 1", "2", []),
        ("auc;", "", []),
        ("%%bash\nauc", "0.5", []),
    ],
)
def test_a_number_alone_is_what_the_last_line_calls_it(source: str, text: str, expected: list[Any]) -> None:
    assert [(name, value) for name, value, _, _ in found(code(source, result(text_plain=text)))] == expected


def test_a_table_of_one_row_or_one_column() -> None:
    row = table(("", "auc", "customers", "mean cost"), ("0", "0.871", "12", "3.50"))
    column = table(("", "value"), ("accuracy", "0.91"), ("log loss", "0.3"), ("7", "0.2"))
    assert [(m.name, m.value, m.is_sure) for m in metrics_in_html(row)] == [
        ("auc", 0.871, True),
        ("mean cost", 3.5, False),
    ]
    assert [(m.name, m.value) for m in metrics_in_html(column)] == [("accuracy", 0.91), ("log loss", 0.3)]


@pytest.mark.parametrize(
    "html",
    [
        table(("", "auc", "f1"), ("a", "0.1", "0.2"), ("b", "0.3", "0.4")),
        "<p>auc: 0.8</p>",
        "<table><tr><td>auc</td>",
        "<table>" * 30_000,
        "<table" + " a" * 50_000,
        "<table>" + "<tr><td>auc</td><td>0.8</td></tr>" * 100 + "</table>",
        "<table><tr><th>auc</th></tr><tr><td><script>0.8</script></td></tr></table>" * 2_000,
        "<!--" * 40_000 + "<table>",
        "&" * 200_000 + "<table>",
    ],
)
def test_other_html_gives_no_values(html: str) -> None:
    assert metrics_in_html(html) == []


@pytest.mark.parametrize(
    "output",
    [
        None,
        5,
        {},
        {"output_type": "stream", "text": 5},
        {"output_type": "display_data", "data": {"text/plain": {"auc": 0.5}}},
        {"output_type": "display_data", "data": ["auc: 0.5"]},
        {"output_type": "error", "ename": "auc: 0.5", "traceback": ["auc: 0.5"]},
        {"output_type": "display_data", "data": {MEDIA_TYPE: {}, "text/plain": "auc: 0.5"}},
    ],
)
def test_broken_outputs_errors_and_cards_give_no_values(output: Any) -> None:
    assert found(code("", output)) == []


def test_what_stands_in_the_stream_of_errors_is_not_sure() -> None:
    assert found(code("", printed("auc: 0.8", "stderr"))) == [("auc", 0.8, 0, False)]


def test_there_are_not_more_than_200_and_those_that_are_sure_stay() -> None:
    many = printed("".join(f"cost {number}x: 0.5\n" for number in range(180)))
    offered, left_out = metrics_of(read(code("", many), code("", many), code("", printed("auc: 0.8"))))
    assert len(offered) == MAX_METRICS and left_out == 161
    assert [each.metric.name for each in offered if each.metric.is_sure] == ["auc"]


def test_figures_are_pictures_that_browsers_show() -> None:
    svg = {"output_type": "display_data", "data": {"image/svg+xml": "<svg xmlns='x'/>"}}
    wrong = [{"image/png": "no base64!"}, {"image/png": base64.b64encode(b"text").decode()}, {"image/png": 5}, {}]
    outputs = [{"output_type": "display_data", "data": data} for data in wrong]
    notebook = read(code("", *outputs, result(image_png=f"{PNG[:8]}\n{PNG[8:]}\n")), code("", svg))
    assert [(f.cell, f.output, f.media_type, f.size_bytes) for f in figures_of(notebook)] == [
        (0, 4, "image/png", 18),
        (1, 0, "image/svg+xml", 16),
    ]


def test_a_picture_over_the_limit_is_none() -> None:
    assert picture_of({"data": {"image/png": "A" * 30_000_000}}) is None


def test_files_that_are_read_are_found_where_they_are_named() -> None:
    cells = (
        code("from pathlib import Path\nDATA = Path('../data')\nNAME = 'raw.parquet'"),
        code("a = pd.read_csv('churn.csv', sep=';')\nb = pl.scan_parquet(source=DATA / NAME)\nread_csv(variable)"),
        code("np.load(\"x.npy\"); open('notes.txt').read(); open('out.txt', 'w'); df.to_csv('made.csv')"),
        code("pd.read_csv('https://example.org/a.csv'); pd.read_csv('/etc/passwd'); pd.read_csv('../../../up.csv')"),
        code("!head churn.csv\npd.read_csv(f'{x}.csv')\npd.read_csv('churn.csv')\npd.read_csv()"),
    )
    assert data_paths_of(read(*cells), "train/model.ipynb") == [
        ("train/churn.csv", 1), ("data/raw.parquet", 1), ("train/x.npy", 2), ("train/notes.txt", 2),
    ]  # fmt: skip
