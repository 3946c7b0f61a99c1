"""What a search tells of its findings: where they stand, what is shown of them, what is passed over, in what time."""

from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jupyter_mlcollab.core.errors import Invalid, TooLarge
from jupyter_mlcollab.core.text import from_utf16, split_lines
from jupyter_mlcollab.git.settings import PrivacySettings
from jupyter_mlcollab.privacy import reading, schema
from jupyter_mlcollab.privacy.choice import Choice, choice_of, every_rule
from jupyter_mlcollab.privacy.personal import NATIONAL
from jupyter_mlcollab.privacy.reading import scan_bytes, scan_notebook, scan_patch, scan_text
from jupyter_mlcollab.privacy.scan import Hit, fingerprint_of, without_overlaps

MAIL = "ana.lopez@uni.churn"
KEY = "AKIA" + "Q3EGRX7HPL2ZMWTB"
TOKEN = "hf" + "_" + "aB3dE5gH7jK9mN1pQ2sT4vW6yZ8bC0eF2h"
EVERYTHING = Choice(national_ids=frozenset(rule.name for rule in NATIONAL))


def rules(scan: schema.PrivacyScan) -> list[str]:
    return [finding.rule for finding in scan.findings]


def cell(source: str = "", **changes: object) -> dict[str, object]:
    return {"cell_type": "code", "id": "one", "metadata": {}, "source": source, "outputs": [], **changes}


def notebook(*cells: object, **metadata: object) -> dict[str, object]:
    return {"nbformat": 4, "nbformat_minor": 5, "metadata": metadata, "cells": list(cells)}


def stream(text: object) -> dict[str, object]:
    return {"output_type": "stream", "name": "stdout", "text": text}


def shown(**data: object) -> dict[str, object]:
    return {"output_type": "display_data", "metadata": {}, "data": data}


def test_a_finding_says_where_it_stands_in_units_of_the_browser():
    found = scan_text(f"# 😀\n😀 {MAIL}", "notes.md").findings[0]
    assert (found.path, found.part, found.cell, found.line, found.start, found.end) == (
        "notes.md",
        "text",
        None,
        1,
        3,
        22,
    )
    assert (found.rule, found.kind, found.title) == ("e-mail", "personal", "E-mail address")
    assert MAIL not in found.excerpt and found.excerpt == "😀 a•••"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_end_as_in_the_browser(end):
    found = scan_text(end.join(["a", "", f"password='correcthorse7{end}", f" {MAIL} "])).findings
    assert [(f.rule, f.line, f.start) for f in found] == [("e-mail", 4, 1)]


def test_every_part_of_a_notebook_that_says_something_is_looked_through():
    made = notebook(
        cell(MAIL, cell_type="markdown", id="title"),
        cell(
            ["a = 1\n", f"b = '{KEY}'\n"],
            outputs=[
                stream(["fit\n", f"{MAIL}\n"]),
                {"output_type": "error", "ename": "E", "evalue": MAIL, "traceback": ["\x1b[31mE\x1b[0m", f"x {MAIL}"]},
                shown(**{"text/plain": "a", "text/html": f"<td>{MAIL}</td>"}),
                shown(**{"application/json": {"to": MAIL}, "image/png": MAIL, "image/svg+xml": MAIL}),
            ],
            metadata={"tags": [MAIL]},
        ),
        widgets={"password": "correcthorse7"},
    )
    found = scan_notebook(made, "train.ipynb").findings
    assert [(f.part, f.cell, f.cell_id, f.output, f.line, f.rule) for f in found] == [
        ("source", 0, "title", None, 0, "e-mail"),
        ("source", 1, "one", None, 1, "aws-key"),
        ("output", 1, "one", 0, 1, "e-mail"),
        ("output", 1, "one", 1, 1, "e-mail"),
        ("output", 1, "one", 2, 0, "e-mail"),
        ("output", 1, "one", 3, 1, "e-mail"),
        ("cell_metadata", 1, "one", None, 2, "e-mail"),
        ("notebook_metadata", None, None, None, 2, "password"),
    ]


