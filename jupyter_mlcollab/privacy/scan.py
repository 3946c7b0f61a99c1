"""Looking through text for secrets and personal data. Pure: text in, findings out."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right, insort
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from ..core.errors import Unavailable
from ..core.text import line_starts, to_utf16_all, well_formed
from .choice import Choice
from .pieces import Piece
from .rule import Rule, Span
from .schema import MAX_FINDINGS, PrivacyFinding, PrivacyScan

ALLOWED_HERE = re.compile(r"mlcollab: allow(?P<names>(?:[ ,]{1,3}[a-z][a-z-]{0,40}){0,8})")
MASK = "•••"
_BEFORE = 32
_LINE_END = "\r\n"

# Pictures and other payloads: after the word that announces base64, or a run too long for a key. Web tokens, which
# begin with eyJ and go on after dots, may be that long.
_PAYLOAD = re.compile(r";base64,[A-Za-z0-9+/=]+|(?<![A-Za-z0-9+/=.])(?!eyJ)[A-Za-z0-9+/=]{1024,}")


@dataclass(frozen=True)
class Hit:
    """A value that a rule found: where it stands in the text, in code points."""

    rule: Rule
    start: int
    end: int


@dataclass
class _Collected:
    """What was found so far in one file."""

    findings: list[PrivacyFinding] = field(default_factory=list)
    left_out: int = 0
    seen: set[tuple[int | None, int | None, str]] = field(default_factory=set)


Gone = Callable[[], bool]
"""Whether nobody waits for the answer any more. Asked often, so it has to be quick."""


def somebody_waits() -> bool:
    """For who waits until the end."""
    return False


def scan_pieces(pieces: Iterable[Piece], path: str, choice: Choice, gone: Gone = somebody_waits) -> PrivacyScan:
    """What stands in the pieces of the file at `path`. A value that an output shows in several forms is told once.

    Raises:
        Unavailable: nobody waits for it any more.
    """
    collected = _Collected()
    for piece in pieces:
        if piece.text:
            _scan_piece(piece, path, choice, collected, gone)
    return PrivacyScan(path=path, findings=collected.findings, left_out=collected.left_out, ignored=False)


def hits_in(piece: Piece, choice: Choice, gone: Gone = somebody_waits) -> list[Hit]:
    """Every value that any of the chosen rules finds, overlapping ones too, in the order of the rules.

    Raises:
        Unavailable: nobody waits for it any more.
    """
    text = _PAYLOAD.sub(lambda payload: " " * len(payload[0]), piece.text)
    lowered = text.lower()
    rules = [rule for rule in choice.rules() if rule.parts is None or piece.part in rule.parts]
    hits: list[Hit] = []
    for rule in rules:
        if gone():
            raise Unavailable("The search was stopped.")
        hits += [Hit(rule, start, end) for start, end in rule.spans(text, lowered)]
    return hits


def fingerprint_of(rule: str, value: str) -> str:
    """A name of the value that does not hold it: 16 hexadecimal digits of SHA-256 over rule and value."""
    return hashlib.sha256(f"{rule}\0{value}".encode(errors="surrogatepass")).hexdigest()[:16]


def _scan_piece(piece: Piece, path: str, choice: Choice, collected: _Collected, gone: Gone) -> None:
    hits = hits_in(piece, choice, gone)
    if not hits:
        return
    starts = line_starts(piece.text)
    kept = [hit for hit in without_overlaps(hits) if not _is_known(hit, piece, choice, collected)]
    spans = _merged(hits)
    for line, on_line in groupby(kept, key=lambda hit: bisect_right(starts, hit.start) - 1):
        begin = starts[line]
        end = starts[line + 1] if line + 1 < len(starts) else len(piece.text)
        text = piece.text[begin:end].rstrip(_LINE_END)
        allowed = _allowed_here(text, choice)
        told = [hit for hit in on_line if hit.rule.name not in allowed]
        room = max(0, MAX_FINDINGS - len(collected.findings))
        collected.left_out += len(told[room:])
        masked = _Masked(text, begin, spans)
        collected.findings += _findings(told[:room], piece, path, line, masked)


def without_overlaps(hits: list[Hit]) -> list[Hit]:
    """Of hits that share characters the one whose rule comes first, in reading order.

    `hits` are those of one rule after the other. The time grows with their number and not faster, however many there
    are.
    """
    taken: list[Span] = []
    kept = []
    for _, of_rule in groupby(hits, key=lambda hit: hit.rule.name):
        own: list[Span] = []
        for hit in of_rule:
            span = hit.start, hit.end
            if _is_free(span, taken) and _is_free(span, own):
                # A rule finds in reading order, so this is at the end or near it.
                insort(own, span)
                kept.append(hit)
        # Two sorted lists one after the other are sorted in one pass.
        taken = sorted(taken + own)
    return sorted(kept, key=lambda hit: hit.start)


def _is_free(span: Span, taken: list[Span]) -> bool:
    """Whether a span shares no characters with any of these, which are in order."""
    place = bisect_right(taken, span)
    before = taken[place - 1][1] if place else 0
    after = taken[place][0] if place < len(taken) else span[1]
    return before <= span[0] and span[1] <= after


def _merged(hits: list[Hit]) -> list[Span]:
    """Where anything was found, in order; what overlaps or touches is one."""
    merged: list[Span] = []
    for start, end in sorted((hit.start, hit.end) for hit in hits):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _is_known(hit: Hit, piece: Piece, choice: Choice, collected: _Collected) -> bool:
    """Whether the project allows this value, or another form of the same output has shown it."""
    fingerprint = fingerprint_of(hit.rule.name, piece.text[hit.start : hit.end])
    if piece.output is not None:
        place = (piece.cell, piece.output, fingerprint)
        if piece.repeats and place in collected.seen:
            return True
        collected.seen.add(place)
    return fingerprint in choice.allow


def _allowed_here(line: str, choice: Choice) -> frozenset[str]:
    """The rules of which a line says that it is meant: those that it names, else all."""
    if "mlcollab: allow" not in line:
        return frozenset()
    words = [word for said in ALLOWED_HERE.finditer(line) for word in re.split(r"[ ,]+", said["names"]) if word]
    return choice.named(words) or choice.names


@dataclass(frozen=True)
class _Masked:
    """A line that starts at `begin` of a text, and where in the text anything was found, as `_merged` has it."""

    line: str
    begin: int
    spans: list[Span]

    def until(self, hit: Hit) -> str:
        """The end of what stands before the value, and the beginning of the value; nothing else that was found."""
        value = self.line[hit.start - self.begin : hit.end - self.begin]
        shown = value[:4] if len(value) >= 20 else value[:1] if len(value) >= 10 else ""
        excerpt = f"{self._before(hit)}{shown}{MASK}"
        return well_formed(excerpt if value not in excerpt else MASK)

    def _before(self, hit: Hit) -> str:
        first = max(self.begin, hit.start - _BEFORE)
        characters = list(self.line[first - self.begin : hit.start - self.begin])
        after = bisect_left(self.spans, (hit.start, 0))
        # They do not touch each other, so no more than these reach into so few characters.
        for start, end in self.spans[max(0, after - _BEFORE) : after]:
            for place in range(max(start, first), min(end, hit.start)):
                characters[place - first] = "•"
        return re.sub("•{4,}", MASK, "".join(characters)).lstrip()


def _findings(hits: list[Hit], piece: Piece, path: str, line: int, masked: _Masked) -> Iterator[PrivacyFinding]:
    places = [place - masked.begin for hit in hits for place in (hit.start, hit.end)]
    units = to_utf16_all(masked.line, places)
    for n, hit in enumerate(hits):
        yield PrivacyFinding(
            rule=hit.rule.name,
            kind=hit.rule.kind,
            title=hit.rule.title,
            sentence=hit.rule.sentence,
            path=path,
            part=piece.part,
            cell=piece.cell,
            cell_id=piece.cell_id,
            output=piece.output,
            line=line if piece.lines is None else piece.lines[line],
            start=units[2 * n],
            end=units[2 * n + 1],
            excerpt=masked.until(hit),
            fingerprint=fingerprint_of(hit.rule.name, piece.text[hit.start : hit.end]),
        )
