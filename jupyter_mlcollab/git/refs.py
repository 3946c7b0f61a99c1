"""The names a repository has for its commits: branches, those of other repositories, tags."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from .history import time_of
from .repository import Repository

RefKind = Literal["branch", "remote", "tag"]
MAX_REFS = 200
"""So many of a kind are listed, newest first. Every other one can still be named."""
_FOLDERS: dict[RefKind, str] = {"branch": "refs/heads", "remote": "refs/remotes", "tag": "refs/tags"}
# NUL is the one character that no name or message holds. A tag may be an object of its own: `*` is what it leads to.
_FIELDS = (
    *("refname:short", "symref", "objecttype", "objectname", "*objecttype", "*objectname"),
    *("creatordate:unix", "contents:subject"),
)
_FORMAT = "--format=" + "%00".join(f"%({field})" for field in _FIELDS) + "%00"


@dataclass(frozen=True)
class Ref:
    """A name, and the commit it leads to. `name` is as short as git understands it; `at` is when the commit or the
    tag was made."""

    kind: RefKind
    name: str
    commit: str
    at: datetime
    subject: str


def list_refs(repository: Repository) -> list[Ref]:
    """At most 200 of each kind, newest first.

    Raises:
        NotFound: no repository.
        Unavailable: git cannot answer.
    """
    return [ref for kind, folder in _FOLDERS.items() for ref in _refs(kind, _listed(repository, folder))]


def _listed(repository: Repository, folder: str) -> list[bytes]:
    listed = repository.refs("--sort=-creatordate", f"--count={MAX_REFS}", _FORMAT, f"{folder}/")
    return listed.replace(b"\0\n", b"\0").split(b"\0")[:-1]


def _refs(kind: RefKind, fields: list[bytes]) -> Iterator[Ref]:
    """Names that lead to another name are left out, and so are those of what is no commit or no UTF-8."""
    for at in range(0, len(fields) - len(_FIELDS) + 1, len(_FIELDS)):
        name, *rest = fields[at : at + len(_FIELDS)]
        leads_to, own_type, own, tagged_type, tagged, seconds, subject = (
            text.decode("utf-8", "replace") for text in rest
        )
        commit = {"commit": own, "tag": tagged if tagged_type == "commit" else ""}.get(own_type, "")
        if leads_to or not commit:
            continue
        try:
            yield Ref(kind, name.decode("utf-8"), commit, time_of(seconds), subject)
        except UnicodeDecodeError:
            continue
