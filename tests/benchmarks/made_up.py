"""Made-up notebooks of any size, and what people and tools do to them."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import msgspec

WORDS = ["model", "train", "test", "score", "data", "frame", "column", "split", "seed", "loss", "epoch", "plot"]


def notebook(count: int, chance: random.Random, ids: bool = True) -> Any:
    """A third Markdown, 3 to 25 lines a cell, every code cell with a line of output."""
    return {
        "cells": [_cell(chance, ids) for _ in range(count)],
        "metadata": {"kernelspec": {"name": "python3"}},
        "nbformat": 4,
        "nbformat_minor": 5 if ids else 4,
    }


def _cell(chance: random.Random, ids: bool) -> Any:
    source = "\n".join(_line(chance) for _ in range(chance.randint(3, 25)))
    identity = {"id": f"{chance.getrandbits(32):08x}"} if ids else {}
    if chance.random() < 0.35:
        return {"cell_type": "markdown", "metadata": {}, "source": source} | identity
    outputs = [{"output_type": "stream", "name": "stdout", "text": _line(chance)}]
    count = chance.randint(1, 500)
    return {
        "cell_type": "code",
        "execution_count": count,
        "metadata": {},
        "source": source,
        "outputs": outputs,
    } | identity


def _line(chance: random.Random) -> str:
    return f"{'_'.join(chance.choices(WORDS, k=2))} = {' '.join(chance.choices(WORDS, k=4))} {chance.randint(0, 999)}"


def with_log(lines: list[str]) -> Any:
    """A notebook of one cell that printed these lines."""
    output = {"output_type": "stream", "name": "stdout", "text": "\n".join(lines)}
    cell = {"cell_type": "code", "execution_count": 1, "metadata": {}, "source": "fit()", "outputs": [output]}
    return {"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 4}


def copied(old: Any) -> Any:
    """The same notebook, read anew."""
    return msgspec.json.decode(msgspec.json.encode(old))


def edited(old: Any) -> Any:
    """Five of a hundred cells edited, two inserted, two deleted, two moved; all run anew."""
    chance, new = random.Random(4), copied(old)
    cells = new["cells"]
    for cell in chance.sample(cells, len(cells) // 20):
        lines = cell["source"].split("\n")
        lines[chance.randrange(len(lines))] = _line(chance)
        cell["source"] = "\n".join(lines)
    for _ in range(len(cells) // 50):
        cells.pop(chance.randrange(len(cells)))
        cells.insert(chance.randrange(len(cells)), _cell(chance, "id" in cells[0]))
        cells.insert(chance.randrange(len(cells)), cells.pop(chance.randrange(len(cells))))
    for n, cell in enumerate(cells):
        if "execution_count" in cell:
            cell["execution_count"] = n
    return new


def shuffled(old: Any) -> Any:
    """All cells in another order."""
    new = copied(old)
    random.Random(5).shuffle(new["cells"])
    return new


def renumbered(old: Any) -> Any:
    """All cells with other ids."""
    chance, new = random.Random(6), copied(old)
    for cell in new["cells"]:
        cell["id"] = f"{chance.getrandbits(32):08x}"
    return new


CHANGES: dict[str, Callable[[Any], Any]] = {
    "unedited": copied,
    "5 % edited": edited,
    "5 % edited, no ids": edited,
    "shuffled": shuffled,
    "shuffled, no ids": shuffled,
    "all ids regenerated": renumbered,
}
