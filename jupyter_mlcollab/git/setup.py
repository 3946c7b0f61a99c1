"""Telling git how to show a kind of file: a section of its configuration and lines of an attributes file.

What is written stands in one marked block, so that it can be taken away again without touching anything else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.errors import NotFound, Unavailable
from . import gate
from .project import ProjectPlace

BEGIN = "# begin: jupyter mlcollab git-setup"
END = "# end: jupyter mlcollab git-setup"


@dataclass(frozen=True)
class Setting:
    """Where git is told: for one repository, or for all of the person's. `scope` is git's own word for it."""

    folder: Path
    scope: str
    attributes: Path


def for_repository(place: ProjectPlace) -> Setting:
    """The repository's own settings, which no clone carries; linked work trees share them.

    Raises:
        NotFound: there is no repository.
    """
    if place.git_common is None:
        raise NotFound("There is no git repository here. With --global it is set for all repositories of yours.")
    return Setting(place.folder, "--local", place.git_common / "info" / "attributes")


def for_person(folder: Path) -> Setting:
    """The person's settings: the attributes file their configuration names, else git's usual one.

    Raises:
        Unavailable: git is not installed.
    """
    named = gate.ask(folder, "config", "--global", "--type=path", "--get", "core.attributesFile")
    if named:
        return Setting(folder, "--global", Path(os.fsdecode(named).rstrip("\n")))
    configuration = os.environ.get("XDG_CONFIG_HOME") or str(Path("~/.config").expanduser())
    return Setting(folder, "--global", Path(configuration) / "git" / "attributes")


def write(setting: Setting, section: str, values: Mapping[str, str], attributes: list[str]) -> None:
    """Writes the values below `section` and the block of attributes, in place of what a former call wrote.

    Raises:
        Unavailable: the file cannot be written, or git refuses.
    """
    for name, value in values.items():
        gate.run(setting.folder, "config", setting.scope, f"{section}.{name}", value)
    _write_block(setting.attributes, attributes)


def undo(setting: Setting, section: str) -> bool:
    """Takes away what `write` wrote; whether there was any.

    Raises:
        Unavailable: the file cannot be written, or git refuses.
    """
    pattern = "^" + section.replace(".", r"\.") + r"\."
    there = gate.ask(setting.folder, "config", setting.scope, "--get-regexp", pattern)
    if there:
        gate.run(setting.folder, "config", setting.scope, "--remove-section", section)
    return _write_block(setting.attributes, []) or bool(there)


def _write_block(file: Path, lines: list[str]) -> bool:
    """Puts the block at the end of the file, or takes it out; whether the file is another now. An empty file goes."""
    try:
        before = file.read_text(encoding="utf-8", errors="surrogateescape") if file.exists() else ""
        after = _without_block(before)
        if lines:
            end = "" if not after or after.endswith("\n") else "\n"
            after += "\n".join([end + BEGIN, *lines, END, ""])
        if after == before:
            return False
        if after:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(after, encoding="utf-8", errors="surrogateescape")
        else:
            file.unlink()
    except OSError as error:
        raise Unavailable(f"{file} cannot be written: {error.strerror}.") from None
    return True


def _without_block(text: str) -> str:
    kept, inside = [], False
    for line in text.splitlines(keepends=True):
        inside = inside or line.rstrip() == BEGIN
        if not inside:
            kept.append(line)
        inside = inside and line.rstrip() != END
    return "".join(kept)
