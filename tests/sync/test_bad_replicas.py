"""What strangers may put at a remote: left out whole with a sentence, while everybody else's words arrive."""

from __future__ import annotations

import base64
import contextlib
import json
from hashlib import sha256
from typing import Any

import msgspec
import pytest

from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.wire import encode
from jupyter_mlcollab.journal.chain import payload_sha256
from jupyter_mlcollab.journal.lines import EventLine
from jupyter_mlcollab.sync import exchanging
from jupyter_mlcollab.sync.manifest import START, chained

from .conftest import Computer, Team, git

SALT = b"0123456789abcdef"


def said(**changes: Any) -> dict[str, Any]:
    """An event's line as a stranger writes it: that somebody opened a thread."""
    thread = new_id()
    payload = json.dumps({"document": "d1", "anchor": None, "body": "Hello"} | changes.pop("payload", {}))
    line = {
        "line": "event", "id": thread, "v": 1, "clock": 5, "entityKind": "thread", "entity": thread,
        "kind": "thread.opened", "actor": "~eve", "role": "maintainer", "verified": True, "origin": None,
        "at": "2026-01-02T03:04:05.678Z", "payload": payload, "salt": base64.b64encode(SALT).decode(),
        "payloadSha256": payload_sha256(SALT, payload.encode()).hex(),
    }  # fmt: skip
    return line | changes


class Forger:
    """Writes a replica's ref at the remote by hand, well or badly."""

    def __init__(self, team: Team, project: str) -> None:
        self.team, self.project, self.replica = team, project, new_id()

    def files(self, *lines: dict[str, Any], **changes: Any) -> dict[str, bytes]:
        """The files of a good replica with these events; `changes` are of the manifest."""
        content = b"".join(encode(line) + b"\n" for line in lines)
        chain = START
        for line in lines:
            with contextlib.suppress(msgspec.ValidationError, OverflowError):
                chain = chained(chain, msgspec.convert(line, EventLine))
        clock = max(line["clock"] for line in lines)
        segment = {
            "name": "events-000000.jsonl", "count": len(lines), "erased": 0, "first": 1, "last": len(lines),
            "clock": clock, "sha256": sha256(content).hexdigest(), "chain": chain.hex(), "blobs": [],
        }  # fmt: skip
        manifest = {
            "format": "mlcollab-replica", "version": 1, "project": self.project, "replica": self.replica,
            "events": len(lines), "clock": clock, "segments": [segment], "people": [], "files": {},
        }  # fmt: skip
        return {"events-000000.jsonl": content, "manifest.json": encode(manifest | changes)}

    def put(self, files: dict[str, bytes], name: str | None = None) -> None:
        remote = self.team.remote
        hashes = {n: git(remote, "hash-object", "-w", "--stdin", stdin=content) for n, content in files.items()}
        listing = "".join(f"100644 blob {found}\t{n}\n" for n, found in sorted(hashes.items()))
        tree = git(remote, "mktree", stdin=listing.encode())
        who = ("-c", "user.name=Eve", "-c", "user.email=eve@example.org")
        commit = git(remote, *who, "commit-tree", "-m", "x", tree)
        git(remote, "update-ref", f"refs/mlcollab/{name or self.replica}", commit)


def with_damaged_object(team: Team, name: str) -> None:
    """Leads a replica's ref to a commit whose tree names one file twice, which git refuses where it checks."""
    blob = bytes.fromhex(git(team.remote, "hash-object", "-w", "--stdin", stdin=b"x"))
    tree = (b"100644 manifest.json\0" + blob) * 2
    found = git(team.remote, "hash-object", "-w", "-t", "tree", "--literally", "--stdin", stdin=tree)
    who = ("-c", "user.name=Eve", "-c", "user.email=eve@example.org")
    commit = git(team.remote, *who, "commit-tree", "-m", "x", found)
    git(team.remote, "update-ref", f"refs/mlcollab/{name}", commit)


@pytest.fixture
def forger(team: Team, ana: Computer) -> Forger:
    ana.open_thread("From Ana")
    ana.sync()
    return Forger(team, ana.journal.project)


