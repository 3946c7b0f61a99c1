"""The made-up customers of the demo project: the same file on every machine."""

from __future__ import annotations

import csv
import io
import math
import random

COUNT = 1_800
MONTHS = [f"2026-{month:02}" for month in range(1, 7)]
PLANS = {"basic": 12, "standard": 25, "premium": 45}
_BASE_RISK = {"basic": 0.35, "standard": 0.0, "premium": -0.45}


def customers_csv() -> str:
    """A table of customers at the end of a month, and whether each cancelled in the next.

    `retention_calls` is the leak the notebook's story turns on: it is written while somebody cancels.
    """
    chance = random.Random(20260701)
    text = io.StringIO()
    table = csv.DictWriter(text, list(_customer(0, chance)), lineterminator="\n")
    table.writeheader()
    for number in range(COUNT):
        table.writerow(_customer(number, chance))
    return text.getvalue()


def _customer(number: int, chance: random.Random) -> dict[str, object]:
    plan = chance.choices(list(PLANS), (45, 35, 20))[0]
    tenure = int(1 + 71 * chance.random() ** 1.7)
    calls = _count(0.9 + 0.5 * (tenure < 7), chance)
    late = _count(0.5, chance)
    logins = round(max(0.0, 6 + 4 * (chance.random() + chance.random() + chance.random() - 1.5) * 1.6), 1)
    risk = -1.35 + _BASE_RISK[plan] + 0.62 * calls + 0.75 * late - 0.62 * math.log1p(tenure) - 0.17 * (logins - 6)
    churned = chance.random() < 1 / (1 + math.exp(-risk))
    return {
        "customer": f"C{10_000 + number * 7}",
        "month": MONTHS[number * len(MONTHS) // COUNT],
        "plan": plan,
        "monthly_fee": PLANS[plan],
        "tenure_months": tenure,
        "logins_per_week": logins,
        "support_calls": calls,
        "late_payments": late,
        "retention_calls": _count(1.7 if churned else 0.06, chance),
        "churned": int(churned),
    }


def _count(mean: float, chance: random.Random) -> int:
    """A draw from the Poisson distribution (Knuth's method: uniform draws multiplied until they are small enough)."""
    limit, product, count = math.exp(-mean), chance.random(), 0
    while product > limit:
        product *= chance.random()
        count += 1
    return count
