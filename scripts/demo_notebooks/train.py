"""The cells of the demo's training notebook as it is in the end: a name, a type and a source each."""

from __future__ import annotations

TRAIN: list[tuple[str, str, str]] = [
    (
        "title",
        "markdown",
        """\
# Who leaves next month?

At the end of every month we score each customer with the chance that they cancel in the next one. The retention team
calls those it pays to call.

**Data** 1,800 customers, January to June 2026, in `customers.csv` · **Owner** Ana López · **Model** logistic regression

The code is plain Python, so it runs wherever Jupyter does.""",
    ),
    (
        "data",
        "markdown",
        """\
## Data

One row is one customer at the end of a month; `churned` says what they did in the month after.""",
    ),
    (
        "load",
        "code",
        """\
import csv
import math

from charts import Table, line_chart

with open("customers.csv", newline="") as file:
    customers = list(csv.DictReader(file))

churned = sum(c["churned"] == "1" for c in customers)
print(f"{len(customers):,} customers, {churned:,} of them churned ({churned / len(customers):.1%})")""",
    ),
    ("head", "code", "Table(customers[:6])"),
    ("features", "markdown", "## Features\n\nTenure acts on a log scale: the first months decide most."),
    (
        "vectors",
        "code",
        """\
FEATURES = {
    "log tenure": lambda c: math.log1p(float(c["tenure_months"])),
    "logins a week": lambda c: float(c["logins_per_week"]),
    "support calls": lambda c: float(c["support_calls"]),
    "late payments": lambda c: float(c["late_payments"]),
    "basic plan": lambda c: float(c["plan"] == "basic"),
    "premium plan": lambda c: float(c["plan"] == "premium"),
    # retention_calls stays out: it is written while somebody cancels
}

def vector(customer):
    return [feature(customer) for feature in FEATURES.values()]""",
    ),
    (
        "splitting",
        "markdown",
        """\
### Split

The model learns from the past and is judged on the future: January to April for training, May and June for testing.""",
    ),
    (
        "split",
        "code",
        """\
train = [c for c in customers if c["month"] <= "2026-04"]
test = [c for c in customers if c["month"] > "2026-04"]

def scaler(rows):
    columns = list(zip(*map(vector, rows)))
    means = [sum(column) / len(column) for column in columns]
    spreads = [math.sqrt(sum((v - m) ** 2 for v in column) / len(column)) for column, m in zip(columns, means)]
    return lambda customer: [(v - m) / s for v, m, s in zip(vector(customer), means, spreads)]

scale = scaler(train)  # from training rows only
x_train, y_train = [scale(c) for c in train], [int(c["churned"]) for c in train]
x_test, y_test = [scale(c) for c in test], [int(c["churned"]) for c in test]
print(f"train {len(train):,}   test {len(test):,}")""",
    ),
    (
        "model",
        "markdown",
        r"""## Model

Logistic regression with a quadratic penalty. We minimise

$$
J(w, b) = -\frac{1}{n} \sum_{i=1}^{n} \Big[ y_i \log p_i + (1 - y_i) \log (1 - p_i) \Big]
+ \frac{\lambda}{2} \lVert w \rVert^2, \qquad p_i = \frac{1}{1 + e^{-(w^\top x_i + b)}}
$$

by gradient descent. The intercept $b$ is not penalised.""",
    ),
    (
        "fit",
        "code",
        """\
def predict(weights, bias, x):
    return 1 / (1 + math.exp(-(bias + sum(w * v for w, v in zip(weights, x)))))

def fit(x, y, penalty=0.01, rate=0.5, steps=160):
    weights, bias, n = [0.0] * len(x[0]), 0.0, len(x)
    for step in range(steps + 1):
        chances = [predict(weights, bias, row) for row in x]
        errors = [p - t for p, t in zip(chances, y)]
        if step % 40 == 0:
            print(f"step {step:3}   loss {log_loss(y, chances):.4f}")
        slopes = [sum(e * row[j] for e, row in zip(errors, x)) / n for j in range(len(weights))]
        weights = [w - rate * (g + penalty * w) for w, g in zip(weights, slopes)]
        bias -= rate * sum(errors) / n
    return weights, bias

def log_loss(y, chances):
    return -sum(math.log(p if t else 1 - p) for t, p in zip(y, chances)) / len(y)

weights, bias = fit(x_train, y_train)""",
    ),
    ("evaluation", "markdown", "## Evaluation\n\nThe baseline ranks customers by tenure alone, newest first."),
    (
        "metrics",
        "code",
        """\
def auc(y, scores):
    order = sorted(range(len(y)), key=lambda i: scores[i])
    positives = sum(y)
    ranks = sum(rank for rank, i in enumerate(order, 1) if y[i])
    return (ranks - positives * (positives + 1) / 2) / (positives * (len(y) - positives))

scores = [predict(weights, bias, x) for x in x_test]
baseline = [-float(c["tenure_months"]) for c in test]
tenth = sorted(range(len(scores)), key=lambda i: -scores[i])[: len(scores) // 10]

print(f"auc               {auc(y_test, scores):.3f}   (tenure alone {auc(y_test, baseline):.3f})")
print(f"log loss          {log_loss(y_test, scores):.3f}")
share = sum(y_test[i] for i in tenth) / len(tenth)
print(f"churn in top 10%  {share:.1%}   (all {sum(y_test) / len(y_test):.1%})")""",
    ),
    (
        "roc",
        "code",
        """\
def roc(y, scores):
    order = sorted(range(len(y)), key=lambda i: -scores[i])
    true = false = 0
    points = [(0.0, 0.0)]
    for i in order:
        true, false = true + y[i], false + 1 - y[i]
        points.append((false / (len(y) - sum(y)), true / sum(y)))
    return points

line_chart(
    "ROC on May and June",
    "False positive rate",
    "True positive rate",
    {"model": roc(y_test, scores), "tenure alone": roc(y_test, baseline)},
    diagonal="chance",
)""",
    ),
    ("drivers", "markdown", "### What drives it\n\nWeights are per standard deviation, so they can be compared."),
    (
        "weights",
        "code",
        """\
ranked = sorted(zip(FEATURES, weights), key=lambda pair: -abs(pair[1]))
Table({"feature": name, "weight": w, "odds ratio": math.exp(w)} for name, w in ranked)""",
    ),
    (
        "calibrating",
        "markdown",
        """\
## Calibration

The threshold below needs chances that mean what they say. Each dot is a tenth of the test customers.""",
    ),
    (
        "calibration",
        "code",
        """\
order = sorted(range(len(scores)), key=lambda i: scores[i])
tenths = [order[k * len(order) // 10 : (k + 1) * len(order) // 10] for k in range(10)]
points = [(sum(scores[i] for i in t) / len(t), sum(y_test[i] for i in t) / len(t)) for t in tenths]

line_chart(
    "Calibration on May and June",
    "Predicted chance",
    "Share that churned",
    {"model": points},
    dots=True,
    diagonal="perfect",
)""",
    ),
    (
        "deciding",
        "markdown",
        r"""## Threshold

A call costs $c$ and keeps a customer who would have left with chance $r$; a kept customer is worth $v$.
Calling pays when

$$ p \, r \, v > c \quad\Longleftrightarrow\quad p > \frac{c}{r v} $$""",
    ),
    (
        "threshold",
        "code",
        """\
CALL_COST = 6.0  # euros
KEPT_VALUE = 90.0  # euros, margin of a year
KEPT_SHARE = 0.30  # of those called who would have left

threshold = CALL_COST / (KEPT_SHARE * KEPT_VALUE)
called = [t for t, p in zip(y_test, scores) if p > threshold]
gain = sum(called) * KEPT_SHARE * KEPT_VALUE - len(called) * CALL_COST

print(f"threshold         {threshold:.3f}")
print(f"customers called  {len(called)} of {len(test)}, {sum(called)} of them would leave")
print(f"gain              {gain:,.0f} euros on two months")""",
    ),
    (
        "conclusion",
        "markdown",
        """\
## Conclusion

On two months it has not seen, the model reaches an auc of 0.825, against 0.719 for tenure alone. Of the tenth it ranks
highest, 60% left. Calling everybody above the threshold would have gained about 850 euros in May and June.

**Limits** Six months hold no season. `KEPT_SHARE` comes from last year's campaign and decides where the threshold
lies.""",
    ),
]