def test_what_an_output_shows_in_two_forms_is_told_once():
    both = shown(**{"text/plain": f"{MAIL} {MAIL}", "text/html": f"<b>{MAIL}</b> {TOKEN}"})
    found = scan_notebook(notebook(cell(outputs=[both, both]))).findings
    assert [(f.output, f.rule) for f in found] == [
        *[(0, "e-mail")] * 2, (0, "hugging-face-token"), *[(1, "e-mail")] * 2, (1, "hugging-face-token"),
    ]  # fmt: skip


def test_colours_of_a_traceback_hide_nothing():
    coloured = f"\x1b[0;32m----> 1\x1b[0m password\x1b[38;5;241m=\x1b[39m\x1b[33m'correct{'horse7'}'\x1b[39m"
    found = scan_notebook(notebook(cell(outputs=[{"output_type": "error", "traceback": [coloured]}]))).findings
    assert [(f.rule, f.start, f.end) for f in found] == [("password", 18, 31)]


def test_a_notebook_of_format_3_and_one_damaged_inside_are_looked_through():
    old = {"worksheets": [{"cells": [{"cell_type": "code", "input": [MAIL], "outputs": [{"html": [MAIL]}]}]}]}
    assert rules(scan_notebook(old)) == ["e-mail", "e-mail"]
    damaged = notebook(None, 5, cell(MAIL, outputs=[None, {"data": [1]}, {"data": {"text/plain": 5}}]), {"source": 5})
    assert rules(scan_notebook(damaged)) == ["e-mail"]
    for content in (5, [], {}, {"cells": {}}):
        with pytest.raises(Invalid, match="not a notebook"):
            scan_notebook(content)


def test_pictures_and_other_payloads_are_passed_over():
    picture = "iVBORw0KGgo" + "Q3EGRX7HPL2ZMWTB+/AKIAQ3EGRX7HPL2ZMWTB/" * 60
    assert KEY in picture
    assert scan_text(f"<img src='data:image/png;base64,{picture}'>").findings == []
    assert scan_text(f"'{picture}'").findings == []
    assert rules(scan_text(f"'{picture}' {MAIL}")) == ["e-mail"]


def test_an_excerpt_masks_all_that_was_found_before_the_value():
    found = scan_text(f"login('{KEY}', password='correcthorse7', to='{MAIL}')").findings
    assert [f.rule for f in found] == ["aws-key", "password", "e-mail"]
    for finding in found:
        for value in (KEY, "correcthorse7", MAIL):
            assert value not in finding.excerpt and value[4:] not in finding.excerpt
    assert found[0].excerpt == "login('AKIA•••"


def test_a_place_is_told_once_and_a_secret_beats_personal_data():
    found = scan_text("postgresql://ana:tr0ub4dor@db.uni.churn/x").findings
    assert [f.rule for f in found] == ["password-in-address"]
    assert rules(scan_text(f"api_key = '{TOKEN}'")) == ["hugging-face-token"]


@pytest.mark.parametrize(
    ("said", "left"),
    [
        ("# mlcollab: allow", []),
        ("# mlcollab: allow e-mail", ["aws-key"]),
        ("// mlcollab: allow aws-key, e-mail because it is made up", []),
        ("# mlcollab: allow this, it is made up", []),
        ("# mlcollab: allow phone", ["aws-key", "e-mail"]),
        ("# mlcollab allow", ["aws-key", "e-mail"]),
    ],
)
def test_a_line_can_say_that_it_is_meant(said, left):
    assert rules(scan_text(f"f('{KEY}', '{MAIL}')  {said}\n'{MAIL}'")) == [*left, "e-mail"]


