"""What a word beside a number says of it: whether it names a metric, which way is better, on which split. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from .card import Goal

_SHARES = frozenset((
    "accuracy", "acc", "auc", "auroc", "auprc", "aucpr", "ap", "precision", "recall", "f1", "fbeta", "specificity",
    "sensitivity", "mcc", "kappa", "r2", "r²", "iou", "miou", "jaccard", "dice", "ndcg", "mrr", "bleu", "rouge",
    "silhouette", "ssim", "tpr", "tnr",
))  # fmt: skip
"""Better when larger, and at most 1."""
_ERRORS = frozenset((
    "loss", "logloss", "error", "mse", "rmse", "rmsle", "mae", "mape", "smape", "brier", "perplexity", "wer", "cer",
    "deviance", "crossentropy", "fpr", "fnr", "ece",
))  # fmt: skip
"""Better when smaller."""
_PLAIN = frozenset(("score", "metric"))
_COUNTERS = frozenset((
    "epoch", "step", "iteration", "iter", "batch", "fold", "page", "line", "cell", "seed", "version", "id", "row",
    "rows", "column", "columns", "shape", "size", "length", "len", "count", "n", "total", "samples", "elapsed", "eta",
    "port", "pid", "date", "index", "unnamed",
))  # fmt: skip
"""What numbers run along beside: none of these is a result."""
_WORD = re.compile(r"[^\W_]+")
_SPLIT = re.compile(
    r"(?i)(?:\b(?:on|for|in) (?:the )?)?"
    r"(?<![^\W_])(?P<split>test|holdout|validation|valid|val|training|train)(?![^\W_])"
    r"(?:[ _-](?:set|split|data)(?![^\W_]))?"
)
_SPLITS = {"val": "validation", "valid": "validation", "training": "train"}
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")


@dataclass(frozen=True)
class MetricName:
    """A name as a card has it. `is_share` says that the value is between 0 and 1 unless it is in percent."""

    name: str
    split: str | None
    goal: Goal | None
    is_known: bool
    is_share: bool


def metric_name(text: str) -> MetricName | None:
    """What stands beside a number, as a metric's name; None where it names a counter and no metric."""
    words = {word.lower() for word in _WORD.findall(text)}
    is_share, is_error = bool(words & _SHARES), bool(words & _ERRORS)
    is_known = is_share or is_error or bool(words & _PLAIN)
    if not words or (not is_known and words & _COUNTERS):
        return None
    name, split = _without_split(text) if is_known else (text, None)
    goal: Goal | None = "min" if is_error else "max" if is_share else None
    return MetricName(" ".join(name.split()), split, goal, is_known, is_share and not is_error)


def _without_split(text: str) -> tuple[str, str | None]:
    """`test_accuracy` is the accuracy on the test split; a name of which nothing would be left stays."""
    found = _SPLIT.search(text)
    if found is None:
        return text, None
    rest = _EMPTY_BRACKETS.sub("", text[: found.start()] + text[found.end() :]).strip(" _-:,.")
    split = found["split"].lower()
    return (rest, _SPLITS.get(split, split)) if _WORD.search(rest) else (text, None)
