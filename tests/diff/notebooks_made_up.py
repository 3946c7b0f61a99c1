"""Notebooks for tests: by hand, and by hypothesis with all that files hold, strange ids and texts included."""

from __future__ import annotations

import copy
from typing import Any

from hypothesis import strategies as st

Json = dict[str, Any]


def code(source: str, *, outputs: list[Any] | None = None, metadata: Json | None = None, id: str | None = None) -> Json:  # noqa: A002
    return _cell("code", source, metadata, id) | {"execution_count": None, "outputs": outputs or []}


def markdown(source: str, *, metadata: Json | None = None, id: str | None = None) -> Json:  # noqa: A002
    return _cell("markdown", source, metadata, id)


def notebook(*cells: Json) -> Json:
    return {"cells": list(cells), "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _cell(kind: str, source: str, metadata: Json | None, cell_id: str | None) -> Json:
    return {"cell_type": kind, "metadata": metadata or {}, "source": source} | ({"id": cell_id} if cell_id else {})


PIECES = (
    ["fit(x)", "plot", " ", "  ", "a", "é", "e\u0301", "🚀", "👩\u200d🔬", "漢字", "\ud800", "=", "0.5"]
    + ["\n"] * 5
    + ["\r\n", "\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
)
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)
NUMBERS = st.integers(-3, 3) | st.floats(allow_nan=False, allow_infinity=True)
VALUES = st.recursive(
    st.none() | st.booleans() | NUMBERS | TEXTS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("abcd"), inner, max_size=3),
    max_leaves=4,
)
METADATA = st.dictionaries(st.sampled_from(["tags", "collapsed", "id", "nested"]), VALUES, max_size=2)
BUNDLES = st.fixed_dictionaries(
    {},
    optional={
        "text/plain": TEXTS,
        "text/html": TEXTS,
        "image/png": st.sampled_from(["AAAA", "BBBB\n"]),
        "application/json": VALUES,
        "application/vnd.plotly.v1+json": VALUES,
    },
)
COUNTS = st.none() | st.integers(1, 9)


def _record(**fields: Any) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries(
        {name: f if isinstance(f, st.SearchStrategy) else st.just(f) for name, f in fields.items()}
    )


OUTPUTS = st.one_of(
    _record(output_type="stream", name=st.sampled_from(["stdout", "stderr"]), text=TEXTS),
    _record(output_type="display_data", data=BUNDLES, metadata=METADATA),
    _record(output_type="execute_result", data=BUNDLES, metadata=METADATA, execution_count=COUNTS),
    _record(output_type="error", ename=TEXTS, evalue=TEXTS, traceback=st.lists(TEXTS, max_size=3)),
)
IDS = st.none() | st.sampled_from(["a", "b", "c1d2", "e3f4", "0", "1"])
ATTACHMENTS = st.dictionaries(st.sampled_from(["a.png", "b.png"]), BUNDLES, max_size=2)


def _with_id(cell: Json, cell_id: str | None) -> Json:
    return cell | ({"id": cell_id} if cell_id is not None else {})


PLAIN_CELLS = st.one_of(
    _record(
        cell_type="code", metadata=METADATA, source=TEXTS, execution_count=COUNTS, outputs=st.lists(OUTPUTS, max_size=2)
    ),
    _record(cell_type=st.sampled_from(["markdown", "raw"]), metadata=METADATA, source=TEXTS, attachments=ATTACHMENTS),
    _record(cell_type="markdown", metadata=METADATA, source=TEXTS),
)
CELLS = st.builds(_with_id, PLAIN_CELLS, IDS)
NOTEBOOKS = _record(cells=st.lists(CELLS, max_size=4), metadata=METADATA, nbformat=4, nbformat_minor=st.integers(4, 5))


@st.composite
def _pairs(draw: st.DrawFn) -> tuple[Json, Json]:
    """A notebook, and one that shares cells with it: in another order, with others between, some of them changed."""
    old, new = draw(NOTEBOOKS), draw(NOTEBOOKS)
    for cell in draw(st.permutations(old["cells"])):
        changed = copy.deepcopy(cell)
        if draw(st.booleans()):
            changed["source"] += draw(TEXTS)
        if draw(st.booleans()):
            changed["metadata"] = draw(METADATA)
        if changed.get("outputs") and draw(st.booleans()):
            changed["outputs"] = [*changed["outputs"][1:], draw(OUTPUTS)]
        new["cells"].insert(draw(st.integers(0, len(new["cells"]))), changed)
    return old, new


PAIRS = st.tuples(NOTEBOOKS, NOTEBOOKS) | _pairs()


BASE = notebook(
    markdown("# Churn", id="title"),
    code("data = load()\nprint(len(data))\ntrain, test = split(data)", id="load"),
    code("model = fit(train)", id="fit"),
    code("plot(model, test)", id="plot"),
)


def edited(**sources: str) -> Json:
    """The base with other sources, by the cells' ids."""
    content = copy.deepcopy(BASE)
    for cell in content["cells"]:
        cell["source"] = sources.get(cell["id"], cell["source"])
    return content
