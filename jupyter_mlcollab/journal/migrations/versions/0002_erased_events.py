"""An index of the erased events, which are few: what is shared is checked for them at each sync."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    erased = sa.text("payload IS NULL")
    op.create_index("event_erased", "event", ["project", "seq"], sqlite_where=erased, postgresql_where=erased)
