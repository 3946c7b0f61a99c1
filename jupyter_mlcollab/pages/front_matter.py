"""The front matter of a page: YAML between two lines of `---`, of which nothing is required. Pure.

Every scalar is read as text (YAML's base schema), so that `title: no` is the word and `2026-11-26` no object of its
own. What is not understood is left where it is: only the block `cites:` is ever written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import msgspec
import yaml

from ..anchors.schema import Anchor
from ..core.errors import Invalid, TooLarge
from ..core.text import split_lines
from ..core.wire import encode
from .yaml_text import read_yaml

LIMIT_CHARACTERS = 1024 * 1024
_FENCE = re.compile(r"---[ \t]*(?:\r\n|\r|\n|\Z)")
_END = re.compile(r"(?<=[\r\n])(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)")
_OTHER_ENDS = re.compile("[\x85\u2028\u2029]")
_TEXTS = ("title", "type", "owner", "status", "supersedes")
_LISTS = ("about", "audience", "tags")
_NOTHING = {"cell": None, "quote": None, "output": None, "snapshot": None}
_TRUE = ("true", "yes", "on", "1")


class Cite(msgspec.Struct, frozen=True, kw_only=True):
    """What a page said of something, and what that was then: `said` is the excerpt or value, `path` the notebook or
    card, project-relative, `date` the day it was written or last accepted, `note` why it stands though its source
    changed."""

    path: str
    anchor: Anchor
    said: str = ""
    date: str = ""
    sha256: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a page says of itself; empty where it says nothing. `about` names what brings it up."""

    title: str = ""
    type: str = ""
    owner: str = ""
    status: str = ""
    supersedes: str = ""
    about: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()
    """For whom it is written: names, handles or roles. It keeps nobody out."""
    tags: tuple[str, ...] = ()
    start: bool = False
    cites: Mapping[str, Cite] = field(default_factory=dict)
    hides: bool = False
    """Whether it has citations that could not be understood, which writing others would throw away."""
    problems: tuple[str, ...] = ()
    """Sentences about what could not be understood. The page is shown all the same."""


class Split(NamedTuple):
    """A page's text in its two parts. `front` is the YAML without its fences, None when there is none; `body` begins
    at the line `body_line`, counted from 0."""

    front: str | None
    body: str
    body_line: int


def split(text: str) -> Split:
    """Where the front matter ends and the page begins. A fence that never ends is a line of the page."""
    text = text.removeprefix("\ufeff")
    fences = _fences(text)
    if fences is None or fences[1].start() > LIMIT_CHARACTERS:
        return Split(None, text, 0)
    opening, closing = fences
    return Split(
        text[opening.end() : closing.start()], text[closing.end() :], len(split_lines(text[: closing.end()])) - 1
    )


def read_front_matter(front: str | None) -> FrontMatter:
    """What the YAML says. What is wrong in it is said in `problems`, and the rest is used."""
    if front is None:
        return FrontMatter()
    try:
        read = read_yaml(front).value
    except yaml.YAMLError as error:
        return FrontMatter(problems=(_not_yaml(error),))
    except Invalid as error:
        return FrontMatter(problems=(error.message,))
    if read in (None, ""):
        return FrontMatter()
    if not isinstance(read, dict):
        return FrontMatter(problems=("The front matter has to be a list of names, each with a value: `title: …`.",))
    problems: list[str] = []
    said: dict[str, Any] = {name: _text(read, name, problems) for name in _TEXTS}
    said |= {name: tuple(_list(read, name, problems)) for name in _LISTS}
    before = len(problems)
    cites = dict(_cites(read.get("cites"), problems))
    hides = len(problems) > before
    start = _text(read, "start", problems).lower() in _TRUE
    return FrontMatter(**said, start=start, cites=cites, hides=hides, problems=tuple(problems))


def with_cites(text: str, cites: Mapping[str, Cite]) -> str:
    """The page's text with these citations in its front matter, in place of all it has. No other character changes.

    Raises:
        Invalid: the front matter cannot be understood, so that nothing can be put into it.
        TooLarge: it would be longer than is read.
    """
    written = _with_cites(text, cites)
    front = split(written).front
    if len(written) > LIMIT_CHARACTERS and front is None and _fences(written.removeprefix("\ufeff")):
        raise TooLarge("The page's front matter is too long for another citation. Split the page in two.")
    # Such as where `cites` stands there twice.
    if read_front_matter(front).cites != cites:
        raise Invalid("The page's front matter cannot hold the citation. Mend `cites` there first.")
    return written