def test_a_project_chooses_rules_and_allows_values():
    text = f"{KEY} {MAIL} 536-22-1234"
    chosen = choice_of(PrivacySettings(["e-mail"], ["us-ssn"], ["data/*"], [fingerprint_of("aws-key", KEY)]))
    assert rules(scan_text(text)) == ["aws-key", "e-mail"]
    assert rules(scan_text(text, choice=chosen)) == ["us-ssn"]
    assert scan_text(text).findings[0].fingerprint == fingerprint_of("aws-key", KEY)
    assert chosen.ignores("data/raw/people.csv") and not chosen.ignores("src/data/people.csv")


@pytest.mark.parametrize("wrong", [PrivacySettings(off=["emails"]), PrivacySettings(national_ids=["e-mail"])])
def test_a_rule_that_there_is_not_is_named(wrong):
    with pytest.raises(Invalid, match=r"mlcollab.toml: privacy\.\w+ names no rule “e-?mails?”"):
        choice_of(wrong)


PATCH = f"""\
diff --git a/train.py b/train.py
index 3f9a21b..bc77d0e 100644
--- a/train.py
+++ b/train.py
@@ -1,3 +1,4 @@ def f():
 import os
-old = "{KEY}"
+new = 1
+++ b/not-a-header
 kept = "{MAIL}"
@@ -20,0 +22,2 @@
+
+to = "{MAIL}"
diff --git "a/b\\303\\274ro.ipynb" "b/b\\303\\274ro.ipynb"
--- "a/b\\303\\274ro.ipynb"
+++ "b/b\\303\\274ro.ipynb"
@@ -9 +9 @@
-    "a\\n"
+    "password = \\"correcthorse7\\"\\n"
\\ No newline at end of file
diff --git a/gone.py b/gone.py
--- a/gone.py
+++ /dev/null
@@ -1 +0,0 @@
-{MAIL}
"""


def test_of_a_diff_only_added_lines_count():
    found = [f for scan in scan_patch(PATCH) for f in scan.findings]
    assert [(f.path, f.rule, f.line, f.start, f.end) for f in found] == [
        ("train.py", "e-mail", 22, 6, 25),
        ("büro.ipynb", "password", 8, 18, 31),
    ]
    assert [scan.path for scan in scan_patch(PATCH, Choice(ignore=("*.ipynb",)))] == ["train.py"]


@given(st.text(max_size=300) | st.lists(st.sampled_from(PATCH.split("\n"))).map("\n".join))
def test_any_text_is_taken_for_a_diff(text):
    scan_patch(text)


def test_a_notebook_that_is_not_json_is_looked_through_as_text():
    broken = json.dumps(notebook(cell(f'password = "correcthorse7"\nto = "{MAIL}"')), indent=1)[:-20]
    found = scan_bytes(broken.encode(), "train.ipynb").findings
    assert [(f.rule, f.part) for f in found] == [("password", "text"), ("e-mail", "text")]
    assert broken.split("\n")[found[0].line][found[0].start : found[0].end] == "correcthorse7"
    assert rules(scan_bytes(b'{"cells": 5, "a": "' + MAIL.encode(), "a.ipynb")) == ["e-mail"]
    assert rules(scan_bytes(b'{"cells": [{"source": NaN}], "metadata": {"to": "' + MAIL.encode() + b'"}}', "a.ipynb"))
    nested = b'{"cells": ' + b"[" * 100_000
    assert scan_bytes(nested, "a.ipynb").findings == []


def test_files_that_cannot_be_looked_through_are_told(monkeypatch):
    with pytest.raises(Invalid, match=r"notes\.txt is not text in UTF-8"):
        scan_bytes(b"caf\xe9", "notes.txt")
    with pytest.raises(Invalid, match="UTF-8"):
        scan_bytes("to = x".encode("utf-16"), "notes.txt")
    monkeypatch.setattr(reading, "LIMIT_BYTES", 1024**2)
    assert scan_bytes(b" " * 1024**2, "a.txt").findings == []
    with pytest.raises(TooLarge, match=r"a\.txt is over the limit of 1 MB"):
        scan_bytes(b" " * (1024**2 + 1), "a.txt")


