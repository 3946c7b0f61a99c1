"""Computers that share nothing but a bare repository: each has a clone, a journal and a person of its own."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec
import pytest

from jupyter_mlcollab.access.desk import Desk, open_desk
from jupyter_mlcollab.access.work import Writing
from jupyter_mlcollab.anchors.schema import NotebookTarget, Target
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.compose import card_at, move_card
from jupyter_mlcollab.cards.lifecycle import record
from jupyter_mlcollab.cards.schema import Act, CardFile, CardMove, CardVerified
from jupyter_mlcollab.cards.text import card_text, digest, read_card
from jupyter_mlcollab.comments import looks, service
from jupyter_mlcollab.comments.schema import Edit, LookAnswer, NewLook, NewPlace, NewThread, Reply, StatusChange
from jupyter_mlcollab.comments.threads import load
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.rooms import FOLDS
from jupyter_mlcollab.sync.compose import exchange, sharing
from jupyter_mlcollab.sync.schema import SharingState, Sync, Synced

LOCAL = {"seq", "verified", "origin", "role", "submitted_from", "submitted_seq"}
"""What each side says for itself of the same event."""


def git(folder: Path, *arguments: str, stdin: bytes | None = None) -> str:
    done = subprocess.run(["git", *arguments], cwd=folder, input=stdin, capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").rstrip("\n")


class Computer:
    """A clone with a journal, and what its person does there."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.name = folder, name
        git(folder, "config", "user.name", name)
        git(folder, "config", "user.email", f"{name.lower()}@example.org")
        self._open = ExitStack()
        self.desk: Desk = self._open.enter_context(open_desk(folder, FOLDS))

    def crash(self) -> None:
        """Begins anew, as after the power was gone."""
        self.close()
        self._open = ExitStack()
        self.desk = self._open.enter_context(open_desk(self.folder, FOLDS))

    def close(self) -> None:
        self._open.close()

    def open_thread(self, body: str, path: str = "train.ipynb", target: Target | None = None) -> str:
        new = NewThread(id=new_id(), path=path, target=target or NotebookTarget(), body=body)
        return self._write(lambda work: service.open_thread(work, new, [])).id

    def reply(self, thread: str, body: str) -> str:
        reply = Reply(id=new_id(), body=body)
        self._write(lambda work: service.reply(work, thread, reply))
        return reply.id

    def edit(self, thread: str, comment: str, body: str) -> None:
        edit = Edit(id=new_id(), seen=self.thread(thread).version, body=body)
        self._write(lambda work: service.edit(work, thread, comment, edit))

    def resolve(self, thread: str, status: str = "resolved") -> None:
        change = StatusChange(id=new_id(), seen=self.thread(thread).version, status=status)
        self._write(lambda work: service.change_status(work, thread, change))

    def delete(self, thread: str, comment: str, erase: bool = False) -> None:
        self._write(lambda work: service.delete(work, thread, comment, new_id(), erase))

    def detach(self, thread: str) -> None:
        place = NewPlace(id=new_id(), seen=self.thread(thread).version, target=None)
        self._write(lambda work: service.change_place(work, thread, place))

    def put_card(self, path: str, card: Card) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(card_text(card), encoding="utf-8")

    def card(self, path: str) -> CardFile:
        return card_at(self.desk.work, path)

    def step(self, path: str, act: Act, note: str = "") -> None:
        move = CardMove(id=new_id(), path=path, act=act, digest=self.card(path).digest, note=note)
        move_card(self.desk.work, move)

    def tell_run(self, path: str, summary: str) -> None:
        """Tells of a run as `reproduce` does, without one."""
        card = read_card((self.folder / path).read_bytes(), path)

        def tell(work: Writing) -> None:
            recorded = record(work, card, digest(card), path)
            said = CardVerified(recorded=recorded, commit="1" * 40, result="differs", level="R0", summary=summary)
            work.append(work.event("card.verified", card.id, said))

        self._write(tell)

    def ask_for_look(self, people: list[str], line: str) -> None:
        new = NewLook(id=new_id(), path="train.ipynb", people=people, line=line)
        self._write(lambda work: looks.ask_for_look(work, new, []))

    def waiting_looks(self) -> list[str]:
        """The looks that wait for this person's answer."""
        found = self.desk.work.read(lambda work: looks.looks(work, "train.ipynb")).looks
        return [look.id for look in found if look.waiting_for_me]

    def answer_look(self, look: str) -> None:
        self._write(lambda work: looks.answer_look(work, look, LookAnswer(id=new_id())))

    def keep_private(self, words: str) -> None:
        body = json.dumps(words).encode()
        self.journal.write(lambda journal: journal.put_personal(f"~{self.name.lower()}", "draft/x", body)).result(20)

    def thread(self, thread: str) -> Any:
        return self.desk.work.read(lambda work: load(work.journal, thread, deleted_too=True))

    def threads(self) -> list[str]:
        return [view.id for view in self.journal.read(lambda reader: reader.views("thread"))]

    def bodies(self, thread: str) -> list[str | None]:
        return [comment.body for comment in self.thread(thread).comments]

    def sync(self, **changes: Any) -> Synced:
        return exchange(self.desk.work, Sync(**({"agreed": True, "same_project": True} | changes)))

    def state(self) -> SharingState:
        return sharing(self.desk.work)

    def events(self) -> list[str]:
        events = self.journal.read(lambda reader: reader.events_since(0, 100_000))
        return [event.id for event in events]

    def folds(self) -> dict[str, Any]:
        """Everything shown, without what each side says for itself."""
        kinds = {kind for kind, _ in self.journal.read(lambda reader: reader.entities())}
        views = [view for kind in kinds for view in self.journal.read(lambda reader, kind=kind: reader.views(kind))]
        return {f"{v.kind} {v.id}": (v.subject, v.status, shared(msgspec.json.decode(v.body))) for v in views}

    @property
    def journal(self) -> Any:
        return self.desk.project.journal

    def _write(self, use_case: Callable[[Any], Any]) -> Any:
        return self.desk.work.write(use_case)


