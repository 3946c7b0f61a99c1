"""A project's database file: opened when needed, followed when it is replaced, never written to once it is gone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine, insert, select

from ..core.errors import Unavailable
from ..core.wire import now
from . import migrate, sqlite
from .chain import START, milliseconds
from .location import refuse_network
from .lock import exclusive
from .schema import PROJECT

Identity = tuple[int, int]
"""Device and inode: what tells a file from another that later has its name."""


class Database:
    """One file. Readers may be many and on any thread; writing is for one thread."""

    def __init__(self, path: Path, project: str) -> None:
        self.path = path
        self._project = project
        self._lock_path = path.with_name(path.name + ".lock")
        self._opening = threading.Lock()
        self._seen = False
        self.failures = 0
        self._readers: tuple[Identity, Engine] | None = None
        self._writer: tuple[Identity, Connection] | None = None

    def exists(self) -> bool:
        """Whether there is a file to read."""
        return self.identity() is not None

    def identity(self) -> Identity | None:
        """What is at the path now; None when nothing is."""
        try:
            status = self.path.stat()
        except (FileNotFoundError, NotADirectoryError):
            return None
        except OSError as error:
            raise Unavailable(
                f"The comments database {self.path} cannot be reached: {error.strerror}. "
                "Allow it, and its folder, to be read."
            ) from error
        return status.st_dev, status.st_ino

    @contextmanager
    def reading(self) -> Iterator[Connection | None]:
        """One state of the data; None when nothing was ever written.

        Raises:
            Unavailable: the file cannot be read, was removed, or is another project's or a newer version's.
        """
        with self._explained():
            engine = self._reader_engine()
            if engine is None:
                yield None
                return
            with engine.connect() as connection:
                connection.begin()
                yield connection

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction under the file lock, committed at the end; what is raised inside rolls it back.

        Raises:
            Unavailable: nothing was stored, or the file is gone and with it what was stored.
        """
        with self._explained(), self._exclusive():
            try:
                connection = self._writer_connection()
                with connection.begin():
                    yield connection
            except BaseException:
                self._close_all()
                raise
            self._refuse_lost()

    def empty_log(self) -> None:
        """Moves the write-ahead log's content into the file, so that no erased words are left in it."""
        with self._explained(), self._exclusive():
            sqlite.checkpoint(self._writer_connection())

    def begin_afresh(self) -> None:
        """Closes every connection after one of them failed. What SQLite could open only for reading stays so for the
        whole process while any connection to the file is open, so readers are closed too."""
        with self._explained(), self._exclusive():
            self._close_all()

    def close_writer(self) -> None:
        """Ends the writing connection, under the lock since SQLite then checkpoints."""
        if self._writer is None or self._writer[0] != self.identity():
            # Of a file that is gone nothing is checkpointed, so nobody has to be kept out.
            self._drop_writer()
            return
        with self._explained(), self._exclusive():
            self._drop_writer()

    def close_readers(self) -> None:
        with self._opening:
            self._drop_readers()

    def explain(self, error: BaseException) -> BaseException:
        """The error itself, or what to tell a person in place of one of the database's."""
        return sqlite.explain(error, self.path) if isinstance(error, sqlite.ERRORS) else error

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except sqlite.ERRORS as error:
            raise sqlite.explain(error, self.path) from error

    @contextmanager
    def _exclusive(self) -> Iterator[None]:
        if self._writer is None and not self._seen:
            self._make_folder()
        self._refuse_removed(self.identity())
        with exclusive(self._lock_path):
            yield

    def _make_folder(self) -> None:
        refuse_network(self.path.parent)
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise Unavailable(
                f"The folder for comments, {self.path.parent}, cannot be made: {error.strerror}. "
                "Allow it to be made, or name another in mlcollab.toml: [journal] folder."
            ) from error

    def _refuse_removed(self, found: Identity | None) -> None:
        if found is None and self._seen:
            raise Unavailable(
                f"The comments database {self.path} was removed while in use. "
                "Put it back from a backup, or restart the server to begin with an empty one."
            )

    def _refuse_lost(self) -> None:
        """What was committed to a file that no longer has its name is not stored: nobody will find it."""
        if self._writer is not None and self.identity() != self._writer[0]:
            self._drop_writer()
            raise Unavailable(
                f"The comments database {self.path} was removed or replaced while writing, so this was not kept. "
                "Put it back from a backup, then try again."
            )

    def _reader_engine(self) -> Engine | None:
        found = self.identity()
        readers = self._readers
        if readers is not None and readers[0] == found:
            return readers[1]
        self._refuse_removed(found)
        if found is None:
            return None
        with self._opening:
            if self._readers is None or self._readers[0] != found:
                self._drop_readers()
                self._readers = found, self._open_readers()
            return self._readers[1]

    def _open_readers(self) -> Engine:
        refuse_network(self.path.parent)
        engine = sqlite.reader_engine(self.path)
        try:
            with engine.connect() as connection:
                found = migrate.revision(connection)
            if found != migrate.HEAD:
                migrate.refuse_newer(found)
                self._migrate()
            with engine.connect() as connection:
                _refuse_other(connection, self._project)
        except BaseException:
            engine.dispose()
            raise
        self._seen = True
        return engine

    def _migrate(self) -> None:
        """On a connection of its own, since readers may come first and on any thread."""
        with exclusive(self._lock_path), sqlite.writer_engine(self.path).connect() as connection, connection.begin():
            migrate.upgrade(connection)

    def _writer_connection(self) -> Connection:
        found = self.identity()
        self._refuse_removed(found)
        if self._writer is not None and self._writer[0] == found:
            return self._writer[1]
        self._drop_writer()
        connection = sqlite.writer_engine(self.path).connect()
        try:
            with connection.begin():
                migrate.upgrade(connection)
                _claim(connection, self._project)
        except BaseException:
            connection.close()
            raise
        made = self.identity()
        if made is None:
            connection.close()
            self._refuse_removed(made)
            raise Unavailable(f"The comments database {self.path} could not be made. Try again.")
        self._seen = True
        self._writer = made, connection
        return connection

    def _close_all(self) -> None:
        self._drop_writer()
        self.close_readers()
        self.failures += 1

    def _drop_writer(self) -> None:
        writer, self._writer = self._writer, None
        if writer is not None:
            writer[1].close()

    def _drop_readers(self) -> None:
        readers, self._readers = self._readers, None
        if readers is not None:
            readers[1].dispose()