def test_a_very_long_line_is_looked_through_to_its_end():
    found = scan_text("😀 loss " * 100_000 + MAIL).findings
    assert [(f.rule, f.start) for f in found] == [("e-mail", 800_000)]


def test_of_thousands_of_findings_the_rest_is_counted():
    scan = scan_text("\n".join(f"ana{n}@uni.churn" for n in range(schema.MAX_FINDINGS + 500)))
    assert (len(scan.findings), scan.left_out) == (schema.MAX_FINDINGS, 500)


SEEDS = [
    MAIL,
    KEY,
    TOKEN,
    "password = 'correcthorse7'",
    "+49 30 901820",
    "4539 1488 0343 6467",
    "😀",
    "\ud83d",
    "\r",
    " ",
]
MIXED = st.lists(st.sampled_from(SEEDS) | st.text(max_size=12), max_size=12)


@settings(max_examples=150)
@given(MIXED, st.sampled_from(["", " ", "\n", "'"]))
def test_positions_point_at_the_value_and_no_excerpt_holds_it(parts, between):
    text = between.join(parts)
    lines = split_lines(text)
    for finding in scan_text(text, choice=EVERYTHING).findings:
        line = lines[finding.line]
        value = line[from_utf16(line, finding.start) : from_utf16(line, finding.end)]
        assert value and fingerprint_of(finding.rule, value) == finding.fingerprint
        assert value not in finding.excerpt
        assert "\n" not in value and len(finding.excerpt) < 60


KEYS = st.sampled_from(["cells", "source", "outputs", "data", "text/plain", "traceback", "metadata", "worksheets"])
JSON = st.recursive(
    st.none() | st.sampled_from(SEEDS) | st.integers(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
    max_leaves=20,
)


@settings(max_examples=100)
@given(JSON | JSON.map(lambda content: {"cells": [content]}))
def test_any_json_is_looked_through_or_told_to_be_no_notebook(content):
    try:
        scan_notebook(content)
    except Invalid as error:
        assert "not a notebook" in error.message


RULES = every_rule()[:4]
SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 8)).map(lambda span: (span[0], sum(span))), max_size=20)


@given(st.lists(SPANS, min_size=4, max_size=4))
def test_of_values_that_share_characters_the_first_rule_has_its_own(spans):
    hits = [Hit(rule, *span) for rule, of_rule in zip(RULES, spans, strict=True) for span in of_rule]
    expected: list[Hit] = []
    for hit in hits:
        if all(hit.end <= other.start or other.end <= hit.start for other in expected):
            expected.append(hit)
    assert without_overlaps(hits) == sorted(expected, key=lambda hit: hit.start)


def test_very_many_findings_take_time_in_proportion():
    """Four times as many, at most ten times the time: a square would be sixteen."""

    def seconds_for(count: int) -> float:
        hits = [Hit(rule, 40 * n + 10 * place, 40 * n + 10 * place + 9) for place, rule in enumerate(RULES)
                for n in range(count)]  # fmt: skip
        begin = time.process_time()
        assert len(without_overlaps(hits)) == 4 * count
        return time.process_time() - begin

    short = min(seconds_for(10_000) for _ in range(3))
    assert seconds_for(40_000) < 10 * short


WORDS = sorted({word for rule in every_rule() for word in rule.words})
SIGNS = ["password='", "eyJ", "+1", *"\"'=:.-_/@ (aA9"]
HOSTILE = st.lists(st.sampled_from(WORDS + SIGNS), min_size=1, max_size=5).map("".join)


def seconds(text: str) -> float:
    begin = time.process_time()
    scan_text(text, choice=EVERYTHING)
    return time.process_time() - begin


@settings(max_examples=25)
@given(HOSTILE)
def test_the_time_grows_with_the_text_and_not_faster(word):
    """Four times the text, at most ten times the time: a square would be sixteen. Short times say nothing."""
    short, long = word * (20_000 // len(word)), word * (80_000 // len(word))
    limit = max(1.0, 10 * seconds(short))
    assert min(seconds(long) for _ in range(2)) < limit
