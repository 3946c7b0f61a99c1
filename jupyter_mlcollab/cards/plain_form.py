"""A card's outline as plain text, for terminals and for readers that show nothing else."""

from __future__ import annotations

from .blocks import Block, Heading, Items, Outline, Paragraph, Picture, Table, Verbatim

WIDEST = 60
"""Characters up to which a column of a table is padded."""


def plain_of(outline: Outline, with_details: bool = True) -> str:
    """The outline as lines of text, ended by a line feed."""
    blocks = [_block(block) for block in outline.front]
    if with_details:
        blocks += [_block(block) for block in outline.details]
    return "\n\n".join(blocks) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(text, level):
            return f"{text}\n{'=' * min(len(text), 80)}" if level == 1 else f"{text}\n{'-' * min(len(text), 80)}"
        case Paragraph(text):
            return text
        case Items(texts):
            return "\n".join("- " + text.replace("\n", "\n  ") for text in texts)
        case Verbatim(text):
            return "\n".join(f"    {line}" for line in text.split("\n"))
        case Picture():
            return f"Figure: {block.caption or block.alt} ({block.path})"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    lines = [table.head, *table.rows]
    widths = [min(WIDEST, max(len(line[column]) for line in lines)) for column in range(len(table.head))]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines
    )