def shared(body: Any) -> Any:
    if isinstance(body, dict):
        return {key: shared(value) for key, value in body.items() if key not in LOCAL}
    return [shared(value) for value in body] if isinstance(body, list) else body


class Team:
    """A bare repository with one notebook in it, and computers that clone it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.remote = folder, folder / "remote.git"
        self.computers: list[Computer] = []
        git(folder, "init", "-q", "--bare", "remote.git")
        first = folder / "first"
        git(folder, "clone", "-q", "remote.git", "first")
        (first / "train.ipynb").write_text('{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}\n')
        git(first, "add", "-A")
        git(first, "commit", "-q", "-m", "First")
        git(first, "push", "-q", "origin", "HEAD:refs/heads/main")
        git(self.remote, "symbolic-ref", "HEAD", "refs/heads/main")

    def computer(self, name: str, *options: str) -> Computer:
        folder = self.folder / f"{name.lower()}-{len(self.computers)}"
        git(self.folder, "clone", "-q", *options, self.remote.as_uri() if options else "remote.git", str(folder))
        return self.add(folder, name)

    def template(self, name: str) -> Computer:
        """The files of the project with a history of their own, and the same remote."""
        folder = self.folder / f"{name.lower()}-{len(self.computers)}"
        git(self.folder, "clone", "-q", "remote.git", str(folder))
        shutil.rmtree(folder / ".git")
        git(folder, "init", "-q", "-b", "main")
        git(folder, "remote", "add", "origin", str(self.remote))
        git(folder, "add", "-A")
        git(folder, "commit", "-q", "-m", "From a template")
        return self.add(folder, name)

    def copy(self, of: Computer) -> Computer:
        """A second machine with everything the first one has, journal included."""
        of.close()
        folder = self.folder / f"copy-{len(self.computers)}"
        shutil.copytree(of.folder, folder)
        of.crash()
        return self.add(folder, of.name)

    def add(self, folder: Path, name: str) -> Computer:
        self.computers.append(Computer(folder, name))
        return self.computers[-1]

    def refs(self) -> dict[str, str]:
        """Each replica's ref at the remote."""
        listed = git(self.remote, "for-each-ref", "--format=%(refname:lstrip=2) %(objectname)", "refs/mlcollab")
        return dict(line.split(" ", 1) for line in listed.splitlines())

    def all_objects(self) -> bytes:
        """Everything that was ever sent to the remote."""
        return self._objects("--batch-all-objects", "--unordered")

    def reachable(self) -> bytes:
        """Everything that a ref of the remote leads to."""
        names = git(self.remote, "rev-list", "--objects", "--all").splitlines()
        return self._objects(stdin="\n".join(name.split(" ")[0] for name in names).encode())

    def close(self) -> None:
        for computer in self.computers:
            computer.close()

    def _objects(self, *options: str, stdin: bytes = b"") -> bytes:
        command = ["git", "cat-file", "--batch", *options]
        return subprocess.run(command, cwd=self.remote, input=stdin, capture_output=True, check=True).stdout


@pytest.fixture(autouse=True)
def apart(own_configuration: Path) -> None:
    """Every test has a configuration of git of its own."""


@pytest.fixture
def team(tmp_path: Path) -> Iterator[Team]:
    made = Team(tmp_path)
    yield made
    made.close()


@pytest.fixture
def ana(team: Team) -> Computer:
    return team.computer("Ana")


@pytest.fixture
def bo(team: Team) -> Computer:
    return team.computer("Bo")
