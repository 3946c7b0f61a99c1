"""Full-text search over views, by SQLite's FTS5 (https://sqlite.org/fts5.html). The only module that knows how.

A row's number is that of its view, so both are found and removed together. Case and accents do not matter.
"""

from __future__ import annotations

from sqlalchemy import Connection, text

from .prepared import Prepared

_CREATE = Prepared(text("CREATE VIRTUAL TABLE view_text USING fts5(text, tokenize = 'unicode61 remove_diacritics 2')"))
_INSERT = Prepared(text("INSERT INTO view_text (rowid, text) VALUES (:number, :text)"))
_DELETE = Prepared(text("DELETE FROM view_text WHERE rowid = :number"))
_CLEAR = Prepared(text("DELETE FROM view_text"))
_READ = Prepared(text("SELECT text FROM view_text WHERE rowid = :number"))
_OPTIMIZE = Prepared(text("INSERT INTO view_text (view_text) VALUES ('optimize')"))
_SEARCH = Prepared(
    text(
        "SELECT view.id FROM view_text JOIN view ON view.number = view_text.rowid"
        " WHERE view_text MATCH :query AND view.project = :project AND view.kind = :kind"
        " AND (:subject IS NULL OR view.subject = :subject) AND (:status IS NULL OR view.status = :status)"
        " ORDER BY bm25(view_text), view.id DESC LIMIT :limit"
    )
)


def create(connection: Connection) -> None:
    """Makes the table; called by the first migration."""
    _CREATE.run(connection, {})


def put(connection: Connection, number: int, words: str) -> None:
    """Makes the view of this number findable by these words; nothing was stored for it before."""
    if words:
        _INSERT.run(connection, {"number": number, "text": storable(words)})


def read(connection: Connection, number: int) -> str:
    """What the view of this number is found by; empty when by nothing."""
    found = _READ.run(connection, {"number": number})
    return str(found[0][0]) if found else ""


def remove(connection: Connection, number: int) -> None:
    """The view of this number is found by nothing any more."""
    _DELETE.run(connection, {"number": number})


def clear(connection: Connection) -> None:
    """Nothing is found any more, whatever views still stand: a database holds one project."""
    _CLEAR.run(connection, {})


def purge(connection: Connection) -> None:
    """Drops what is left of removed words: FTS5 keeps them in its index until its parts are merged."""
    _OPTIMIZE.run(connection, {})


def search(
    connection: Connection,
    project: str,
    kind: str,
    words: str,
    limit: int,
    subject: str | None = None,
    status: str | None = None,
) -> list[str]:
    """Ids of the views of this kind that hold all the words, best first; the last word may be a beginning. A subject
    or status, where given, narrows."""
    query = quote(words)
    if not query:
        return []
    narrowed = {"project": project, "kind": kind, "subject": subject, "status": status}
    return [row[0] for row in _SEARCH.run(connection, {**narrowed, "query": query, "limit": limit})]


def quote(words: str) -> str:
    """A query for exactly these words, whatever characters a person typed; empty when nothing can be found by them."""
    usable = [word for word in storable(words).split() if any(character.isalnum() for character in word)]
    terms = ['"' + word.replace('"', '""') + '"' for word in usable]
    return " ".join(terms) + "*" if terms else ""


def storable(words: str) -> str:
    """`words` as SQLite can hold it: without NUL, which ends a text, and without lone surrogates."""
    return words.replace("\0", " ").encode("utf-8", "replace").decode("utf-8")