def left_out(bo: Computer) -> str:
    """Bo's one sentence about what was left out, Ana's words having arrived."""
    told = bo.sync(fetch_only=True)
    assert [(one.person, one.events) for one in told.arrived] == [("Ana", 1)]
    (problem,) = told.problems
    (replica,) = [one for one in bo.state().replicas if one.problem]
    assert replica.problem in problem
    return problem


def test_a_stranger_who_keeps_to_the_form_is_taken_in_unverified_and_without_a_role(forger, bo):
    line = said(actor="~bo", role="maintainer")
    forger.put(forger.files(line))
    bo.sync(fetch_only=True)
    event = bo.journal.read(lambda reader: reader.event(line["id"]))
    assert (event.actor, event.role, event.verified) == ("~bo", "unknown", False)
    assert event.origin == f"git:{forger.replica}"
    assert bo.desk.work.context.actor.role == "maintainer"
    assert bo.desk.project.current_settings().roles == {}


@pytest.mark.parametrize(
    ("spoil", "sentence"),
    [
        (lambda f: f | {"events-000000.jsonl": f["events-000000.jsonl"][:-40]}, "not what its manifest says"),
        (lambda f: {"manifest.json": f["manifest.json"]}, "is missing"),
        (lambda f: {"events-000000.jsonl": f["events-000000.jsonl"]}, "no manifest"),
        (lambda f: f | {"manifest.json": b"\xff\xfe"}, "cannot be read"),
        (lambda f: f | {"manifest.json": b"[" * 10_000}, "cannot be read"),
        (lambda f: f | {"manifest.json": f["manifest.json"].replace(b'"events":1', b'"events":9')}, "counts other"),
        (lambda f: f | {"manifest.json": f["manifest.json"].replace(b'"count":1', b'"count":99999999')}, "cannot be"),
        (lambda f: f | {"manifest.json": f["manifest.json"].replace(b"events-000000", b"../../escape0")}, "not one of"),
        (lambda f: f | {"manifest.json": f["manifest.json"].replace(b'"version":1', b'"version":2')}, "newer version"),
    ],
)
def test_files_that_are_not_as_they_should_be(forger, bo, spoil, sentence):
    forger.put(spoil(forger.files(said())))
    assert sentence in left_out(bo)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        (lambda: said(at="2099-01-01T00:00:00Z"), "2099-01-01, which is still to come"),
        (lambda: said(at="0001-01-01T00:00:00+14:00"), "outside the calendar"),
        (lambda: said(at="9999-12-31T23:59:59-14:00"), "outside the calendar"),
        (lambda: said(clock=2**53), "clock is too far ahead"),
        (lambda: said(clock=2**63), "cannot be read"),
        (lambda: said(payloadSha256="0" * 64), "not what was written"),
        (lambda: said(actor=""), "cannot be read"),
        (lambda: said(entity="../x"), "cannot be read"),
        (lambda: said(id="1"), "cannot be read"),
        (lambda: {"line": "person", "id": "x", "body": "{}", "clock": 1}, "is no event"),
    ],
)
def test_events_that_cannot_be(forger, bo, line, sentence):
    forger.put(forger.files(line()))
    assert sentence in left_out(bo)


def test_a_text_nested_ten_thousand_deep(forger, bo):
    deep = "[" * 10_000 + "]" * 10_000
    line = said() | {"payload": deep, "payloadSha256": payload_sha256(SALT, deep.encode()).hex()}
    forger.put(forger.files(line))
    assert "cannot be read" in left_out(bo)


def test_bytes_that_are_no_text(forger, bo):
    files = forger.files(said())
    spoilt = files["events-000000.jsonl"].replace(b"Hello", b"He\xffo")
    manifest = files["manifest.json"]
    old = sha256(files["events-000000.jsonl"]).hexdigest()
    manifest = manifest.replace(old.encode(), sha256(spoilt).hexdigest().encode())
    forger.put({"events-000000.jsonl": spoilt, "manifest.json": manifest})
    assert "cannot be read" in left_out(bo)


