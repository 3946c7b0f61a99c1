"""YAML in which every scalar is text (its base schema), read in one pass over the parser's events. Pure.

PyYAML's own composer goes down one call of C for each level, and brings the process down where the stack ends; here the
levels are counted while they are read, so that nothing has to be read beforehand.
"""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any, NamedTuple

import yaml

from ..core.errors import Invalid

MAX_DEPTH = 50
_BEGIN = (yaml.MappingStartEvent, yaml.SequenceStartEvent)
_END = (yaml.MappingEndEvent, yaml.SequenceEndEvent)
_IN_LIST = 2
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


class YamlText(NamedTuple):
    """What the text says: dicts, lists and strings, None for nothing. Where that is a table written one name a line
    (`is_block`), `names` are its names in their order, each with its line from 0."""

    value: Any
    names: list[tuple[Any, int]]
    is_block: bool


def read_yaml(text: str) -> YamlText:
    """What the YAML says. A name that stands in a table twice has its last value; aliases share one object.

    Raises:
        Invalid: lists and tables are nested over 50 deep.
        yaml.YAMLError: it is not YAML, or more than one document, or a table has a list or table as a name.
    """
    reading = _Reading()
    for event in yaml.parse(text, Loader=_LOADER):
        reading.take(event)
    return YamlText(reading.value, reading.names, reading.is_block)


class Scalar(NamedTuple):
    """A text as it stands in YAML: its style, None where it is plain, and from which character to which it goes."""

    text: str
    style: str | None
    start: int
    end: int


def scalars_below(text: str, name: str) -> list[Scalar]:
    """The value of a name of the outermost table: the one text, or those of the list.

    Raises:
        yaml.YAMLError: it is not YAML.
    """
    found: list[Scalar] = []
    depth, key, is_name = 0, None, True
    for event in yaml.parse(text, Loader=_LOADER):
        kind = type(event)
        if kind is yaml.ScalarEvent and depth == 1 and is_name:
            key, is_name = event.value, False
            continue
        if kind is yaml.ScalarEvent and key == name and depth <= _IN_LIST:
            style = None if event.style in (None, "") else event.style
            found.append(Scalar(event.value, style, event.start_mark.index, event.end_mark.index))
        depth += (kind in _BEGIN) - (kind in _END)
        is_name = depth == 1
    return found


class _Begun:
    """A list or table of which more is to come. `key` is the name whose value comes next."""

    __slots__ = ("anchor", "has_key", "key", "mark", "value")

    def __init__(self, value: Any, event: Any) -> None:
        self.value, self.anchor, self.mark = value, event.anchor, event.start_mark
        self.key: Any = None
        self.has_key = False


class _Reading:
    def __init__(self) -> None:
        self.value: Any = None
        self.names: list[tuple[Any, int]] = []
        self.is_block = False
        self._begun: list[_Begun] = []
        self._documents = 0
        self._anchored: dict[str, Any] = {}

    def take(self, event: Any) -> None:
        """Goes one event further."""
        kind = type(event)
        if kind is yaml.ScalarEvent:
            self._anchor(event, event.value)
            self._put(event.value, event.start_mark)
        elif kind is yaml.MappingStartEvent:
            self.is_block = self.is_block if self._begun else not event.flow_style
            self._begin({}, event)
        elif kind is yaml.SequenceStartEvent:
            self._begin([], event)
        elif kind in (yaml.MappingEndEvent, yaml.SequenceEndEvent):
            done = self._begun.pop()
            if done.anchor is not None:
                self._anchored[done.anchor] = done.value
            self._put(done.value, done.mark)
        elif kind is yaml.AliasEvent:
            self._put(self._aliased(event), event.start_mark)
        elif kind is yaml.DocumentStartEvent:
            self._documents += 1
            if self._documents > 1:
                raise _wrong("there is more than one document", event.start_mark)

    def _begin(self, value: Any, event: Any) -> None:
        if len(self._begun) >= MAX_DEPTH:
            raise Invalid("The page's front matter is nested too deep.")
        begun = _Begun(value, event)
        self._anchor(event, begun)
        self._begun.append(begun)

    def _put(self, value: Any, mark: Any) -> None:
        if not self._begun:
            self.value = value
            return
        around = self._begun[-1]
        if isinstance(around.value, list):
            around.value.append(value)
        elif around.has_key:
            around.value[around.key] = value
            around.has_key = False
        elif not isinstance(value, Hashable):
            raise _wrong("a list or table cannot be a name", mark)
        else:
            around.key, around.has_key = value, True
            if len(self._begun) == 1:
                self.names.append((value, mark.line))

    def _anchor(self, event: Any, value: Any) -> None:
        if event.anchor is None:
            return
        if event.anchor in self._anchored:
            raise _wrong(f"the anchor {event.anchor} stands there twice", event.start_mark)
        self._anchored[event.anchor] = value

    def _aliased(self, event: Any) -> Any:
        if event.anchor not in self._anchored:
            raise _wrong(f"there is no anchor {event.anchor}", event.start_mark)
        value = self._anchored[event.anchor]
        if isinstance(value, _Begun):
            raise _wrong(f"{event.anchor} is recursive: it holds itself", event.start_mark)
        return value


def _wrong(problem: str, mark: Any) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=mark)
