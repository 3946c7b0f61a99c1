"""Migrations: they make exactly the tables the code uses, once, and leave a newer database alone."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine

import jupyter_mlcollab.journal.migrate
from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.journal import sqlite
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.journal.journal import stored_project
from jupyter_mlcollab.journal.migrate import HEAD
from jupyter_mlcollab.journal.schema import METADATA


def test_migrations_make_the_tables_of_the_schema(journal, say):
    say(journal, "t1", say="x")
    with create_engine(f"sqlite:///{journal.path}").connect() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": is_ours, "compare_type": True})
        assert compare_metadata(context, METADATA) == []


def is_ours(_thing, name, kind, _reflected, _other):
    """All but full-text search, which keeps tables of its own kind."""
    return not (kind == "table" and name.startswith("view_text"))


def test_the_newest_migration_is_the_one_the_code_names():
    folder = Path(jupyter_mlcollab.journal.migrate.__file__).parent / "migrations"
    assert ScriptDirectory(str(folder)).get_current_head() == HEAD


def test_every_column_says_what_it_holds():
    assert [str(column) for table in METADATA.tables.values() for column in table.c if not column.comment] == []


def test_a_newer_database_is_refused_and_left_as_it_is(journal, say, make):
    say(journal, "t1", say="x")
    journal.close()
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    before = journal.path.read_bytes()
    later = make()
    for attempt in (lambda: later.read(lambda reader: reader.head()), lambda: say(later, "t1", say="y")):
        with pytest.raises(Unavailable, match="newer version"):
            attempt()
    with pytest.raises(Unavailable, match="newer version"):
        stored_project(journal.path)
    later.close()
    assert journal.path.read_bytes() == before


def test_another_projects_database_is_refused(journal, say, make):
    say(journal, "t1", say="x")
    other = make(project="another")
    for attempt in (lambda: other.read(lambda reader: reader.head()), lambda: say(other, "t1", say="y")):
        with pytest.raises(Unavailable, match="another project") as caught:
            attempt()
        assert caught.value.details == {"stored": "demo", "expected": "another"}


def test_an_empty_file_left_by_a_crash_is_filled(make, say, words):
    journal = make()
    journal.path.parent.mkdir(parents=True)
    journal.path.touch()
    assert stored_project(journal.path) is None
    assert journal.read(lambda reader: reader.head()) == 0
    say(journal, "t1", say="x")
    assert words(journal, "t1") == ["x"]
    assert verify(journal) == []


def test_the_settings_that_keep_data_safe_are_on(tmp_path):
    with closing(sqlite.open_writer(tmp_path / "journal.db")) as writer:
        expected = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "busy_timeout": 5000}
        expected |= {"trusted_schema": 0, "secure_delete": 1}
        assert {name: writer.execute(f"PRAGMA {name}").fetchone()[0] for name in expected} == expected
    with closing(sqlite.open_reader(tmp_path / "journal.db")) as reader:
        assert reader.execute("PRAGMA query_only").fetchone() == (1,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            reader.execute("CREATE TABLE t (a)")


@pytest.mark.parametrize("module", ["event", "fold", "chain", "head", "location", "lock"])
def test_what_others_import_early_loads_no_database(module):
    code = (
        f"import sys, jupyter_mlcollab.journal.{module}; print('sqlalchemy' in sys.modules, 'alembic' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).split() == ["False", "False"]


def test_alembic_loads_only_to_migrate(journal, say):
    say(journal, "t1", say="x")
    code = (
        "import sys, pathlib; from jupyter_mlcollab.journal.journal import Journal;"
        f"journal = Journal(pathlib.Path({str(journal.path)!r}), 'demo', {{}});"
        "assert journal.read(lambda reader: reader.head()) == 1;"
        "journal.write(lambda transaction: None).result(); journal.close(); print('alembic' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "False"


def test_a_database_of_the_first_version_gets_the_index_of_erased_events(journal, say, make):
    say(journal, "t1", say="x")
    journal.close()
    with closing(sqlite3.connect(journal.path)) as connection, connection:
        connection.execute("DROP INDEX event_erased")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
    later = make()
    say(later, "t1", say="y")
    later.close()
    query = "SELECT seq, origin FROM event WHERE project = 'demo' AND payload IS NULL ORDER BY seq"
    with closing(sqlite3.connect(journal.path)) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchone() == (HEAD,)
        (plan,) = connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall()
    assert "event_erased" in plan[-1]