def _with_cites(text: str, cites: Mapping[str, Cite]) -> str:
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    end = "\r\n" if "\r\n" in text else "\n"
    front, body, _ = split(text)
    if front is None and _fences(text.removeprefix(mark)):
        return text
    if front is None:
        return f"{mark}---{end}{_dumped(cites, end)}---{end}{end}{body}" if cites else text
    before, after = _around_cites(front, end)
    opening = text[: text.index(front, len(mark) + 3)] if front else mark + f"---{end}"
    rest = text[len(opening) + len(front) :]
    return opening + before + _dumped(cites, end) + after + rest


def _fences(text: str) -> tuple[re.Match[str], re.Match[str]] | None:
    """The lines that open and close the front matter of a text without a byte order mark."""
    opening = _FENCE.match(text)
    closing = _END.search(text, opening.end()) if opening else None
    return (opening, closing) if opening and closing else None


def _around_cites(front: str, end: str) -> tuple[str, str]:
    """What stands before and behind the block `cites:`."""
    try:
        read = read_yaml(front)
    except yaml.YAMLError:
        raise Invalid("The page's front matter is not valid YAML. Mend it first, then cite.") from None
    whole = front if not front or front.endswith(("\n", "\r")) else front + end
    if read.value is None:
        return whole, ""
    if not isinstance(read.value, dict) or not read.is_block:
        raise Invalid("The page's front matter has to be a list of names, each with a value, one a line.")
    at = next((place for place, (name, _) in enumerate(read.names) if name == "cites"), None)
    if at is None:
        return whole, ""
    lines = whole.splitlines(keepends=True)
    first = read.names[at][1]
    last = read.names[at + 1][1] if at + 1 < len(read.names) else len(lines)
    # Comments and blank lines before the next name belong to that name.
    while last - 1 > first and (not lines[last - 1].strip() or lines[last - 1].startswith("#")):
        last -= 1
    return "".join(lines[:first]), "".join(lines[last:])


def _dumped(cites: Mapping[str, Cite], end: str) -> str:
    if not cites:
        return ""
    kept = {key: _without_empty(cite) for key, cite in cites.items()}
    written: str = yaml.dump(
        {"cites": kept}, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=1_000_000, line_break=end
    )
    return written


class _Dumper(yaml.SafeDumper):  # type: ignore[misc]
    """Writes ends of lines that only YAML knows as escapes; otherwise they would not come back as they were."""


def _written_text(dumper: yaml.SafeDumper, text: str) -> yaml.ScalarNode:
    style = '"' if _OTHER_ENDS.search(text) else None
    return dumper.represent_scalar("tag:yaml.org,2002:str", text, style=style)


_Dumper.add_representer(str, _written_text)


def _without_empty(cite: Cite) -> dict[str, str]:
    said = {
        "path": cite.path,
        "said": cite.said,
        "date": cite.date,
        "note": cite.note,
        "sha256": cite.sha256,
        "anchor": encode(_without_defaults(cite.anchor)).decode(),
    }
    return {name: value for name, value in said.items() if value}


def _without_defaults(anchor: Anchor) -> dict[str, Any]:
    """The anchor without what it says of nothing: people see it."""
    said: dict[str, Any] = msgspec.to_builtins(anchor)
    return {name: value for name, value in said.items() if value not in (None, False)}


def _cites(read: Any, problems: list[str]) -> Iterator[tuple[str, Cite]]:
    if read in (None, ""):
        return
    if not isinstance(read, dict):
        problems.append("`cites` has to be a table of citations.")
        return
    for key, said in read.items():
        try:
            fields = dict(said)
            anchor = msgspec.convert(_NOTHING | msgspec.json.decode(fields.pop("anchor")), Anchor)
            yield str(key), msgspec.convert({**fields, "anchor": anchor}, Cite)
        except (msgspec.ValidationError, msgspec.DecodeError, KeyError, TypeError, ValueError, RecursionError):
            problems.append(f"The citation `{key}` cannot be read. Cite it again.")


def _text(read: Mapping[Any, Any], name: str, problems: list[str]) -> str:
    value = read.get(name, "")
    if isinstance(value, str):
        return value.strip()
    problems.append(f"`{name}` has to be text.")
    return ""


def _list(read: Mapping[Any, Any], name: str, problems: list[str]) -> Iterable[str]:
    value = read.get(name, "")
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list) and all(isinstance(one, str) for one in value):
        return [one.strip() for one in value if one.strip()]
    problems.append(f"`{name}` has to be text, or a list of texts.")
    return []


def _not_yaml(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    # The fence is the first line of the file, and lines are counted from 1.
    where = f", line {mark.line + 2}" if mark is not None else ""
    what = getattr(error, "problem", None) or "it cannot be read"
    return f"The front matter is not valid YAML{where}: {what}."
