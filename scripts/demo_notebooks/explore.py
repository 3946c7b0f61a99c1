"""The cells of the demo's second notebook: a name, a type and a source each."""

from __future__ import annotations

EXPLORE: list[tuple[str, str, str]] = [
    ("look", "markdown", "# A look at the customers\n\nBefore we model: who is here, and who leaves?"),
    (
        "read",
        "code",
        """\
import csv

from charts import Table, bar_chart

with open("customers.csv", newline="") as file:
    customers = list(csv.DictReader(file))

def churn(rows):
    return sum(c["churned"] == "1" for c in rows) / len(rows)

print(f"{len(customers):,} customers, {churn(customers):.1%} churned")""",
    ),
    ("plans", "markdown", "## By plan"),
    (
        "by-plan",
        "code",
        """\
def line(plan):
    rows = [c for c in customers if c["plan"] == plan]
    fee = sum(float(c["monthly_fee"]) for c in rows) / len(rows)
    return {"plan": plan, "customers": len(rows), "monthly fee": f"{fee:.0f} €", "churned": f"{churn(rows):.1%}"}

Table(map(line, ["basic", "standard", "premium"]))""",
    ),
    ("tenure", "markdown", "## By tenure\n\nThe first half year decides most, hence the log scale in `train.ipynb`."),
    (
        "by-tenure",
        "code",
        """\
BINS = {"1-6": (1, 6), "7-12": (7, 12), "13-24": (13, 24), "25-48": (25, 48), "over 48": (49, 999)}

def within(low, high):
    return [c for c in customers if low <= int(c["tenure_months"]) <= high]

shares = {name: churn(within(*bounds)) for name, bounds in BINS.items()}
bar_chart("Churn by tenure", "Months with us", "Churned next month", shares)""",
    ),
    (
        "retention",
        "markdown",
        """\
## Retention calls

Nearly everybody with two retention calls leaves. Too good to be true?""",
    ),
    (
        "by-calls",
        "code",
        """\
def calls(low, high):
    return [c for c in customers if low <= int(c["retention_calls"]) <= high]

Table(
    {"retention calls": name, "customers": len(calls(*b)), "churned": f"{churn(calls(*b)):.1%}"}
    for name, b in {"none": (0, 0), "one": (1, 1), "two or more": (2, 99)}.items()
)""",
    ),
]
