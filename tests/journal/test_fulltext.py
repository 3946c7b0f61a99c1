"""Searching: whatever a person types is words to find, never a query that fails or means something else."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import create_engine, text

from jupyter_mlcollab.journal import fulltext

WORDS = st.text(alphabet=st.sampled_from("ab\"*():^-+ANDORNOT é\0\ud800\n{}'~.%_ß世"), max_size=30) | st.text(
    max_size=30
)


@pytest.fixture(scope="module")
def connection():
    with create_engine("sqlite://").connect() as connection:
        fulltext.create(connection)
        connection.execute(text("CREATE TABLE view (number INTEGER PRIMARY KEY, project, kind, id, subject, status)"))
        yield connection


@settings(max_examples=300, deadline=None)
@given(words=WORDS)
def test_any_words_can_be_searched(connection, words):
    assert fulltext.search(connection, "p", "thread", words, 10) == []


@settings(max_examples=200, deadline=None)
@given(words=st.text(alphabet=st.characters(max_codepoint=0x24F, codec="utf-8"), max_size=40))
def test_a_text_is_found_by_itself(connection, words):
    with connection.begin_nested() as change:
        connection.execute(
            text(
                "INSERT INTO view (number, project, kind, id) VALUES (1, 'p', 'thread', 't1'), (2, 'p', 'thread', 't2')"
            )
        )
        fulltext.put(connection, 1, words)
        found = fulltext.search(connection, "p", "thread", words, 10)
        assert found == (["t1"] if fulltext.quote(words) else [])
        change.rollback()


def test_search_is_by_all_words_the_last_a_beginning_best_first(journal, say):
    say(journal, "t1", say="the learning rate decays")
    say(journal, "t2", say="rate rate rate of learning")
    say(journal, "t3", say="Lärning RATES")
    say(journal, "t4", say='a "quoted" AND NOT rate* OR')

    def found(words, limit=9):
        return journal.read(lambda reader: reader.search("thread", words, limit))

    assert sorted(found("learning rate")) == ["t1", "t2"]
    assert found("rate")[0] == "t2"
    assert sorted(found("larn")) == ["t3"]
    assert sorted(found("rat")) == ["t1", "t2", "t3", "t4"]
    assert len(found("rat", 2)) == 2
    assert found("earning") == []
    assert found('"quoted') == ["t4"]
    assert found("rate NOT quoted") == ["t4"]
    assert found("") == found("  ") == found('"*') == []
    say(journal, "t1", end=True)
    assert found("decays") == []
