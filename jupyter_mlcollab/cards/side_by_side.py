"""Cards side by side as a document: a table to a group, for terminals, Markdown and HTML."""

from __future__ import annotations

from .blocks import Block, Heading, Outline, Paragraph, table
from .comparison_schema import CardComparison, ComparedGroup, ComparedValue
from .words import capital, readable, short_number


def side_by_side(comparison: CardComparison) -> Outline:
    """The comparison in reading order: warnings, then the groups."""
    blocks: list[Block] = [Heading(f"{len(comparison.cards)} cards compared", 1)]
    blocks += [Paragraph(warning, strong=True) for warning in comparison.warnings]
    titles = [readable(card.title) for card in comparison.cards]
    for group in comparison.groups:
        blocks += _group(group, titles)
    if not any(group.rows for group in comparison.groups):
        blocks.append(Paragraph("Nothing differs."))
    return Outline(blocks, [])


def _group(group: ComparedGroup, titles: list[str]) -> list[Block]:
    if not group.rows:
        return []
    rows = [[row.name, *(_cell(value) for value in row.values)] for row in group.rows]
    blocks: list[Block] = [Heading(capital(group.name)), *table([capital(group.name), *titles], rows)]
    if group.same:
        blocks.append(Paragraph(f"The same in all: {group.same}."))
    return blocks


def _cell(value: ComparedValue) -> str:
    """`0.893 (+0.022, better)`; of what has no distance only the value."""
    if value.delta is None or value.verdict is None or value.verdict == "same":
        return value.text
    sign = "+" if value.delta > 0 else ""
    meaning = "" if value.verdict == "differs" else f", {value.verdict}"
    return f"{value.text} ({sign}{short_number(value.delta)}{meaning})"
