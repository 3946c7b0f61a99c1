"""What becomes of a citation once somebody has looked at it: the page's text with it accepted, or kept with a note.
Its source is read as it is saved; nothing is written."""

from __future__ import annotations

import re

from ..cards.card import Card
from ..core.errors import Conflict, Invalid, NotFound
from ..core.files import Files
from ..core.wire import now
from .about_text import with_moved_about
from .citing import Found, accepted, kept, link_to
from .front_matter import Cite, FrontMatter, split, with_cites
from .markdown import CITED, prose_lines
from .metrics import accepted_metric
from .page import Page
from .schema import KeptCitation, PageFile
from .sources import Source, Sources


def settled(files: Files, read: Page, followed: Page, citation: KeptCitation) -> PageFile:
    """The page's text with one of its citations settled. `followed` is the page as `read`, with what it cites where
    that is now; the link leads there then, and `path` and `about` in the front matter name it.

    Raises:
        NotFound: there is no such citation.
        Invalid: there is nothing to accept, no note, or the front matter cannot be understood.
        Conflict: the page was changed since it was read.
    """
    if read.digest != citation.sha256:
        raise Conflict("The page was changed meanwhile. Look at it again first.")
    key = citation.key
    before, cite = read.front.cites.get(key), followed.front.cites.get(key)
    if before is None or cite is None:
        raise NotFound("The page makes no such citation.")
    check_cites(read.front)
    sources = Sources()
    found = sources.found(files, {key: cite})[key]
    if citation.note is not None:
        if not citation.note.strip():
            raise Invalid("Say in a few words why the page stands as it is.")
        after = kept(cite, found, citation.note)
    else:
        after = _accepted(cite, found, sources.source(files, cite.path))
    text = with_cites(read.text, {**read.front.cites, key: after})
    if before.path != after.path:
        text = with_moved_about(text, before.path, after.path)
    return PageFile(path=read.path, text=_with_link(text, key, before, after, read.path))


def check_cites(front: FrontMatter) -> None:
    """Nothing when every citation in the front matter was understood; else *Raises* Invalid."""
    if front.hides:
        raise Invalid("Some of the page's citations cannot be read, and would be lost. Mend or remove them first.")


def today() -> str:
    """The day, as pages have it."""
    return now().date().isoformat()


def _accepted(cite: Cite, found: Found, source: Source | str) -> Cite:
    if isinstance(source, str):
        raise Invalid(source)
    if isinstance(source, Card):
        return accepted_metric(cite, found, source, today())
    return accepted(cite, found, source, today())


def _with_link(text: str, key: str, before: Cite, after: Cite, page_path: str) -> str:
    """The text with the link's words as the new value, where they were the old one, and leading to where the source is
    now, where it moved."""
    (old, old_target), (new, new_target) = (_parts(link_to(one, key, page_path), key) for one in (before, after))
    if (old, old_target) == (new, new_target):
        return text
    target = None if before.path == after.path else new_target
    body = split(text).body
    # A link in fenced code is an example, and none of ours. Between the lines stand their ends.
    parts = re.split(r"(\r\n|\r|\n)", body)
    for line, _ in prose_lines(body):
        parts[2 * line] = _with_words(parts[2 * line], key, old, new, target)
    return text[: len(text) - len(body)] + "".join(parts)


def _parts(link: str, key: str) -> tuple[str, str]:
    words, _, target = link.rpartition("](")
    return words, target.removesuffix(f"#{CITED}{key})")


def _with_words(line: str, key: str, old: str, new: str, target: str | None) -> str:
    parts = re.split(rf"(#{CITED}{re.escape(key)}(?=[>)\s]))", line)
    for number in range(0, len(parts) - 1, 2):
        opening, between, written = parts[number].rpartition("](")
        if not between:
            continue
        if opening.endswith(old):
            opening = opening.removesuffix(old) + new
        leads = written if target is None else f"{'<' if written.startswith('<') else ''}{target}"
        parts[number] = f"{opening}]({leads}"
    return "".join(parts)
