"""Looks at one project: git, settings, and the database of its journal."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path

from ..access.desk import Desk, open_desk
from ..access.permissions import role_named
from ..access.project import ServerSettings, project_around
from ..core.errors import CollabError
from ..core.people import Role
from ..git import gate
from ..git.project import ProjectPlace
from ..git.settings import SETTINGS_FILE, Settings, read_settings
from ..journal.fold import Fold
from ..journal.location import file_system, refuse_network
from .schema import Finding, ok, problem, warning


def examine_project(start: Path, folds: Mapping[str, Fold], journal_folder: Path | None) -> Iterator[Finding]:
    """The project around the folder `start`: git, its settings, its journal, and as whom one acts there."""
    place = project_around(start, ServerSettings(journal_folder=journal_folder))
    yield ok("project", str(place.folder))
    yield from _git(place)
    yield from _settings(place)
    try:
        with open_desk(start, folds, journal_folder) as desk:
            you = desk.work.context.actor
            sentence = f"{you.person.display_name}, {you.role}; comments from the command line are unverified"
            yield ok("you", sentence)
            yield from _journal(desk)
            yield from _sharing(desk)
    except CollabError as error:
        yield problem("database", error.message, "what the sentence says; nothing was changed")


def _git(place: ProjectPlace) -> Iterator[Finding]:
    if place.notice:
        yield warning("git", place.notice, "what the sentence says, or nothing when that is meant")
    try:
        version = gate.run(place.folder, "version").decode(errors="replace").strip().removeprefix("git version ")
    except CollabError as error:
        yield warning("git", error.message, "install git, so that moved notebooks and authors are found")
        return
    if place.git_common is None:
        yield ok("git", f"{version}; this project is not in a repository, so comments live in .mlcollab/")
        return
    try:
        gate.run(place.folder, "rev-parse", "--git-dir")
        yield ok("git", version)
    except CollabError as error:
        yield warning("git", error.message, "the command in the sentence, if the repository is yours")


def _settings(place: ProjectPlace) -> Iterator[Finding]:
    try:
        settings = read_settings(place)
    except CollabError as error:
        yield problem(SETTINGS_FILE, error.message, "correct the file; until then it counts as empty")
        return
    unknown = _unknown_roles(settings)
    if unknown:
        yield problem(SETTINGS_FILE, f"unknown roles in [roles]: {', '.join(unknown)}", f"use one of {', '.join(Role)}")
    elif (place.folder / SETTINGS_FILE).exists():
        yield ok(SETTINGS_FILE, "read")


def _unknown_roles(settings: Settings) -> list[str]:
    return [f"{name} = {role}" for name, role in settings.roles.items() if role_named(role) is None]


def _journal(desk: Desk) -> Iterator[Finding]:
    from ..journal import health

    path = desk.project.journal.path
    version = health.sqlite_version()
    yield ok("SQLite", ".".join(map(str, version)) + _alone(version >= health.SAFE_ALONE))
    yield _disk(path)
    if not desk.project.journal.exists():
        yield ok("database", f"none yet; the first comment makes {path}")
        return
    seen = health.look_at(path)
    if seen.problems:
        remedy = "stop the server, put the file back from a backup, then: jupyter mlcollab verify"
        yield problem("database", f"{path} is damaged: {seen.problems[0]}", remedy)
    elif not os.access(path, os.W_OK):
        yield problem("database", f"{path} may not be written to", f"chmod u+w '{path}'")
    else:
        schema = f"version {seen.revision}" + ("" if seen.revision == seen.known else ", will be upgraded")
        yield ok("database", f"{path}, {seen.events:,} events, {schema}, quick check passed")


def _sharing(desk: Desk) -> Iterator[Finding]:
    """Other computers that still hold what was erased here."""
    from ..sync.erasure import unconfirmed

    if not desk.project.journal.exists():
        return
    for one in unconfirmed(desk.project.journal, desk.project.place):
        who = ", ".join(one.people) or "nobody yet"
        sentence = (
            f"replica {one.replica[-8:]} ({who}) has not confirmed that {one.events:,} erased texts are gone there"
        )
        yield warning("sharing", sentence, "jupyter mlcollab sync there, then here")


def _disk(path: Path) -> Finding:
    try:
        refuse_network(path.parent)
    except CollabError as error:
        return problem("file system", error.message, "name a folder on a local disk, then move the file there")
    return ok("file system", file_system(path.parent) or "not told by this system")


def _alone(safe: bool) -> str:
    """Older versions need the file lock, which other programs do not know."""
    return "" if safe else ", older than 3.51.3: write to the database only with JupyterLab and jupyter mlcollab"