def test_a_file_that_unpacks_to_a_hundred_megabytes(forger, bo):
    files = forger.files(said())
    forger.put(files | {"events-000000.jsonl": b"\0" * (100 * 1024 * 1024)})
    assert "over the limit" in left_out(bo)


def test_a_replica_under_the_name_of_another(forger, bo):
    forger.put(forger.files(said()), name=new_id())
    assert "another replica" in left_out(bo)


def test_a_replica_of_another_project(forger, bo):
    forger.project = "another"
    forger.put(forger.files(said()))
    assert "another project" in left_out(bo)


def test_history_that_was_written_anew(forger, bo):
    forger.put(forger.files(said()))
    assert bo.sync(fetch_only=True).problems == []
    forger.put(forger.files(said()))
    (problem,) = bo.sync(fetch_only=True).problems
    assert "other events than it had before" in problem
    (state,) = [one for one in bo.state().replicas if one.id == forger.replica]
    assert state.problem


def test_a_chain_that_does_not_hold(forger, bo):
    one, two = said(), said()
    files, other = forger.files(one), forger.files(two)
    content = sha256(files["events-000000.jsonl"]).hexdigest()
    manifest = json.loads(other["manifest.json"])
    manifest["segments"][0]["sha256"] = content
    forger.put(files | {"manifest.json": encode(manifest)})
    assert "not those of its manifest" in left_out(bo)


def test_what_was_broken_is_taken_in_once_it_is_mended(forger, bo):
    files = forger.files(said())
    forger.put(files | {"events-000000.jsonl": b"cut"})
    assert left_out(bo)
    forger.put(files)
    assert [one.person for one in bo.sync(fetch_only=True).arrived] == ["eve"]
    assert [one.problem for one in bo.state().replicas] == [None, None]


def test_another_content_under_a_known_id_changes_nothing(forger, ana, bo):
    (thread,) = ana.threads()
    bo.sync(fetch_only=True)
    forger.put(forger.files(said(id=thread, entity=thread, payload={"body": "Forged"})))
    (problem,) = bo.sync(fetch_only=True).problems
    assert thread in problem
    assert bo.bodies(thread) == ["From Ana"]


def test_texts_are_not_erased_unless_somebody_deleted_them(forger, ana, bo):
    (thread,) = ana.threads()
    bo.sync(fetch_only=True)
    event = ana.journal.read(lambda reader: reader.event(thread))
    line = said(
        id=thread, entity=thread, actor="~ana", at=f"{event.at:%Y-%m-%dT%H:%M:%S.%fZ}", clock=event.clock
    )  # fmt: skip
    forger.put(forger.files(line | {"payload": None, "salt": "", "payloadSha256": event.payload_sha256.hex()}))
    told = bo.sync(fetch_only=True)
    assert "nobody deleted them" in told.problems[0]
    assert (told.erased, bo.bodies(thread)) == (0, ["From Ana"])


def test_kinds_and_fields_of_later_versions_are_kept(forger, bo):
    later = said(kind="thread.sung", v=7, payload={"melody": "la"})
    forger.put(forger.files(later) | {"melodies.jsonl": b"la"})
    assert bo.sync(fetch_only=True).problems == []
    event = bo.journal.read(lambda reader: reader.event(later["id"]))
    assert (event.kind, event.v) == ("thread.sung", 7)
    assert b"melody" in event.payload


def test_names_of_refs_that_are_not_ours_are_passed_over(forger, team, bo):
    (commit,) = set(team.refs().values())
    for name in ("$(touch PWN)", "--upload-pack=x", "a b", "..%2f", "ünï"):
        file = team.remote / "packed-refs"
        before = file.read_text() if file.exists() else "# pack-refs with: peeled fully-peeled sorted \n"
        file.write_text(before + f"{commit} refs/mlcollab/{name}\n")
    told = bo.sync(fetch_only=True)
    assert [one.person for one in told.arrived] == ["Ana"]
    assert told.problems == []


