"""Use cases on a real journal, without a server: `as_(“ana”).write(use_case, …)`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from jupyter_mlcollab.access.person import handle
from jupyter_mlcollab.access.schema import KnownPerson, Project
from jupyter_mlcollab.access.work import Context, Reading, Writing
from jupyter_mlcollab.anchors.schema import CellTarget, Surroundings
from jupyter_mlcollab.comments.schema import NewThread
from jupyter_mlcollab.core.ids import new_id
from jupyter_mlcollab.core.people import Actor, Person, Role
from jupyter_mlcollab.journal.journal import Journal
from jupyter_mlcollab.rooms import FOLDS

ROLES = {"vera": Role.VIEWER, "ana": Role.COMMENTER, "bo": Role.REVIEWER, "mona": Role.MAINTAINER, "cy": Role.COMMENTER}
PROJECT = Project(id="demo", name="demo", server_folder="", path_prefix="", kept="computer", settings_problem=None)


def person(name: str) -> Person:
    return Person(
        username=name, display_name=name.title(), initials=name[0].upper(), color=None, avatar_url=None, verified=True
    )


def known_people() -> list[KnownPerson]:
    return [KnownPerson(person=person(n), handle=handle(n), role=r, source="roles") for n, r in ROLES.items()]


@dataclass(frozen=True)
class Acting:
    """Somebody at work on the journal."""

    journal: Journal
    context: Context

    def write(self, use_case: Callable[..., Any], *arguments: Any) -> Any:
        return self.journal.write(lambda t: use_case(Writing(self.context, t), *arguments)).result(10)

    def read(self, use_case: Callable[..., Any], *arguments: Any) -> Any:
        return self.journal.read(lambda reader: use_case(Reading(self.context, reader), *arguments))


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Journal]:
    opened = Journal(tmp_path / "journal.db", "demo", FOLDS)
    yield opened
    opened.close()


@pytest.fixture
def as_(journal: Journal) -> Callable[..., Acting]:
    def act(name: str, declared: bool = True) -> Acting:
        actor = Actor(person=person(name), role=ROLES[name])
        return Acting(journal, Context(PROJECT, actor, declared, None, known_people, name))

    return act


@pytest.fixture
def new_thread() -> Callable[..., NewThread]:
    def make(body: str = "Does the split leak?", path: str = "train.ipynb", **changes: Any) -> NewThread:
        around = Surroundings(
            cell_id="split", cell_type="code", index=1, cell_count=3, ids_trusted=True,
            source="train, test = split(data)", previous_source="# Data", next_source="fit()", headings=["Data"],
        )  # fmt: skip
        return NewThread(id=new_id(), path=path, target=CellTarget(surroundings=around), body=body, **changes)

    return make
