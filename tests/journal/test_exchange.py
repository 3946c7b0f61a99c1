"""Export and import: the same log elsewhere, once, unverified, with nothing smuggled in."""

from __future__ import annotations

import json

import pytest

from jupyter_mlcollab.core.errors import Invalid
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.journal.chain import payload_sha256
from jupyter_mlcollab.journal.check import verify
from jupyter_mlcollab.journal.event import LARGEST_CLOCK, NewEvent, Stamp
from jupyter_mlcollab.journal.exchange import LARGEST_LEAP, export, import_lines

ANA = Stamp("ana", "reviewer", True)


@pytest.fixture
def other(make, tmp_path):
    return make(tmp_path / "other" / "journal.db", "second")


@pytest.fixture
def filled(journal, say):
    blob = journal.write(lambda transaction: transaction.put_blob(b"\x89PNG", "image/png")).result(20)
    journal.write(lambda transaction: transaction.put_person("ana", b'{"name":"Ana"}')).result(20)
    journal.write(lambda transaction: transaction.put_personal("ana", "draft", b'"secret draft"')).result(20)
    for number in range(5):
        say(journal, f"t{number % 2}", say=f"wörd {number}", about="doc", to="bo", snapshot=blob)
    return journal


def header(**changes):
    return json.dumps({"line": "header", "format": "mlcollab-journal", "version": 1, "project": "p"} | changes).encode()


def event_line(**changes):
    payload, salt = '{"say":"hi"}', b"0123456789abcdef"
    line = {
        "line": "event", "id": new_id(), "v": 1, "clock": 1, "entityKind": "thread", "entity": "t1",
        "kind": "comment.added", "actor": "ana", "role": "reviewer", "verified": True, "origin": None,
        "at": "2026-01-02T03:04:05.678Z", "payload": payload, "salt": "MDEyMzQ1Njc4OWFiY2RlZg==",
        "payloadSha256": payload_sha256(salt, payload.encode()).hex(),
    }  # fmt: skip
    return json.dumps(line | changes).encode()


def test_an_import_shows_the_same_and_doing_it_again_changes_nothing(filled, other, words):
    lines = list(export(filled))
    assert b"secret draft" not in b"".join(lines)
    counts = import_lines(other, lines)
    assert (counts.added, counts.known, counts.people, counts.blobs, counts.problems) == (5, 0, 1, 1, [])
    for thread in ("t0", "t1"):
        assert words(other, thread) == words(filled, thread)
    here, there = (journal.read(lambda reader: reader.events("thread", "t0")) for journal in (filled, other))
    assert [(e.id, e.actor, e.at, e.clock, e.payload, e.payload_sha256) for e in here] == [
        (e.id, e.actor, e.at, e.clock, e.payload, e.payload_sha256) for e in there
    ]
    assert {(event.verified, event.origin) for event in there} == {(False, "demo")}
    assert other.read(lambda reader: reader.people()) == [b'{"name":"Ana"}']
    assert verify(other) == []
    again = import_lines(other, lines)
    assert (again.added, again.known, again.people, again.blobs, again.problems) == (0, 5, 0, 0, [])
    assert other.read(lambda reader: reader.head()) == 5


def test_two_journals_that_exchange_become_equal(filled, other, say, words):
    say(other, "t0", say="from the other side")
    import_lines(other, export(filled))
    import_lines(filled, export(other))
    assert words(filled, "t0") == words(other, "t0")
    (back,) = [e for e in filled.read(lambda reader: reader.events_since(0, 99)) if e.origin]
    assert back.origin == "second"


def test_export_after_a_number_gives_later_events_only(filled):
    lines = [json.loads(line) for line in export(filled, after=3)]
    assert [line["clock"] for line in lines if line["line"] == "event"] == [4, 5]


def clocks(lines):
    return [read["clock"] for read in map(json.loads, lines) if read["line"] == "event"]


def test_a_clock_far_ahead_of_all_before_it_is_left_out(filled, other, say):
    counts = import_lines(filled, [header(), event_line(clock=2**53), event_line(entity="t1", clock=2**33)])
    assert (counts.added, len(counts.problems)) == (0, 2)
    assert "clock" in counts.problems[0]
    assert say(filled, "t1", say="after").clock == 6


def test_clocks_may_climb_line_by_line_and_the_export_can_still_be_taken_in(filled, other, say):
    """Whatever an import let in, nobody refuses what people wrote after it, whichever thing it was on."""
    said = [event_line(entity=f"t{step % 2}", clock=step * LARGEST_LEAP) for step in (1, 2, 3)]
    assert import_lines(filled, [header(), *said]).problems == []
    assert say(filled, "t0", say="after").clock == 3 * LARGEST_LEAP + 1
    assert import_lines(other, export(filled)).problems == []


def test_at_its_end_the_clock_stands_still_and_the_export_can_still_be_taken_in(filled, other, say, said):
    filled.write(lambda t: t.adopt(said("t0", say="the end"), ANA, LARGEST_CLOCK, bytes(16))).result(20)
    assert say(filled, "t0", say="after").clock == LARGEST_CLOCK
    other.write(lambda t: t.adopt(said("t9", say="near"), ANA, LARGEST_CLOCK - 9, bytes(16))).result(20)
    assert import_lines(other, export(filled)).problems == []


