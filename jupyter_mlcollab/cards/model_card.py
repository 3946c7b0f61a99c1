"""`MODEL_CARD.md`: a card of a model with the front matter of Hugging Face's model cards.

The keys are those of https://huggingface.co/docs/hub/model-cards and of its `model-index`. What only our card knows
stands under `experiment_card`, which other readers carry along. The marks that a hub gives to results that it checked
itself are never written.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .card import Card, CardMetric
from .markdown_form import markdown_of
from .outline import outline
from .text import digest
from .words import readable

NUDGES = {
    "intended_use": "Intended use: what is the model for, and who uses it?",
    "out_of_scope": "Not meant for: what must it not be used for?",
    "limitations": "Limits: where does it fail, and on which data was it not tried?",
    "risks": "Risks: whom could a wrong answer hurt, and how?",
    "license": "License: under which terms may others use it?",
}
"""What to ask whoever publishes a model, by the field that would answer."""


def missing(card: Card) -> list[str]:
    """What to ask before the card of a model is published; empty for other kinds."""
    if card.kind != "model":
        return []
    return [question for field, question in NUDGES.items() if not getattr(card, field)]


def model_card(card: Card) -> str:
    """The text of `MODEL_CARD.md`: front matter, then the card as in its README. Figures are by relative path."""
    lines = ["---", *yaml_lines(front_matter(card)), "---", ""]
    return "\n".join(lines) + "\n" + markdown_of(outline(card), link_pictures=True)


def front_matter(card: Card) -> dict[str, Any]:
    """The data at the head of the model card; what is not known is left out."""
    head: dict[str, Any] = {
        "license": card.license,
        "tags": card.tags,
        "datasets": [data.name for data in card.data],
        "metrics": list(dict.fromkeys(metric.name for metric in card.metrics)),
        "model-index": [{"name": card.title, "results": list(_results(card))}] if card.metrics else None,
        "experiment_card": {
            "id": card.id,
            "digest": digest(card),
            "commit": card.code.commit if card.code else None,
            "outcome": card.outcome,
        },
    }
    return _filled(head)


def _results(card: Card) -> Iterator[dict[str, Any]]:
    """Metrics grouped by what they were measured on, as `model-index` wants them. It needs a task, a data set and a
    type for each; where the card does not say, the split stands for the data set."""
    groups: dict[tuple[str, str], list[CardMetric]] = {}
    for metric in card.metrics:
        groups.setdefault((metric.split or "", metric.slice or ""), []).append(metric)
    for (split, part), metrics in groups.items():
        name = _data_of(card, split) or split or "not named"
        yield {
            "task": {"type": _task(card), "name": card.title},
            "dataset": _filled({"type": name, "name": name, "split": split, "config": part}),
            "metrics": [_result(metric) for metric in metrics],
        }


def _task(card: Card) -> str:
    """The task as the tags or `ext.task` name it."""
    task = card.ext.get("task")
    return task if isinstance(task, str) and task else "tabular-classification" if "tabular" in card.tags else "other"


def _data_of(card: Card, split: str) -> str:
    """The name of the data with the split's role; of the only data there is."""
    named = [data.name for data in card.data if data.role == split]
    return named[0] if named else card.data[0].name if len(card.data) == 1 else ""


def _result(metric: CardMetric) -> dict[str, Any]:
    return {"type": metric.name, "value": metric.value, "name": metric.name}


def _filled(values: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in values.items() if value not in (None, "", [], {})}


def yaml_lines(value: dict[str, Any], depth: int = 0) -> Iterator[str]:
    """A map as YAML. Texts are quoted as JSON quotes them, which is YAML too and leaves nothing to guess."""
    for key, one in value.items():
        yield from _yaml(f"{'  ' * depth}{key}:", one, depth)


def _yaml(start: str, value: Any, depth: int) -> Iterator[str]:
    if isinstance(value, dict):
        yield start
        yield from yaml_lines(value, depth + 1)
    elif isinstance(value, list):
        yield start
        for one in value:
            if isinstance(one, dict):
                first, *rest = yaml_lines(one, depth + 1)
                yield f"{'  ' * depth}- {first.lstrip()}"
                yield from rest
            else:
                yield f"{'  ' * depth}- {_scalar(one)}"
    else:
        yield f"{start} {_scalar(value)}"


def _scalar(value: Any) -> str:
    """JSON's form; an exponent gets the point without which YAML 1.1 reads it as text."""
    text = json.dumps(readable(value) if isinstance(value, str) else value, ensure_ascii=False)
    text = text.replace("\ufffe", "\\ufffe").replace("\uffff", "\\uffff")
    if isinstance(value, float) and "e" in text and "." not in text:
        return text.replace("e", ".0e")
    return text
