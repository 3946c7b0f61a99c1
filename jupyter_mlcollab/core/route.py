"""A route as data: verb, path, use case, permission. Handlers, OpenAPI, client, tests and reference come from it."""

from __future__ import annotations

import inspect
import re
import types
import typing
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any, Literal

import msgspec

Verb = Literal["GET", "POST", "PUT", "PATCH", "DELETE"]
LIMIT_BYTES = 8 * 1024 * 1024
"""Room for the sources of a notebook of thousands of cells, which placing its threads needs."""


class Can(StrEnum):
    """What a role may do. The table of who may is `access/permissions.py`."""

    READ = "read"
    COMMENT = "comment"
    RESOLVE = "resolve"
    APPROVE = "approve"
    MODERATE = "moderate"
    AUDIT = "audit"


@dataclass(frozen=True)
class Route:
    """One use case behind one address.

    `path` is relative to the API's root, `{name}` marks a path parameter (snake_case here, camelCase on the wire).
    A use case is `use_case(work, ...)`: parameters named in the path come from it, a parameter annotated with a
    struct is the body, every other one is a query parameter. The type of `work` says where the use case runs:
    `Reading` on a worker thread, `Writing` on the writer thread inside a transaction, `Local` on a worker thread with
    files and git and without the journal, `Joining` on one with all of them, `Serving` before a project is known.
    `limit_bytes` is how much a body may hold. `only_reads` is said of a `Joining` use case that changes nothing.
    """

    verb: Verb
    path: str
    use_case: Callable[..., Any]
    can: Can
    limit_bytes: int = LIMIT_BYTES
    only_reads: bool = False

    @property
    def name(self) -> str:
        """The operation's name: the use case's own."""
        return self.use_case.__name__

    @property
    def path_parameters(self) -> tuple[str, ...]:
        return tuple(re.findall(r"{(\w+)}", self.path))

    @property
    def reads(self) -> bool:
        """Whether the use case changes nothing, by the name of its kind of work."""
        return self.only_reads or self.work.__name__ in ("Reading", "Serving", "Local")

    @property
    def work(self) -> type:
        """The type of the use case's first parameter."""
        kind: type = _parameters(self.use_case)[0].annotation
        return kind

    def parameters(self) -> dict[str, inspect.Parameter]:
        """The use case's parameters after `work`, with resolved annotations."""
        return {parameter.name: parameter for parameter in _parameters(self.use_case)[1:]}

    @property
    def body(self) -> tuple[str, Any] | None:
        """Name and type of the body, or None."""
        for name, parameter in self.parameters().items():
            if _is_struct(parameter.annotation):
                return name, parameter.annotation
        return None

    @property
    def query(self) -> dict[str, inspect.Parameter]:
        """Query parameters by their Python name; one without a default is required."""
        body = self.body
        taken = {*self.path_parameters, *([body[0]] if body else [])}
        return {name: p for name, p in self.parameters().items() if name not in taken}

    @property
    def returns(self) -> Any:
        return typing.get_type_hints(self.use_case, include_extras=True).get("return")


def camel(name: str) -> str:
    """`thread_id` → `threadId`, as on the wire."""
    head, *tail = name.split("_")
    return head + "".join(part.title() for part in tail)


@cache
def _parameters(use_case: Callable[..., Any]) -> list[inspect.Parameter]:
    # Kept, since a request asks several times, and annotations that are text are compiled each time they are resolved.
    hints = typing.get_type_hints(use_case, include_extras=True)
    listed = inspect.signature(use_case).parameters.values()
    return [parameter.replace(annotation=hints[parameter.name]) for parameter in listed]


def _is_struct(annotation: Any) -> bool:
    origin = typing.get_origin(annotation)
    if origin in (typing.Union, types.UnionType):
        return any(_is_struct(a) for a in typing.get_args(annotation))
    if origin is typing.Annotated:
        return _is_struct(typing.get_args(annotation)[0])
    return isinstance(annotation, type) and issubclass(annotation, msgspec.Struct)
