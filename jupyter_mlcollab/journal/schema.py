"""The tables, as the newest migration leaves them. Each column says what it holds.

Full-text search is not here: `fulltext` makes it, since every database has its own kind.
"""

from __future__ import annotations

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    UniqueConstraint,
    text,
)

METADATA = MetaData()
_ERASED = text("payload IS NULL")

PROJECT = Table(
    "project",
    METADATA,
    Column("id", String, primary_key=True, comment="the project's id, chosen once and never recomputed"),
    Column("created_at", BigInteger, nullable=False, comment="when the journal was made, milliseconds since 1970 UTC"),
    Column("seq", BigInteger, nullable=False, comment="seq of the newest event, 0 when there is none"),
    Column("clock", BigInteger, nullable=False, comment="highest Lamport clock of any event"),
    Column(
        "head_sha256", LargeBinary, nullable=False, comment="SHA-256 of the newest event's header, 32 zeros at first"
    ),
)

EVENT = Table(
    "event",
    METADATA,
    Column("project", String, primary_key=True, comment="the project's id"),
    Column(
        "seq", BigInteger, primary_key=True, autoincrement=False, comment="dense number in order of writing, from 1"
    ),
    Column("id", String, nullable=False, comment="UUIDv7 made by the client; the same id is the same event"),
    Column("v", Integer, nullable=False, comment="version of the payload's form"),
    Column("clock", BigInteger, nullable=False, comment="Lamport clock; events are folded by clock, then id"),
    Column("entity_kind", String, nullable=False, comment="kind of the thing it happened to, such as thread"),
    Column("entity", String, nullable=False, comment="id of the thing it happened to"),
    Column("kind", String, nullable=False, comment="what happened, as noun.participle"),
    Column("actor", String, nullable=False, comment="username of who did it"),
    Column("role", String, nullable=False, comment="role they acted in"),
    Column("verified", Boolean, nullable=False, comment="whether an identity provider vouched for the actor"),
    Column("origin", String, comment="where an imported event came from; null for events written here"),
    Column("at", BigInteger, nullable=False, comment="when, by the server's clock, milliseconds since 1970 UTC"),
    Column("payload", LargeBinary, comment="canonical JSON, exactly the bytes that were hashed; null once erased"),
    Column("salt", LargeBinary, nullable=False, comment="random bytes hashed before the payload; empty once erased"),
    Column("payload_sha256", LargeBinary, nullable=False, comment="SHA-256 of salt and payload"),
    Column("prev_sha256", LargeBinary, nullable=False, comment="SHA-256 of the header of the event before"),
    UniqueConstraint("project", "id", name="event_id"),
    Index("event_entity", "project", "entity_kind", "entity"),
    Index("event_erased", "project", "seq", sqlite_where=_ERASED, postgresql_where=_ERASED),
)

PERSONAL = Table(
    "personal",
    METADATA,
    Column("project", String, primary_key=True, comment="the project's id"),
    Column("person", String, primary_key=True, comment="username of whose it is"),
    Column("key", String, primary_key=True, comment="what it is, such as draft/ and an id"),
    Column("body", LargeBinary, nullable=False, comment="JSON"),
)

VIEW = Table(
    "view",
    METADATA,
    Column("number", Integer, primary_key=True, comment="number of the row, which full-text search refers to"),
    Column("project", String, nullable=False, comment="the project's id"),
    Column("kind", String, nullable=False, comment="the entity's kind"),
    Column("id", String, nullable=False, comment="the entity's id"),
    Column("subject", String, comment="what it is about, such as a document's id"),
    Column("status", String, comment="where it stands, such as open"),
    Column("updated_at", BigInteger, nullable=False, comment="time of its newest event, milliseconds since 1970 UTC"),
    Column("seq", BigInteger, nullable=False, comment="highest seq folded in"),
    Column("body", LargeBinary, nullable=False, comment="the folded state as JSON"),
    UniqueConstraint("project", "kind", "id", name="view_entity"),
    Index("view_list", "project", "kind", "subject", "id", "status"),
)

NOTICE = Table(
    "notice",
    METADATA,
    Column("project", String, primary_key=True, comment="the project's id"),
    Column("person", String, primary_key=True, comment="username of who is to be told"),
    Column("seq", BigInteger, primary_key=True, autoincrement=False, comment="seq of the event that causes it"),
    Column("reason", String, primary_key=True, comment="reply, mention or look"),
    Column("event_id", String, nullable=False, comment="id of the event that causes it"),
    Column("entity_kind", String, nullable=False, comment="kind of the thing it is about"),
    Column("entity", String, nullable=False, comment="id of the thing it is about"),
    Column("at", BigInteger, nullable=False, comment="time of the event, milliseconds since 1970 UTC"),
    Column("actor", String, nullable=False, comment="username of who caused it"),
    Index("notice_entity", "project", "entity_kind", "entity"),
)

BLOB = Table(
    "blob",
    METADATA,
    Column("project", String, primary_key=True, comment="the project's id"),
    Column("sha256", String, primary_key=True, comment="SHA-256 of the data as 64 hexadecimal digits"),
    Column("media_type", String, nullable=False, comment="media type, such as image/png"),
    Column("data", LargeBinary, comment="the bytes; null once erased"),
)

PERSON = Table(
    "person",
    METADATA,
    Column("project", String, primary_key=True, comment="the project's id"),
    Column("id", String, primary_key=True, comment="username"),
    Column("body", LargeBinary, comment="name and looks as JSON; null once forgotten"),
)
