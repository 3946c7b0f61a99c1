"""A project on disk with cards, a real journal, and people who act on both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from jupyter_mlcollab.access.perform import joining
from jupyter_mlcollab.access.project import ServerSettings
from jupyter_mlcollab.access.registry import Registry
from jupyter_mlcollab.access.work import Context, Joining
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.core.people import Actor, Person, Role
from jupyter_mlcollab.rooms import FOLDS

ROLES = {
    "vera": Role.VIEWER,
    "cora": Role.COMMENTER,
    "ana": Role.REVIEWER,
    "bo": Role.REVIEWER,
    "mona": Role.MAINTAINER,
}


def person(name: str) -> Person:
    return Person(
        username=name, display_name=name.title(), initials=name[0].upper(), color=None, avatar_url=None, verified=True
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def as_(folder: Path) -> Iterator[Callable[[str], Joining]]:
    """Somebody at work on the project, which is opened at the first use, with the settings it has then."""
    registry = Registry(folder, FOLDS, ServerSettings())

    def act(name: str) -> Joining:
        project = registry.at("")
        actor = Actor(person=person(name), role=ROLES[name])
        return joining(project, Context(project.describe(), actor, True, None, list, name))

    yield act
    registry.close()


@pytest.fixture
def put(folder: Path) -> Callable[..., str]:
    """Writes a card into its folder, and answers its path."""

    def write(card: Card, slug: str = "boosting") -> str:
        file = folder / "cards" / slug / "card.json"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(card_text(card), encoding="utf-8")
        return f"cards/{slug}/card.json"

    return write
