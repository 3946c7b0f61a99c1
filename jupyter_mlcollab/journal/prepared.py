"""Statements written in SQLAlchemy Core, compiled once, and run on the driver.

Running a compiled statement through SQLAlchemy costs about 0.1 ms, twenty times what SQLite takes for one row by its
key, and an event takes ten statements. Values go in and come out as the
driver has them: a Boolean of SQLite's is 0 or 1.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ClauseElement, Connection
from sqlalchemy.engine.interfaces import Dialect

Row = tuple[Any, ...]


class Prepared:
    """One statement. `columns` are those that an insert or update sets from its parameters."""

    def __init__(self, statement: ClauseElement, columns: Sequence[str] | None = None) -> None:
        self._statement = statement
        self._columns = columns
        self._compiled: dict[str, tuple[str, Sequence[str] | None, dict[str, Any]]] = {}

    def run(self, connection: Connection, parameters: Mapping[str, Any]) -> list[Row]:
        """All rows it gives, none when it only changes something. Begins no transaction.

        Raises:
            sqlite3.Error: as the driver says it; `Database` explains it to people.
        """
        text, order, fixed = self._compiled.get(connection.dialect.name) or self._compile(connection.dialect)
        values: Any = {**fixed, **parameters}
        if order is not None:
            values = [values[name] for name in order]
        cursor: Any = connection.connection.cursor()
        cursor.execute(text, values)
        rows: list[Row] = cursor.fetchall() if cursor.description else []
        cursor.close()
        return rows

    def _compile(self, dialect: Dialect) -> tuple[str, Sequence[str] | None, dict[str, Any]]:
        keys = list(self._columns) if self._columns is not None else None
        compiled: Any = self._statement.compile(dialect=dialect, column_keys=keys)
        fixed = {name: value for name, value in compiled.params.items() if value is not None}
        self._compiled[dialect.name] = entry = str(compiled), compiled.positiontup, fixed
        return entry
