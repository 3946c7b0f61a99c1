"""Who git knows: the authors of a repository, and the person at this computer."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from . import gate

MAX_COMMITS = 500
MAX_NAME_CHARACTERS = 200
_LIMIT_BYTES = 1024 * 1024


@dataclass(frozen=True)
class Author:
    """A name and address as git has them: claims of whoever wrote them, verified by nobody."""

    name: str
    email: str


def authors(folder: Path) -> list[Author]:
    """Who wrote the last 500 commits of all branches, newest first, one entry per address, names as `.mailmap` says.

    Raises:
        NotFound: no repository here.
        Unavailable: git is not installed, does not trust the folder, or took too long.
        TooLarge: names over 1 MB in all.
    """
    output = gate.run(
        folder,
        "log",
        "-z",
        "--all",
        f"--max-count={MAX_COMMITS}",
        "--format=%aN%x00%aE",
        "--",
        limit_bytes=_LIMIT_BYTES,
    )
    fields = output.decode("utf-8", "replace").split("\0")
    return list(_once_per_address(_author(*pair) for pair in zip(fields[::2], fields[1::2], strict=False)))


def user_name(folder: Path) -> Author | None:
    """The person git's configuration names for `folder` (`user.name`, `user.email`), or None when it names nobody.

    Raises:
        Unavailable: git is not installed or took too long.
    """
    author = _author(_configured(folder, "user.name"), _configured(folder, "user.email"))
    return author if author.name else None


def _configured(folder: Path, key: str) -> str:
    return gate.run(folder, "config", "-z", "--get", "--default", "", key).rstrip(b"\0").decode("utf-8", "replace")


def _author(name: str, email: str) -> Author:
    return Author(_plain(name), _plain(email))


def _plain(text: str) -> str:
    return "".join(c for c in text if ord(c) >= 32 and ord(c) != 127).strip()[:MAX_NAME_CHARACTERS]


def _once_per_address(found: Iterable[Author]) -> Iterator[Author]:
    seen: set[str] = set()
    for author in found:
        key = author.email.casefold() or author.name
        if key and key not in seen:
            seen.add(key)
            yield author
