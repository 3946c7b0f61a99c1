"""What is particular to SQLite: how connections are opened and set, and what its errors mean for a person.

Statements elsewhere are portable; this module and `fulltext` are what another database would replace.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import cast

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event
from sqlalchemy.exc import DBAPIError

from ..core.errors import Unavailable

BUSY_TIMEOUT = 5000
"""Milliseconds to wait for a program that writes without our file lock."""

ERRORS = (DBAPIError, sqlite3.Error)
"""What goes wrong with the database, through SQLAlchemy or on the driver."""

_IDLE_READERS = 8


def writer_engine(path: Path) -> Engine:
    """Opens the file, made when missing, for writing; every transaction is `BEGIN IMMEDIATE`."""
    engine = create_engine("sqlite://", creator=lambda: open_writer(path), poolclass=NullPool)
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN IMMEDIATE"))
    return engine


def reader_engine(path: Path) -> Engine:
    """Opens the existing file for reading; every transaction sees one state of it."""
    engine = create_engine(
        "sqlite://", creator=lambda: open_reader(path), poolclass=QueuePool, pool_size=_IDLE_READERS, max_overflow=-1
    )
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    return engine


def open_writer(path: Path) -> sqlite3.Connection:
    """A connection that writes ahead and syncs at every commit.

    Raises:
        Unavailable: the file system cannot hold SQLite's write-ahead log.
    """
    connection = sqlite3.connect(path, isolation_level=None, check_same_thread=False)
    try:
        connection.execute(f"PRAGMA busy_timeout = {BUSY_TIMEOUT}")
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
        if mode != "wal":
            raise Unavailable(
                f"The disk that holds {path} cannot keep a comments database safely. "
                'Name another folder in mlcollab.toml: [journal] folder = "/a/local/folder".'
            )
        for setting in (
            "synchronous = FULL",
            "foreign_keys = ON",
            "trusted_schema = OFF",
            # What is erased is overwritten, not only marked as free.
            "secure_delete = ON",
            "wal_autocheckpoint = 1000",
        ):
            connection.execute(f"PRAGMA {setting}")
    except BaseException:
        connection.close()
        raise
    return connection


def open_reader(path: Path) -> sqlite3.Connection:
    """A connection that cannot write and never makes the file."""
    connection = sqlite3.connect(
        f"{path.absolute().as_uri()}?mode=ro", uri=True, isolation_level=None, check_same_thread=False
    )
    for setting in (
        f"busy_timeout = {BUSY_TIMEOUT}",
        "query_only = ON",
        "trusted_schema = OFF",
        "wal_autocheckpoint = 0",
    ):
        connection.execute(f"PRAGMA {setting}")
    return connection


def data_version(connection: sqlite3.Connection) -> int:
    """A number that changes whenever another connection, of whichever program, has committed."""
    version: int = connection.execute("PRAGMA data_version").fetchone()[0]
    return version


def in_transaction(connection: Connection) -> bool:
    """Whether SQLite still has the transaction: a full disk or a failing one ends it without asking."""
    return _raw(connection).in_transaction


def checkpoint(connection: Connection) -> None:
    """Copies the write-ahead log into the database and empties it, as far as readers let it; outside a transaction."""
    _raw(connection).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()


def _raw(connection: Connection) -> sqlite3.Connection:
    """The driver's own connection: what is asked there begins no transaction."""
    return cast(sqlite3.Connection, connection.connection.dbapi_connection)


def integrity_problems(connection: Connection) -> list[str]:
    """What SQLite itself finds wrong with the file, at most 100 lines; empty when all is well."""
    try:
        found = [str(row[0]) for row in connection.exec_driver_sql("PRAGMA integrity_check(100)")]
    except DBAPIError as error:  # some damage stops the check itself
        return [str(error.orig)]
    return [] if found == ["ok"] else found


def explain(error: BaseException, path: Path) -> Unavailable:
    """What to tell a person about an error of SQLite's, with what to do."""
    cause = error.orig if isinstance(error, DBAPIError) else error
    name = getattr(cause, "sqlite_errorname", "")
    for prefix, sentence in _SENTENCES.items():
        if name.startswith(prefix):
            return Unavailable(sentence.format(path=path), {"sqlite": name})
    return Unavailable(f"The comments database {path} cannot be used right now: {cause}.", {"sqlite": name})


_DAMAGED = (
    "The comments database {path} is damaged. Stop the server, put the file back from a backup, "
    "and run: jupyter mlcollab doctor."
)
_SENTENCES = {
    "SQLITE_FULL": "The disk that holds the comments database is full ({path}). Free some space and try again.",
    "SQLITE_BUSY": "Another program is writing to the comments database. Try again in a moment.",
    "SQLITE_LOCKED": "Another program is writing to the comments database. Try again in a moment.",
    "SQLITE_READONLY": "The comments database {path} may not be written to. Allow it, and its folder, to be written.",
    "SQLITE_PERM": "The comments database {path} may not be opened. Allow it, and its folder, to be read and written.",
    "SQLITE_CANTOPEN": "The comments database {path} cannot be opened. Check that its folder exists and may be used.",
    "SQLITE_IOERR": "The disk that holds the comments database {path} reports an error. Check the disk.",
    "SQLITE_CORRUPT": _DAMAGED,
    "SQLITE_NOTADB": _DAMAGED,
}
