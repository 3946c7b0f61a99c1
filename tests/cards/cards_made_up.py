"""Cards made up for tests: one that has everything, one as large as they get, and one that means harm."""

from __future__ import annotations

import base64
import hashlib
import math
from datetime import UTC, datetime

import msgspec

from jupyter_mlcollab.cards.card import SCHEMA, Card
from jupyter_mlcollab.core.ids import new_id

PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
PICTURES = {"figures/roc.png": PNG}


def made(**fields: object) -> Card:
    """A card with what every card has, and `fields`, named as in the file."""
    known = {
        "schema": SCHEMA,
        "id": new_id(),
        "title": "Boosting beats logistic regression",
        "kind": "experiment",
        "owner": "Ana",
        "created": datetime(2026, 11, 26, 9, 0, tzinfo=UTC),
    }
    return msgspec.convert(known | fields, Card, from_attributes=True)


def full(**fields: object) -> Card:
    """A card in which every part is filled."""
    known = {
        "id": "01939000-0000-7000-8000-000000000001",
        "tags": ["churn", "tabular"],
        "hypothesis": "At least 2 points of AUC.",
        "summary": "Trained on October, tested on November.",
        "outcome": "supported",
        "conclusion": "Adopt. Recalibrate monthly.\n\nThe gain is in long contracts.",
        "next": ["Recalibrate", "Try monotone constraints"],
        "lessons": ["The date leaks the target"],
        "limitations": "One month only.",
        "params": {"depth": 3, "rate": 0.1, "early": True, "subsample": None},
        "metrics": [
            {"name": "auc", "value": 0.893, "split": "test", "goal": "max", "n": 1200, "low": 0.88, "high": 0.91},
            {"name": "loss", "value": 0.31, "split": "test", "goal": "min"},
        ],
        "data": [
            {"name": "churn 2026-10", "role": "train", "rows": 12000, "fingerprint": "sha256:ab", "scope": "frame"}
        ],
        "figures": [
            {
                "path": "figures/roc.png", "sha256": hashlib.sha256(PNG).hexdigest(),
                "caption": "ROC on the test split", "alt": "A curve above the diagonal",
            }
        ],
        "artifacts": [{"name": "model", "path": "models/gbm.joblib", "sizeBytes": 120000}],
        "code": {"notebook": "churn/train.ipynb", "commit": "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678", "dirty": False},
        "execution": {"id": "run", "started": "2026-11-26T09:00:00Z", "seconds": 12.5, "order": "linear"},
        "environment": {"python": "3.11.7", "packages": {"numpy": "2.1.0", "pandas": "2.2.3"}},
    }  # fmt: skip
    return made(**(known | fields))


_PARAMETERS = (
    "learning_rate", "max_depth", "n_estimators", "subsample", "max_features", "random_state", "criterion", "loss",
    "tol", "warm_start", "ccp_alpha", "min_samples_leaf", "n_iter_no_change", "verbose", "penalty", "solver",
    "class_weight", "max_iter", "with_mean", "handle_unknown",
)  # fmt: skip
_METRICS = (
    "auc", "accuracy", "f1", "precision", "recall", "log_loss", "brier", "mcc", "kappa", "gini", "ks", "ece", "r2",
    "mae", "rmse", "specificity", "balanced_accuracy", "average_precision", "top_decile_lift", "fit_seconds",
)  # fmt: skip


def heavy() -> Card:
    """60 parameters, 60 metrics with all their digits and 220 packages."""
    return full(
        params={
            f"{name}_{number}": [number * 0.1, number * 100, "balanced", True, None][(place + number) % 5]
            for place, name in enumerate(_PARAMETERS)
            for number in range(3)
        },
        metrics=[
            {"name": name, "value": math.sin(number + place) ** 2, "split": split, "goal": "max"}
            for place, name in enumerate(_METRICS)
            for number, split in enumerate(("train", "valid", "test"))
        ],
        environment={
            "python": "3.11.7",
            "system": "Linux-6.8-x86_64",
            "packages": {f"package{n:03}": f"{n % 9}.{n % 14}.{n % 5}" for n in range(220)},
        },
        code={
            "notebook": "churn/train.ipynb",
            "commit": "a1b2c3d4e5f60718293a4b5c6d7e8f9012345678",
            "cells": [{"key": f"5feceb6{n}", "id": f"{n:08x}", "count": n} for n in range(3)],
        },
    )


HOSTILE = (
    "<script>alert(1)</script><img src=x onerror=alert(2)> [click](javascript:alert(3)) `code` ``` a|b "
    "\u202egnp.exe\u202c *bold* _it_ $x^2$ \\(y\\) <!-- --> --> {#id} ![p](http://evil.example/p.png) &lt; @you"
)
"""What nobody should have to read as anything but text."""
STARTS = (
    "# heading\n- item\n1. one\n> quote\n    code\n=====\n---\n| a | b |\n|---|---|\n~~~\n:::\n<div>\n[x]: http://x"
)


def hostile() -> Card:
    """HTML, Markdown, formulas and marks of direction wherever text may stand, and values of 10 kB."""
    text = f"{HOSTILE}\n{STARTS}"
    return full(
        title=HOSTILE[:200],
        owner=HOSTILE,
        tags=[HOSTILE],
        hypothesis=text,
        summary=text,
        conclusion=text,
        next=[text],
        lessons=[text],
        limitations=text,
        params={HOSTILE: HOSTILE, "long": "x" * 10_000},
        metrics=[{"name": HOSTILE, "value": "NaN", "split": HOSTILE, "unit": HOSTILE, "low": 0.1, "high": 0.2}],
        data=[{"name": HOSTILE, "uri": HOSTILE, "fingerprint": HOSTILE}],
        figures=[
            {"path": 'figures/a" onerror="alert(1).png', "sha256": "0" * 64, "caption": HOSTILE, "alt": HOSTILE},
            {"path": "../../secret.png", "sha256": "0" * 64, "mediaType": 'text/html"><script>', "caption": text},
        ],
        code={"notebook": HOSTILE, "branch": HOSTILE, "remote": HOSTILE, "diff": f"```\n{text}\n````", "dirty": True},
        failure={"error": HOSTILE, "message": text, "frames": [text]},
        environment={"packages": {HOSTILE: HOSTILE}},
        license=HOSTILE,
    )
