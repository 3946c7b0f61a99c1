"""A quick look at a database file, for telling a person what is wrong with it."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from . import migrate
from .sqlite import explain, open_reader

SAFE_ALONE = (3, 51, 3)
"""From this version of SQLite on, writing and checkpointing from two connections cannot race, lock or no lock."""


@dataclass(frozen=True)
class Health:
    """`revision` is the newest migration in the file, `known` the newest of this version; `problems` are sentences."""

    revision: str | None
    known: str
    events: int
    problems: list[str]


def sqlite_version() -> tuple[int, int, int]:
    """The version of the SQLite library that Python uses."""
    return sqlite3.sqlite_version_info


def look_at(path: Path) -> Health:
    """What a short look finds: seconds even for a large file, unlike `check.verify`, which reads every event.

    Raises:
        Unavailable: the file cannot be opened.
    """
    try:
        connection = open_reader(path)
        try:
            found = [row[0] for row in connection.execute("PRAGMA quick_check(10)")]
            revision = connection.execute("SELECT max(version_num) FROM alembic_version").fetchone()[0]
            events = connection.execute("SELECT count(*) FROM event").fetchone()[0]
        finally:
            connection.close()
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return Health(revision, migrate.HEAD, events, [] if found == ["ok"] else found)
