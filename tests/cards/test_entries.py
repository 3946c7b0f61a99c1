"""What of a card can be commented from the command line is what its page has."""

from __future__ import annotations

import json
from pathlib import Path

from cards_made_up import made
from jupyter_mlcollab.cards.entries import MAX_LABEL, entries_of
from jupyter_mlcollab.cards.text import read_card

SAMPLES = Path(__file__).parents[2] / "labextension/src/cards/__tests__/entries.json"
"""`entries.spec.ts` reads the same."""


def test_it_is_what_the_page_has():
    samples = json.loads(SAMPLES.read_text("utf-8"))
    found = entries_of(read_card(json.dumps(samples["card"]).encode()))
    assert [[e.section, e.name, e.label, e.text] for e in found] == samples["entries"]
    hashes = [figure["sha256"] for figure in samples["card"]["figures"]]
    assert [e.sha256 for e in found if e.sha256] == hashes


def test_long_names_are_cut_in_what_they_are_called_only():
    name = "x" * 300
    parameter, other = (e for e in entries_of(made(params={name: 0.0, "n": -(10**400)})) if e.section == "parameter")
    assert (parameter.name, len(parameter.label), parameter.text) == ([name], MAX_LABEL, "0")
    assert other.text == "-Infinity"
