"""What a reader of a card sees, in order, before it is HTML, Markdown or plain text.

Status and title, one sentence, at most four metrics, a figure; what was believed, done, found and is next; limits;
then the details. What the card does not have is left out, heading included.
"""

from __future__ import annotations

from collections.abc import Iterator

from .blocks import Block, Heading, Items, Outline, Paragraph, Picture, Verbatim, table
from .card import Card, CardFigure, CardMetric, ShownCard
from .details import details
from .words import (
    capital,
    day,
    duration,
    interval,
    paragraphs,
    readable,
    short_number,
)

HEADLINES = 4
SENTENCE_CHARACTERS = 240
MetricKey = tuple[str, str | None, str | None]


def outline(card: Card, baseline: Card | None = None, shown: ShownCard | None = None) -> Outline:
    """The card as it is read. With `baseline`, metrics say how far they are from those of that card. `shown` is what
    the notebook's output says of where the card is kept."""
    front: list[Block] = [
        Heading(readable(card.title), 1),
        *_where(card, shown),
        *_failure(card),
        *_sentence(card),
        *_headlines(card, baseline),
        *(picture(figure) for figure in card.figures[:1]),
        *_story(card),
        *_limits(card),
        *_more_figures(card),
    ]
    return Outline(front, details(card))


def picture(figure: CardFigure) -> Picture:
    """A figure with something to read in its place, whatever was filled."""
    caption = readable(figure.caption or "")
    name = figure.path.rpartition("/")[2]
    return Picture(figure.path, figure.media_type, readable(figure.alt or "") or caption or readable(name), caption)


def metric_key(metric: CardMetric) -> MetricKey:
    """What a metric is known by."""
    return metric.name, metric.split, metric.slice


def headlines(metrics: list[CardMetric]) -> list[CardMetric]:
    """The metrics shown first, at most four: those with a goal, and not those of the training split, in order."""
    return sorted(metrics, key=lambda m: (m.goal is None, m.split in ("train", "training")))[:HEADLINES]


def delta(metric: CardMetric, before: CardMetric) -> str:
    """`+0.022, better`; empty where one of them is no number."""
    if isinstance(metric.value, str) or isinstance(before.value, str):
        return ""
    change = metric.value - before.value
    if change == 0:
        return "the same"
    text = f"{'+' if change > 0 else ''}{short_number(change)}"
    goal = metric.goal or before.goal
    if goal is None:
        return text
    return f"{text}, {'better' if (change > 0) == (goal == 'max') else 'worse'}"


def _where(card: Card, shown: ShownCard | None) -> Iterator[Block]:
    status = f"Published {day(card.published)}" if card.published else "Draft"
    commit = f"commit {card.code.commit[:8]}" if card.code and card.code.commit else ""
    parts = [status, card.kind, card.owner, day(card.created), commit, ", ".join(card.tags)]
    yield Paragraph(readable(" · ".join(filter(None, parts))))
    if shown and shown.problem:
        yield Paragraph(readable(shown.problem), strong=True)


def _failure(card: Card) -> Iterator[Block]:
    if card.failure:
        yield Paragraph(readable(f"This run failed. {card.failure.error}: {card.failure.message}"), strong=True)
        if card.failure.frames:
            yield Verbatim(readable("\n".join(card.failure.frames)))


def first_sentence(card: Card) -> str:
    """`Supported: adopt, recalibrate monthly`: the outcome, and the conclusion's first paragraph."""
    said = paragraphs(card.conclusion or "")[:1]
    first = " ".join(said[0].split()) if said else ""
    if len(first) > SENTENCE_CHARACTERS:
        first = first[:SENTENCE_CHARACTERS].rstrip() + " …"
    return ": ".join(filter(None, (capital(card.outcome or ""), first)))


def _sentence(card: Card) -> Iterator[Block]:
    if sentence := first_sentence(card):
        yield Paragraph(sentence, strong=True)


def _headlines(card: Card, baseline: Card | None) -> list[Block]:
    before = {metric_key(metric): metric for metric in baseline.metrics} if baseline else {}
    rows = [
        [
            readable(metric.name),
            " ".join(filter(None, (short_number(metric.value), readable(metric.unit or "")))),
            delta(metric, before[metric_key(metric)]) if metric_key(metric) in before else "",
            interval(metric),
            "" if metric.n is None else f"{metric.n:,}",
            readable(", ".join(filter(None, (metric.split, metric.slice)))),
        ]
        for metric in headlines(card.metrics)
    ]
    return table(["Metric", "Value", "Against the baseline", "Interval", "n", "Split"], rows)


def _story(card: Card) -> Iterator[Block]:
    yield from _texts("Believed", [card.hypothesis])
    yield from _texts("Did", [card.summary, _did(card)])
    yield from _texts("Found", [_rest(card), *card.notes], card.lessons)
    yield from _texts("Next", [], card.next)


def _rest(card: Card) -> str | None:
    """The conclusion, unless the sentence at the top said all of it."""
    conclusion = card.conclusion or ""
    return None if first_sentence(card).endswith(" ".join(readable(conclusion).split())) else conclusion


def _texts(heading: str, texts: list[str | None], items: list[str] | None = None) -> Iterator[Block]:
    found: list[Block] = [Paragraph(one) for text in texts if text for one in paragraphs(text)]
    listed = [readable(item).strip() for item in items or [] if item.strip()]
    if listed:
        found.append(Items(listed))
    if found:
        yield Heading(heading)
        yield from found


def _did(card: Card) -> str:
    """What the run was, in a sentence: the notebook, how it ran, for how long, on which data."""
    run = card.execution
    parts = []
    if card.code and card.code.notebook:
        parts.append(f"Ran {card.code.notebook}")
    elif run:
        parts.append("Ran")
    if run and parts:
        order = {"linear": "from top to bottom", "out of order": "with cells out of order"}.get(run.order)
        took = f"in {duration(run.seconds)}" if run.seconds is not None else None
        parts += [f"on {day(run.started)}", *filter(None, (order, took))]
    sentence = f"{' '.join(parts)}." if parts else ""
    data = ", ".join(_data_words(card))
    return " ".join(filter(None, (sentence, f"Data: {data}." if data else "")))


def _data_words(card: Card) -> Iterator[str]:
    for one in card.data[:HEADLINES]:
        about = ", ".join(filter(None, (one.role, "" if one.rows is None else f"{one.rows:,} rows")))
        yield f"{one.name} ({about})" if about else one.name
    if len(card.data) > HEADLINES:
        yield f"{len(card.data) - HEADLINES} more"


def _limits(card: Card) -> Iterator[Block]:
    yield from _texts("Limits", [card.limitations])
    yield from _texts("Risks", [card.risks])
    yield from _texts("Intended use", [card.intended_use])
    yield from _texts("Not meant for", [card.out_of_scope])


def _more_figures(card: Card) -> Iterator[Block]:
    if len(card.figures) > 1:
        yield Heading("More figures")
        yield from (picture(figure) for figure in card.figures[1:])
