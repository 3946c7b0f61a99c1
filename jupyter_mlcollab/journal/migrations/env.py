"""Run by Alembic: applies the migrations on the connection it is handed, in the transaction that is open there."""

from __future__ import annotations

from alembic import context

from jupyter_mlcollab.journal.schema import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
with context.begin_transaction():
    context.run_migrations()