def stored_project(path: Path) -> str | None:
    """The id of the project whose journal is at `path`; None when nothing was ever written there.

    Raises:
        Unavailable: the file cannot be read, or a newer version has written it.
    """
    if not Database(path, "").exists():
        return None
    engine = sqlite.reader_engine(path)
    try:
        with engine.connect() as connection:
            found = migrate.revision(connection)
            migrate.refuse_newer(found)
            return None if found is None else connection.execute(select(PROJECT.c.id)).scalar()
    except sqlite.ERRORS as error:
        raise sqlite.explain(error, path) from error
    finally:
        engine.dispose()


def _claim(connection: Connection, project: str) -> None:
    _refuse_other(connection, project)
    if connection.execute(select(PROJECT.c.id)).first() is None:
        made = {"id": project, "created_at": milliseconds(now()), "seq": 0, "clock": 0, "head_sha256": START}
        connection.execute(insert(PROJECT), made)


def _refuse_other(connection: Connection, project: str) -> None:
    stored = connection.execute(select(PROJECT.c.id)).scalar()
    if stored not in (None, project):
        raise Unavailable(
            "The comments database here belongs to another project. "
            "Set its id in mlcollab.toml, [project] id, or name another folder, [journal] folder.",
            {"stored": stored, "expected": project},
        )
