"""`mlcollab.toml`: what a project's people decided, in a file that git versions.

Anyone who can write to the project can write this file: what it says is a wish, which the reader weighs.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

from ..core.errors import Invalid, TooLarge, Unavailable
from .project import ProjectPlace

SETTINGS_FILE = "mlcollab.toml"
LIMIT_BYTES = 64 * 1024

Folder = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
ProjectId = Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._~-]{0,63}\Z")]

_RULES = {
    "project.id": "needs 1 to 64 letters, digits or . _ ~ - and starts with a letter or digit",
    "project.name": "needs text of at most 200 characters",
    "project": "has to be a table",
    "journal": "has to be a table",
    "cards": "has to be a table",
    "cards.approvals": "needs a whole number from 0 to 20",
    "cards.verified_approvals": "needs true or false",
    "pages": "has to be a table",
    "pages.folders": "has to be a list of 1 to 20 folders in quotes",
    "pages.saves": "needs a whole number from 0 to 200",
    "privacy": "has to be a table",
    "privacy.off": "has to be a list of names of rules in quotes",
    "privacy.national_ids": "has to be a list of names of rules in quotes",
    "privacy.ignore": "has to be a list of paths in quotes",
    "privacy.allow": "has to be a list of fingerprints in quotes",
    "sync": "has to be a table",
    "sync.branch": "needs 1 to 64 letters, digits or . _ - and starts with a letter or digit",
    "roles": "has to be a table of usernames, each with the name of a role in quotes",
}


class ProjectSettings(msgspec.Struct, frozen=True):
    """`[project]`: the id that stands in links, and the name people see."""

    id: ProjectId | None = None
    name: Annotated[str, msgspec.Meta(max_length=200)] | None = None


class JournalSettings(msgspec.Struct, frozen=True):
    """`[journal]`: the folder on a local disk that holds the project's journal."""

    folder: str | None = None


class CardsSettings(msgspec.Struct, frozen=True):
    """`[cards]`: the folder of experiment cards, how many approvals one needs before it is published, and whether only
    those count that a sign-in or a signature stands for."""

    folder: Folder = "cards"
    approvals: Annotated[int, msgspec.Meta(ge=0, le=20)] = 0
    verified_approvals: bool = False


class PagesSettings(msgspec.Struct, frozen=True):
    """`[pages]`: the folders whose Markdown files are the project's pages, and how many saves of each are kept between
    commits."""

    folders: Annotated[list[Folder], msgspec.Meta(min_length=1, max_length=20)] = msgspec.field(
        default_factory=lambda: ["pages", "docs"]
    )
    saves: Annotated[int, msgspec.Meta(ge=0, le=200)] = 50


class PrivacySettings(msgspec.Struct, frozen=True):
    """`[privacy]`: rules that are off, national ids to look for, files to leave out, findings that are allowed."""

    off: list[str] = []
    national_ids: list[str] = []
    ignore: list[str] = []
    allow: list[str] = []


class SyncSettings(msgspec.Struct, frozen=True):
    """`[sync]`: the folder of branches that comments are shared in, where a host takes no refs of other kinds."""

    branch: Annotated[str, msgspec.Meta(pattern=r"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\Z")] | None = None


class Settings(msgspec.Struct, frozen=True):
    """Everything `mlcollab.toml` may say. `roles` maps a username to the name of a role. `Settings()` says nothing."""

    project: ProjectSettings = ProjectSettings()
    journal: JournalSettings = JournalSettings()
    privacy: PrivacySettings = PrivacySettings()
    roles: dict[str, str] = {}
    cards: CardsSettings = CardsSettings()
    pages: PagesSettings = PagesSettings()
    sync: SyncSettings = SyncSettings()


def read_settings(place: ProjectPlace) -> Settings:
    """What the project's `mlcollab.toml` says; `Settings()` when there is none. Unknown keys are read over.

    After an error a caller may go on with `Settings()`, and shows the sentence.

    Raises:
        Invalid: not TOML (`details` hold `line` and `column` where known), or a wrong value (`details` hold `key`).
        TooLarge: over 64 KB.
        Unavailable: the file cannot be read.
    """
    content = _read(place.folder / SETTINGS_FILE)
    try:
        return msgspec.convert(_parse(content), Settings)
    except msgspec.ValidationError as error:
        raise _wrong_value(str(error)) from None


def _read(file: Path) -> bytes:
    """The content, empty when there is no such file."""
    try:
        if not file.exists():
            return b""
        if not file.is_file() or not file.resolve().is_relative_to(file.parent):
            raise Invalid(f"{SETTINGS_FILE} has to be a file inside the project.")
        with file.open("rb") as stream:
            content = stream.read(LIMIT_BYTES + 1)
    except OSError as error:
        raise Unavailable(f"{SETTINGS_FILE} cannot be read: {error.strerror}.") from None
    if len(content) > LIMIT_BYTES:
        raise TooLarge(f"{SETTINGS_FILE} is over the limit of {LIMIT_BYTES // 1024} KB.")
    return content


def _parse(content: bytes) -> dict[str, Any]:
    try:
        return tomllib.loads(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise Invalid(f"{SETTINGS_FILE}, line {line}: this is not UTF-8 text.", {"line": line}) from None
    except ValueError as error:
        # Mostly a TOMLDecodeError; a number of thousands of digits is refused by int() itself.
        raise _not_toml(str(error)) from None
    except RecursionError:
        raise Invalid(f"{SETTINGS_FILE} is nested too deep.") from None


def _not_toml(complaint: str) -> Invalid:
    """tomllib says where in its text only: `Expected '=' after a key (at line 3, column 5)`."""
    place = re.search(r" \(at line (\d+), column (\d+)\)$", complaint)
    if place is None:
        return Invalid(f"{SETTINGS_FILE}: {complaint}.")
    line, column = int(place[1]), int(place[2])
    return Invalid(f"{SETTINGS_FILE}, line {line}: {complaint[: place.start()]}.", {"line": line, "column": column})


def _wrong_value(complaint: str) -> Invalid:
    """msgspec says which key in its text only: ``Expected `str`, got `int` - at `$.project.id` ``."""
    key = re.sub(r"\[(?:\.{3}|\d+)\]$", "", complaint.rpartition("`$.")[2].rstrip("`"))
    return Invalid(f"{SETTINGS_FILE}: {key} {_RULES.get(key, 'has to be text in quotes')}.", {"key": key})
