"""What an earlier release stored is read the same for ever: samples of every kind and version, folded."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from jupyter_mlcollab.comments.fold import NEWER
from jupyter_mlcollab.comments.schema import CommentAdded
from jupyter_mlcollab.journal.event import Event
from jupyter_mlcollab.journal.payload import is_newer, read
from jupyter_mlcollab.rooms import FOLDS

SAMPLES = Path(__file__).parents[1] / "data" / "events" / "v1.jsonl"


def stored(kind: str, entity_kind: str, payload: object, seq: int, v: int = 1) -> Event:
    data = json.dumps(payload).replace("$2", "event-2").replace("$3", "event-3").encode()
    return Event(
        project="p", seq=seq, id=f"event-{seq}", v=v, clock=seq, entity_kind=entity_kind, entity="thing", kind=kind,
        actor="ana", role="reviewer", verified=True, origin=None, at=datetime(2026, 11, 23, tzinfo=UTC), payload=data,
        salt=b"", payload_sha256=b"", prev_sha256=b"",
    )  # fmt: skip


@pytest.fixture
def samples() -> list[Event]:
    lines = [json.loads(line) for line in SAMPLES.read_text(encoding="utf-8").splitlines()]
    return [stored(line["kind"], line["entity_kind"], line["payload"], seq) for seq, line in enumerate(lines)]


def folded(samples: list[Event], entity_kind: str) -> dict:
    view = FOLDS[entity_kind]("thing", [e for e in samples if e.entity_kind == entity_kind])
    return msgspec.json.decode(view.body)


def test_there_is_a_sample_of_every_kind(samples):
    from jupyter_mlcollab.cards.fold import CARD_KINDS
    from jupyter_mlcollab.comments.fold import THREAD_KINDS

    assert {e.kind for e in samples} == {
        *CARD_KINDS, *THREAD_KINDS, "document.opened", "document.moved", "look.asked", "look.answered"
    }  # fmt: skip


def test_a_document(samples):
    document = folded(samples, "document")
    assert (document["path"], document["previousPaths"]) == ("risk/train.ipynb", ["churn/train.ipynb"])
    assert document["fingerprint"] == ["0a1b2c3d4e5f"]


def test_a_card(samples):
    card = folded(samples, "card")
    assert (card["path"], card["stage"], card["submitter"], card["by"]) == (
        "cards/boosting/card.json", "draft", "ana", "card-2",
    )  # fmt: skip
    assert [(v["person"], v["approved"], v["digest"]) for v in card["verdicts"]] == [("ana", True, "ab12")]
    assert card["waived"] == ["0a1b"]
    assert (card["verification"]["digest"], card["verification"]["level"]) == ("ab12", "R2")
    assert card["steps"][1] | {"at": ""} == {
        "what": "declined", "person": "ana", "note": "Which split?", "digest": "ab12", "at": "",
    }  # fmt: skip


def test_a_thread(samples):
    thread = folded(samples, "thread")
    assert [c["body"] for c in thread["comments"]] == ["Does the split leak?", None]
    assert (thread["status"], thread["blocking"], thread["document"]) == ("open", True, "doc")
    assert (thread["anchor"]["kind"], thread["anchor"]["chosen"]) == ("output", True)
    assert thread["anchor"]["output"]["payloadSha256"] == "ef"


def test_a_thread_on_a_part_of_a_card():
    anchor = {
        "kind": "entry", "cell": None, "quote": None, "output": None, "snapshot": {"excerpt": "0.8713", "cut": False},
        "entry": {
            "section": "metric", "heading": "Metric", "label": "auc, test", "keyHash": "ab", "textHash": "cd",
        },
    }  # fmt: skip
    payload = {"document": "doc", "anchor": anchor, "body": "On which fold?"}
    thread = folded([stored("thread.opened", "thread", payload, 1)], "thread")
    assert (thread["anchor"]["kind"], thread["anchor"]["entry"]["keyHash"]) == ("entry", "ab")


def test_what_was_put_on_a_notebook_is_on_no_part_of_a_card(samples):
    assert folded(samples, "thread")["anchor"]["entry"] is None


def test_a_look(samples):
    look = folded(samples, "look")
    assert [(a["person"], a["how"]) for a in look["answers"]] == [("ana", "fine"), ("bo", None)]


def test_fields_and_kinds_of_later_releases_are_read_over(samples):
    later = stored("comment.added", "thread", {"body": "x", "reactions": ["+1"]}, 20)
    unknown = stored("thread.pinned", "thread", {"by": "ana"}, 21)
    view = FOLDS["thread"]("thing", [*(e for e in samples if e.entity_kind == "thread"), later, unknown])
    assert [c["body"] for c in msgspec.json.decode(view.body)["comments"]] == ["Does the split leak?", None, "x"]


def test_a_form_of_a_later_release_is_kept_and_shown_as_such(samples):
    newer = stored("comment.added", "thread", {"parts": ["x"]}, 20, v=2)
    assert read(newer, CommentAdded) is None
    assert is_newer(newer)
    view = FOLDS["thread"]("thing", [*(e for e in samples if e.entity_kind == "thread"), newer])
    last = msgspec.json.decode(view.body)["comments"][-1]
    assert (last["body"], last["deleted"]) == (NEWER, False)


def test_an_old_form_is_brought_to_todays_step_by_step():
    upgrades = {
        "comment.added": (
            lambda raw: {"words": raw["text"]},
            lambda raw: {"body": raw["words"], "mentions": []},
        )
    }
    for v, payload in ((1, {"text": "x"}), (2, {"words": "x"}), (3, {"body": "x"})):
        said = read(stored("comment.added", "thread", payload, 1, v=v), CommentAdded, upgrades)
        assert said == CommentAdded(body="x", mentions=[])
    assert read(stored("comment.added", "thread", {"body": "x"}, 1, v=4), CommentAdded, upgrades) is None


@pytest.mark.parametrize("payload", [None, [], 5, {}, {"body": 5}, {"body": "x", "mentions": "y"}])
def test_what_is_no_comment_at_all_does_not_break_the_thread(samples, payload):
    odd = stored("comment.added", "thread", payload, 20)
    view = FOLDS["thread"]("thing", [*(e for e in samples if e.entity_kind == "thread"), odd])
    assert msgspec.json.decode(view.body)["comments"][-1]["body"] is None
