"""Experiment cards in numbers: the list of a project, a search over it, and a comparison.

    python tests/benchmarks/cards.py [--cards 5000]

Each card has 20 parameters, 12 metrics and 60 packages. The first list reads every file, as after the server's start;
the second finds that nothing changed; the third that one card did. The answer is made and encoded as a browser gets
it, first that with the newest cards alone. Times are those on the processor, which other work does not lengthen. The
search looks through titles, tags, conclusions and notebooks as the panel does. What is compared
are 50 of the largest usual cards: 60 parameters, 60 metrics, 220 packages.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from jupyter_mlcollab.cards.card import SCHEMA, Card
from jupyter_mlcollab.cards.comparison import compare
from jupyter_mlcollab.cards.listed import ListedCardsMade
from jupyter_mlcollab.cards.listing import ReadCards
from jupyter_mlcollab.cards.schema import CardList
from jupyter_mlcollab.cards.text import card_text, read_card
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.git.files import ProjectFiles
from jupyter_mlcollab.git.project import ProjectPlace, find_project
from machine import machine

ROUNDS = 5
COMPARED = 50
WORDS = ("boosting", "linear", "calibrated", "monotone", "stacked", "pruned", "weighted")


def made_up(number: int, params: int, metrics: int, packages: int) -> Card:
    return msgspec.convert(
        {
            "schema": SCHEMA, "id": new_id(), "kind": "experiment",
            "title": f"Churn {WORDS[number % 7]} number {number}",
            "owner": "Ana", "created": datetime(2026, 1, 1, tzinfo=UTC) + timedelta(minutes=number),
            "tags": ["churn", WORDS[number % 5]], "hypothesis": "At least 2 points of AUC. " * 4,
            "outcome": "supported",
            "conclusion": f"Adopt {WORDS[number % 3]}. Recalibrate monthly. " * 3,
            "params": {f"parameter_{n}": n * number / 7 for n in range(params)},
            "metrics": [
                {"name": f"metric_{n}", "value": n / 7 + number, "split": "test", "goal": "max", "low": 0, "high": 1}
                for n in range(metrics)
            ],
            "figures": [{"path": "figures/roc.png", "sha256": "0" * 64, "caption": "ROC"}],
            "code": {"notebook": f"churn/train-{number % 40}.ipynb", "commit": f"{number:040x}", "branch": "main"},
            "environment": {"python": "3.11.7", "packages": {f"package{n:03}": "1.2.3" for n in range(packages)}},
        },
        Card,
    )  # fmt: skip


def write(folder: Path, count: int) -> None:
    for number in range(count):
        file = folder / "cards" / f"card-{number}" / "card.json"
        file.parent.mkdir(parents=True)
        file.write_text(card_text(made_up(number, 20, 12, 60)), encoding="utf-8")


def median(what: Callable[[], Any], rounds: int = ROUNDS) -> float:
    """Milliseconds on the processor of the middle one of some rounds."""
    times = []
    for _ in range(rounds):
        began = time.process_time()
        what()
        times.append((time.process_time() - began) * 1000)
    return statistics.median(times)


def found(answer: list[Any], words: str) -> int:
    """How many rows have all words, as the panel searches."""
    wanted = words.lower().split()
    texts = (" ".join((r.title, r.owner, r.conclusion or "", r.notebook or "", *r.tags)).lower() for r in answer)
    return sum(all(word in text for word in wanted) for text in texts)


def lists(place: ProjectPlace, count: int) -> None:
    files = ProjectFiles(place)
    kept = ReadCards()
    answer = kept.rows(files, "cards")
    if len(answer) != count or any(row.problem for row in answer):
        raise RuntimeError("The list is not whole.")

    def change() -> None:
        file = place.folder / "cards" / "card-7" / "card.json"
        file.write_bytes(file.read_bytes() + b" ")
        kept.rows(files, "cards")

    found_cards = CardList(folder="cards", baseline=None, cards=answer)
    made = ListedCardsMade()
    sent = made.listed(found_cards)
    rows = [
        ("list, first time", median(lambda: ReadCards().rows(files, "cards"))),
        ("list again", median(lambda: kept.rows(files, "cards"))),
        ("list again, one card changed", median(change)),
        ("answer made, newest 60", median(lambda: ListedCardsMade().listed(found_cards, 60))),
        ("answer made, first time", median(lambda: ListedCardsMade().listed(found_cards))),
        ("answer made again", median(lambda: made.listed(found_cards))),
        ("answer as JSON", median(lambda: msgspec.json.encode(sent))),
        ("search of two words", median(lambda: found(answer, "boosting adopt"))),
    ]
    for name, taken in rows:
        print(f"{name:<32} {taken:>8.1f} ms")
    print(f"{'size of the answer':<32} {len(msgspec.json.encode(sent)) / 1e6:>8.1f} MB")


def comparison() -> None:
    texts = [card_text(made_up(number, 60, 60, 220)).encode() for number in range(COMPARED)]
    paths = [f"cards/{number}/card.json" for number in range(COMPARED)]

    def compared(everything: bool) -> bytes:
        return msgspec.json.encode(compare(paths, [read_card(text) for text in texts], everything))

    print(f"{'compare 50, what differs':<32} {median(lambda: compared(False)):>8.1f} ms")
    print(f"{'compare 50, all':<32} {median(lambda: compared(True)):>8.1f} ms")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=5000, help="cards in the project")
    arguments = parser.parse_args()
    print(machine("jupyter-mlcollab", "msgspec"))
    print(f"\n{arguments.cards} cards; medians of {ROUNDS}")
    with tempfile.TemporaryDirectory() as folder:
        write(Path(folder), arguments.cards)
        lists(find_project(Path(folder), Path(folder)), arguments.cards)
    comparison()
    return 0


if __name__ == "__main__":
    sys.exit(main())