def test_what_was_erased_stays_erased(filled, other):
    before = list(export(filled))
    events = filled.read(lambda reader: reader.events_since(0, 99))
    (blob,) = filled.read(lambda reader: reader.blobs())
    filled.write(lambda transaction: transaction.erase([event.id for event in events])).result(20)
    filled.write(lambda transaction: transaction.forget_person("ana")).result(20)
    counts = import_lines(filled, before)
    assert (counts.added, counts.known, counts.people, counts.blobs, counts.problems) == (0, 5, 0, 0, [])
    assert {event.payload for event in filled.read(lambda reader: reader.events_since(0, 99))} == {None}
    assert filled.read(lambda reader: (reader.blob(blob), reader.people())) == (None, [])
    assert import_lines(other, export(filled)).added == 5
    assert {event.payload for event in other.read(lambda reader: reader.events_since(0, 99))} == {None}
    assert verify(other) == []


def test_an_erased_blob_comes_back_with_a_new_event_that_names_it(filled, other, say):
    (blob,) = filled.read(lambda reader: reader.blobs())
    import_lines(other, export(filled))
    events = other.read(lambda reader: reader.events_since(0, 99))
    other.write(lambda transaction: transaction.erase([event.id for event in events])).result(20)
    say(filled, "t5", snapshot=blob)
    assert import_lines(other, export(filled)).blobs == 1
    assert other.read(lambda reader: reader.blob(blob)) == ("image/png", b"\x89PNG")


def test_another_content_under_a_known_id_is_reported_and_left_out(filled, other):
    import_lines(other, export(filled))
    known = other.read(lambda reader: reader.events_since(0, 1))[0]
    counts = import_lines(other, [header(), event_line(id=known.id, entity=known.entity, kind=known.kind)])
    assert (counts.added, counts.known, len(counts.problems)) == (0, 0, 1)
    assert known.id in counts.problems[0]
    assert other.read(lambda reader: reader.event(known.id)) == known


@pytest.mark.parametrize(
    "line",
    [
        b"not json",
        b'{"line":"poem"}',
        b"\xff\xfe",
        b"[]",
        event_line(id="1"),
        event_line(kind="Comment"),
        event_line(kind="comment.added; DROP TABLE event"),
        event_line(entity="../../etc"),
        event_line(entityKind=""),
        event_line(actor=""),
        event_line(clock=0),
        event_line(clock=2**60),
        event_line(at="yesterday"),
        event_line(at="2026-01-02T03:04:05"),
        event_line(payload="{"),
        event_line(payload='{"say":"forged"}'),
        event_line(payloadSha256="0" * 64),
        event_line(salt="!"),
        b'{"line":"person","id":"x","body":"{"}',
        b'{"line":"blob","sha256":"' + b"0" * 64 + b'","mediaType":"a/b","data":"AAAA"}',
        b'{"line":"blob","sha256":"x","mediaType":"a/b","data":"AAAA"}',
    ],
)
def test_a_line_that_does_not_fit_is_reported_and_the_rest_is_taken(other, line):
    counts = import_lines(other, [header(), line, b"\n", event_line()])
    assert (counts.added, len(counts.problems)) == (1, 1)
    assert counts.problems[0].startswith("Line 2 was left out. ")
    assert other.read(lambda reader: (reader.head(), reader.people(), reader.blobs())) == (1, [], [])


def test_a_thing_that_cannot_be_shown_keeps_no_other_out(other):
    spoilt = '"just text"'
    digest = payload_sha256(b"0123456789abcdef", spoilt.encode()).hex()
    bad = event_line(entity="bad", payload=spoilt, payloadSha256=digest)
    counts = import_lines(other, [header(), bad, event_line()])
    assert counts.added == 1
    assert "thread bad" in counts.problems[0]


def test_unknown_kinds_and_fields_are_taken_in(other):
    counts = import_lines(other, [header(), event_line(kind="comment.sung", entityKind="opera", future=1)])
    assert (counts.added, counts.problems) == (1, [])
    assert other.read(lambda reader: reader.events("opera", "t1"))[0].kind == "comment.sung"


@pytest.mark.parametrize(
    "lines", [[], [b"{}"], [event_line()], [header(format="other")], [header(version=2)], [b"\xff"]]
)
def test_what_is_no_export_is_refused(other, lines):
    with pytest.raises(Invalid):
        import_lines(other, lines)
    assert not other.exists()


def test_a_long_log_goes_through_in_pages(journal, other):
    events = [NewEvent(new_id(), "thread", f"t{n % 40}", "comment.added", 1, b"{}") for n in range(1203)]
    journal.write(lambda transaction: [transaction.append(event, ANA) for event in events]).result(30)
    assert import_lines(other, export(journal)).added == 1203
    assert verify(other) == []


def test_nobody_is_verified_by_an_import(other):
    body = json.dumps({"username": "ana", "verified": True})
    import_lines(other, [header(), json.dumps({"line": "person", "id": "ana", "body": body}).encode()])
    (stored,) = other.read(lambda reader: reader.people())
    assert json.loads(stored) == {"username": "ana", "verified": False}


@pytest.mark.parametrize("nested", ["[" * 100_000, '{"a":' * 100_000])
def test_what_is_nested_too_deep_is_left_out(other, nested):
    line = event_line(payload=nested, payloadSha256=payload_sha256(b"0123456789abcdef", nested.encode()).hex())
    counts = import_lines(other, [header(), line, nested.encode(), event_line()])
    assert (counts.added, len(counts.problems)) == (1, 2)