def test_more_replicas_than_can_be(forger, bo, monkeypatch):
    monkeypatch.setattr(exchanging, "MAX_REPLICAS", 1)
    forger.put(forger.files(said()))
    with pytest.raises(Exception, match="over 1 replicas"):
        bo.sync(fetch_only=True)


def test_a_ref_that_leads_to_no_commit(forger, team, bo):
    blob = git(team.remote, "hash-object", "-w", "--stdin", stdin=b"x")
    git(team.remote, "update-ref", f"refs/mlcollab/{forger.replica}", blob)
    assert "left out whole" in left_out(bo)


def test_pictures_of_people_elsewhere_are_not_asked_for(forger, bo):
    body = json.dumps({
        "username": "~eve", "displayName": "Eve", "initials": "E", "color": None,
        "avatarUrl": "https://evil.example/who-looks", "verified": True,
    })  # fmt: skip
    people = encode({"line": "person", "id": "~eve", "body": body}) + b"\n"
    files = forger.files(said(), people=["~eve"], files={"people.jsonl": sha256(people).hexdigest()})
    forger.put(files | {"people.jsonl": people})
    bo.sync(fetch_only=True)
    kept = json.loads(bo.journal.read(lambda reader: reader.person("~eve")))
    assert (kept["avatarUrl"], kept["verified"], kept["displayName"]) == (None, False, "Eve")


@pytest.mark.parametrize("own_choice", ["true", "false"])
def test_what_git_finds_damaged_stays_told_though_an_older_state_was_taken_in(forger, team, bo, own_choice):
    git(bo.folder, "config", "fetch.fsckObjects", own_choice)
    forger.put(forger.files(said()))
    assert bo.sync(fetch_only=True).problems == []
    with_damaged_object(team, forger.replica)
    for _ in range(2):
        (problem,) = bo.sync(fetch_only=True).problems
        (state,) = [one for one in bo.state().replicas if one.id == forger.replica]
        assert state.problem
        assert state.problem in problem
    git(team.remote, "update-ref", "-d", f"refs/mlcollab/{forger.replica}")
    assert bo.sync(fetch_only=True).problems == []
    assert forger.replica not in [one.id for one in bo.state().replicas]


def test_a_replica_that_git_never_took_is_forgotten_with_its_ref(forger, team, bo):
    with_damaged_object(team, forger.replica)
    assert left_out(bo)
    git(team.remote, "update-ref", "-d", f"refs/mlcollab/{forger.replica}")
    bo.sync(fetch_only=True)
    assert forger.replica not in [one.id for one in bo.state().replicas]


def test_refs_elsewhere_do_not_stand_in_for_a_replica(forger, team, ana, bo):
    forger.put(forger.files(said()))
    forged = team.refs()[forger.replica]
    (own,) = team.refs().keys() - {forger.replica}
    git(team.remote, "update-ref", f"refs/mlcollab/zzz/{own}", forged)
    ana.open_thread("Another")
    assert ana.sync().notes == []
    assert ana.state().replica == own
    assert bo.sync(fetch_only=True).problems == []
    assert len(bo.threads()) == 3


def test_what_a_stranger_wrote_does_not_fill_the_sentences(forger, bo):
    forger.put(forger.files(said() | {"line": "x" * 1_000_000}))
    assert len(left_out(bo)) < 500


def test_a_thousand_things_left_out_are_told_in_a_few_sentences(forger, ana, bo):
    (thread,) = ana.threads()
    for number in range(99):
        ana.reply(thread, f"Reply {number}")
    ana.sync()
    bo.sync(fetch_only=True)
    events = [event for event in bo.events() if event != thread]
    people = [f"~{number}" for number in range(10_000)]
    forger.put(forger.files(*(said(id=event) for event in events), people=people))
    problems = bo.sync(fetch_only=True).problems
    assert len(problems) == exchanging.MOST_TOLD + 1
    assert problems[-1].startswith(f"{len(events) - exchanging.MOST_TOLD} more")
    (state,) = [one for one in bo.state().replicas if one.id == forger.replica]
    assert len(state.people) == exchanging.MOST_TOLD
