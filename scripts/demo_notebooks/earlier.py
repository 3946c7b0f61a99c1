"""How earlier versions of the demo's training notebook differ from the last one: other sources, cells not there yet."""

from __future__ import annotations

from .train import TRAIN

Changes = dict[str, str | None]

_LAST = {name: source for name, _, source in TRAIN}

SPLIT_BY_CHANCE = """\
import random

rows = random.Random(7).sample(customers, len(customers))
train, test = rows[: len(rows) * 3 // 4], rows[len(rows) * 3 // 4 :]

columns = list(zip(*map(vector, customers)))
means = [sum(column) / len(column) for column in columns]
spreads = [math.sqrt(sum((v - m) ** 2 for v in column) / len(column)) for column, m in zip(columns, means)]

def scale(customer):
    return [(v - m) / s for v, m, s in zip(vector(customer), means, spreads)]

x_train, y_train = [scale(c) for c in train], [int(c["churned"]) for c in train]
x_test, y_test = [scale(c) for c in test], [int(c["churned"]) for c in test]
print(f"train {len(train):,}   test {len(test):,}")"""

WITHOUT_THRESHOLD: Changes = dict.fromkeys(["calibrating", "calibration", "deciding", "threshold"])

WITH_LEAK: Changes = {
    **WITHOUT_THRESHOLD,
    "vectors": """\
FEATURES = {
    "log tenure": lambda c: math.log1p(float(c["tenure_months"])),
    "logins a week": lambda c: float(c["logins_per_week"]),
    "support calls": lambda c: float(c["support_calls"]),
    "late payments": lambda c: float(c["late_payments"]),
    "retention calls": lambda c: float(c["retention_calls"]),
    "basic plan": lambda c: float(c["plan"] == "basic"),
    "premium plan": lambda c: float(c["plan"] == "premium"),
}

def vector(customer):
    return [feature(customer) for feature in FEATURES.values()]""",
    "splitting": "### Split\n\nThree quarters for training, by chance.",
    "split": SPLIT_BY_CHANCE,
    "roc": _LAST["roc"].replace("ROC on May and June", "ROC on the held-out quarter"),
    "conclusion": """\
## Conclusion

Retention calls tell a lot: auc rises from 0.704 to 0.945. Worth a second pair of eyes.""",
}

FIRST: Changes = {
    **WITH_LEAK,
    **dict.fromkeys(["roc", "drivers", "weights"]),
    "load": _LAST["load"].replace("Table, line_chart", "Table"),
    "title": """\
# Who leaves next month?

A first model of churn. Nothing is tuned yet.

The code is plain Python, so it runs wherever Jupyter does.""",
    "vectors": """\
FEATURES = {
    "log tenure": lambda c: math.log1p(float(c["tenure_months"])),
    "support calls": lambda c: float(c["support_calls"]),
    "basic plan": lambda c: float(c["plan"] == "basic"),
}

def vector(customer):
    return [feature(customer) for feature in FEATURES.values()]""",
    "conclusion": "## Next\n\n- more features: logins, payments\n- a ROC curve beside the baseline",
}

WITHOUT_LEAK: Changes = {
    **WITHOUT_THRESHOLD,
    "conclusion": """\
## Conclusion

On two months it has not seen, the model reaches an auc of 0.825, against 0.719 for tenure alone. The 0.945 of the
version before was a leak: retention calls are written while somebody cancels.""",
}

VERSIONS: list[Changes] = [FIRST, WITH_LEAK, WITHOUT_LEAK, {}]
