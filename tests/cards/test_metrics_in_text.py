"""Values that outputs say in words: what is one, what is not, and what is not sure."""

from __future__ import annotations

import time
from pprint import pformat

import pytest

from jupyter_mlcollab.cards.metrics_in_text import MAX_FOUND, FoundMetric, metrics_in_text

REPORT = """
              precision    recall  f1-score   support

           0       0.95      0.93      0.94        54
           1       0.96      0.97      0.96        89

    accuracy                           0.95       143
   macro avg       0.95      0.95      0.95       143
weighted avg       0.96      0.95      0.95       143
"""


def sure(text: str) -> list[tuple[str, float | str, str | None]]:
    return [(m.name, m.value, m.split) for m in metrics_in_text(text) if m.is_sure]


def unsure(text: str) -> list[tuple[str, float | str]]:
    return [(m.name, m.value) for m in metrics_in_text(text) if not m.is_sure]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("auc: 0.87", ("auc", 0.87, None)),
        ("accuracy = 0.91\n", ("accuracy", 0.91, None)),
        ("auc 0.871", ("auc", 0.871, None)),
        ("ROC AUC:      0.8710", ("ROC AUC", 0.871, None)),
        ("Test accuracy: 0.91", ("accuracy", 0.91, "test")),
        ("test_roc_auc=0.5", ("roc_auc", 0.5, "test")),
        ("Accuracy on the test set: 0.91.", ("Accuracy", 0.91, "test")),
        ("accuracy (validation): 0.91", ("accuracy", 0.91, "validation")),
        ("val_loss: 1.5e-2", ("loss", 0.015, "validation")),
        ("RMSE -> 12.5", ("RMSE", 12.5, None)),
        ("R²: \u22120.31", ("R²", -0.31, None)),
        ("AUC: 0.87 ± 0.01", ("AUC", 0.87, None)),
        ("F1 = 0.88 (+/- 0.02)", ("F1", 0.88, None)),
        ("\x1b[1m\x1b[32mf1-score\x1b[0m: \x1b[33m0.5\x1b[0m", ("f1-score", 0.5, None)),
        ("Score: 0.93", ("Score", 0.93, None)),
        ("{'auc': 0.87}", ("auc", 0.87, None)),
        ('{"auc": 0.87, "other": null, "more": [true]}', ("auc", 0.87, None)),
        ("{'auc': np.float64(0.87)}", ("auc", 0.87, None)),
        ("Results: {'auc': 0.87}", ("auc", 0.87, None)),
        ("{'test': {'auc': 0.87}}", ("auc", 0.87, "test")),
    ],
)
def test_values_that_are_sure(text: str, expected: tuple[str, float, str | None]) -> None:
    assert sure(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "Epoch 3",
        "epoch: 3",
        "seed = 7",
        "n_samples: 1842.0",
        "date: 2026-10-01",
        "Time: 12:30:45",
        "scikit-learn: 1.8.0",
        "address: 127.0.0.1",
        "total: 1,842",
        "shape: (100, 20)",
        "We looked at 12 customers and found 0.5 of them",
        "https://example.org/auc=0.8x",
        "auc: high",
        "accuracy:",
        "0.87",
        ": 0.87",
        "",
        "\x00\x01\x02",
        "{'auc': __import__('os').system('x')}",
        "{" * 5_000,
        "{'a': " * 500 + "1" + "}" * 500,
        "customers: 12",
    ],
)
def test_what_is_no_value(text: str) -> None:
    assert metrics_in_text(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Cost per month: 12.50", ("Cost per month", 12.5)),
        ("Training time: 12.3 s", ("Training time", 12.3)),
        ("accuracy: 91", ("accuracy", 91)),
        ("HTTP error: 404", ("HTTP error", 404)),
        ("auc: nan", ("auc", "NaN")),
        ("loss: -inf", ("loss", "-Infinity")),
        ("Fold 1: auc=0.8", ("auc", 0.8)),
        ("Forest: AUC 0.8", ("AUC", 0.8)),
        ("accuracy: 0.91 of what we hoped", ("accuracy", 0.91)),
    ],
)
def test_values_that_are_not_sure(text: str, expected: tuple[str, float | str]) -> None:
    assert (sure(text), unsure(text)) == ([], [expected])


