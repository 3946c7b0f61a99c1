"""The first tables."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from jupyter_mlcollab.journal import fulltext

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    _create_log()
    _create_derived()
    _create_beside()
    fulltext.create(op.get_bind())


def _create_log() -> None:
    op.create_table(
        "project",
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("created_at", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("clock", sa.BigInteger, nullable=False),
        sa.Column("head_sha256", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "event",
        sa.Column("project", sa.String, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("v", sa.Integer, nullable=False),
        sa.Column("clock", sa.BigInteger, nullable=False),
        sa.Column("entity_kind", sa.String, nullable=False),
        sa.Column("entity", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
        sa.Column("role", sa.String, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("origin", sa.String),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("payload", sa.LargeBinary),
        sa.Column("salt", sa.LargeBinary, nullable=False),
        sa.Column("payload_sha256", sa.LargeBinary, nullable=False),
        sa.Column("prev_sha256", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("project", "id", name="event_id"),
    )
    op.create_index("event_entity", "event", ["project", "entity_kind", "entity"])


def _create_derived() -> None:
    op.create_table(
        "view",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("project", sa.String, nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("id", sa.String, nullable=False),
        sa.Column("subject", sa.String),
        sa.Column("status", sa.String),
        sa.Column("updated_at", sa.BigInteger, nullable=False),
        sa.Column("seq", sa.BigInteger, nullable=False),
        sa.Column("body", sa.LargeBinary, nullable=False),
        sa.UniqueConstraint("project", "kind", "id", name="view_entity"),
    )
    op.create_index("view_list", "view", ["project", "kind", "subject", "id", "status"])
    op.create_table(
        "notice",
        sa.Column("project", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("seq", sa.BigInteger, primary_key=True, autoincrement=False),
        sa.Column("reason", sa.String, primary_key=True),
        sa.Column("event_id", sa.String, nullable=False),
        sa.Column("entity_kind", sa.String, nullable=False),
        sa.Column("entity", sa.String, nullable=False),
        sa.Column("at", sa.BigInteger, nullable=False),
        sa.Column("actor", sa.String, nullable=False),
    )
    op.create_index("notice_entity", "notice", ["project", "entity_kind", "entity"])


def _create_beside() -> None:
    op.create_table(
        "personal",
        sa.Column("project", sa.String, primary_key=True),
        sa.Column("person", sa.String, primary_key=True),
        sa.Column("key", sa.String, primary_key=True),
        sa.Column("body", sa.LargeBinary, nullable=False),
    )
    op.create_table(
        "blob",
        sa.Column("project", sa.String, primary_key=True),
        sa.Column("sha256", sa.String, primary_key=True),
        sa.Column("media_type", sa.String, nullable=False),
        sa.Column("data", sa.LargeBinary),
    )
    op.create_table(
        "person",
        sa.Column("project", sa.String, primary_key=True),
        sa.Column("id", sa.String, primary_key=True),
        sa.Column("body", sa.LargeBinary),
    )
