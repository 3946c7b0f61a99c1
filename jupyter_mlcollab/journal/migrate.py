"""Brings a database to the form this version writes, by Alembic, in one transaction."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, inspect, text

from ..core.errors import Unavailable

if TYPE_CHECKING:
    from alembic.config import Config

HEAD = "0002"
"""The newest migration this version knows. Said here so that an up-to-date database needs no Alembic."""

_REVISION = text("SELECT version_num FROM alembic_version")


def revision(connection: Connection) -> str | None:
    """The newest migration the database has; None when it has none."""
    if not inspect(connection).has_table("alembic_version"):
        return None
    found: str | None = connection.execute(_REVISION).scalar()
    return found


def refuse_newer(found: str | None) -> None:
    """Nothing, when this version knows the migration `found`.

    Raises:
        Unavailable: a newer version has written the database.
    """
    if found not in (None, HEAD) and found not in _known():
        raise Unavailable(
            "The comments database was written by a newer version of jupyter_mlcollab. "
            "Update this one: pip install --upgrade jupyter_mlcollab.",
            {"revision": found, "known": HEAD},
        )


def upgrade(connection: Connection) -> None:
    """Brings the database to `HEAD`, within the caller's transaction.

    Raises:
        Unavailable: a newer version has written the database.
    """
    found = revision(connection)
    refuse_newer(found)
    if found != HEAD:
        _upgrade(connection)


def _upgrade(connection: Connection) -> None:
    from alembic import command

    configuration = _configuration()
    configuration.attributes["connection"] = connection
    command.upgrade(configuration, "head")


def _known() -> set[str]:
    from alembic.script import ScriptDirectory

    return {script.revision for script in ScriptDirectory.from_config(_configuration()).walk_revisions()}


def _configuration() -> Config:
    from alembic.config import Config

    configuration = Config()
    configuration.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    return configuration