def test_a_percentage_keeps_its_unit() -> None:
    (metric,) = metrics_in_text("Accuracy: 91.2%")
    assert (metric.value, metric.unit, metric.is_sure, metric.goal) == (91.2, "%", True, "max")


def test_which_way_is_better_is_said_where_the_name_says_it() -> None:
    goals = {m.name: m.goal for m in metrics_in_text("auc: 0.8\nlog loss: 0.3\nscore: 0.5\nerror rate: 0.1")}
    assert goals == {"auc": "max", "log loss": "min", "score": None, "error rate": "min"}


def test_several_on_a_line() -> None:
    assert sure("loss: 0.43 - accuracy: 0.91 - val_loss: 0.5") == [
        ("loss", 0.43, None),
        ("accuracy", 0.91, None),
        ("loss", 0.5, "validation"),
    ]
    assert sure("auc=0.8, f1=0.7; mse=0.1 | mae=0.2") == [
        ("auc", 0.8, None),
        ("f1", 0.7, None),
        ("mse", 0.1, None),
        ("mae", 0.2, None),
    ]


def test_of_a_training_the_last_value_counts_and_is_not_sure() -> None:
    text = "".join(f"epoch {number}\r\nloss: {1 / number:.3f}\n" for number in range(1, 9))
    (metric,) = metrics_in_text(text)
    assert (metric.value, metric.is_sure) == (0.125, False)


def test_a_line_that_was_written_over_says_what_stands_there_in_the_end() -> None:
    assert sure("loss: 0.9\rloss: 0.5\rloss: 0.1") == [("loss", 0.1, None)]


def test_the_report_of_scikit_learn_gives_accuracy_and_means() -> None:
    found = metrics_in_text(REPORT)
    assert {m.name: (m.value, m.n) for m in found if m.is_sure} == {
        "accuracy": (0.95, 143),
        "macro avg precision": (0.95, 143),
        "macro avg recall": (0.95, 143),
        "macro avg f1-score": (0.95, 143),
    }
    left = [m.name for m in found if not m.is_sure]
    assert left == [f"weighted avg {column}" for column in ("precision", "recall", "f1-score")]


def test_the_same_report_as_a_dictionary() -> None:
    row = {"precision": 0.95, "recall": 0.9, "f1-score": 0.92, "support": 143.0}
    report = {"0": row, "1": row, "accuracy": 0.95, "macro avg": row, "weighted avg": row}
    expected = ["accuracy", "macro avg precision", "macro avg recall", "macro avg f1-score"]
    assert [name for name, _, _ in sure(pformat(report, sort_dicts=False))] == expected
    assert len(unsure(str(report))) == 3


def test_an_excerpt_says_where_a_value_stands_and_steers_no_screen() -> None:
    (metric,) = metrics_in_text("   auc: 0.87   \u202e(\x1b[31mred\x1b[0m)" + "x" * 300)
    assert metric.excerpt.startswith("auc: 0.87 \\u202e(red)x") and len(metric.excerpt) <= 121


@pytest.mark.parametrize(
    "text",
    [
        "x" * 10_000_000,
        "auc: 0.5 " * 1_000_000,
        " " * 10_000_000,
        "a:" * 5_000_000,
        "accuracy " + "1 " * 3_000_000,
        "9" * 10_000_000,
        "auc: " + "9" * 1_000_000,
        "precision recall f1-score support\n" + "macro avg " + " " * 60_000 + "x\n" * 1_000,
        "{'auc': " + "[" * 1_000_000,
        "name " * 200_000 + "= 0.5",
        "\r" * 5_000_000,
        "\x1b[" * 3_000_000,
        "\udc80" * 1_000_000,
        "".join(f"metric{number} loss: 0.{number}\n" for number in range(100_000)),
    ],
)
def test_ten_megabytes_are_read_in_a_moment(text: str) -> None:
    began = time.process_time()
    found = metrics_in_text(text)
    assert time.process_time() - began < 3
    assert len(found) <= MAX_FOUND
    assert all(isinstance(metric, FoundMetric) and len(metric.name) <= 200 for metric in found)


def test_the_end_of_a_long_output_counts() -> None:
    assert sure("noise\n" * 1_000_000 + "auc: 0.87\n") == [("auc", 0.87, None)]
