"""The other repositories a repository knows: what they are called, where they are, and why one does not answer."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..core.errors import CollabError, Conflict, Invalid, NotFound, Unavailable
from . import gate
from .project import ProjectPlace

MAX_ADDRESS_CHARACTERS = 2_000

_SIGN_IN = (
    r"could not read (Username|Password)|Authentication failed|terminal prompts disabled|Permission denied \(|"
    r"The requested URL returned error: 40[13]|Host key verification failed"
)
_UNTRUSTED = r"certificate (problem|verification failed|subject name)|no alternative certificate subject"
_GONE = r"does not appear to be a git repository|[Rr]epository .*not found|returned error: 404|not a git repository"
_REFUSED = r"remote rejected|declined|protected|denied|read-only|unpacker error"
_SENTENCES = {
    _SIGN_IN: "{name} wants a sign-in that git does not have here. Run git fetch {name} in a terminal, then try again.",
    _UNTRUSTED: (
        "{name} shows a certificate that git does not trust here. Nothing was sent. Ask who looks after it, or tell "
        "git which one to trust: git config http.sslCAInfo FILE"
    ),
    # The folder is not named as git names it: what a remote says is no command to hand on.
    gate.OF_ANOTHER_USER: (
        "Git does not read {name} ({shown}), because its folder belongs to another user. Nothing is lost. If you trust "
        "it, run where it lies: git config --global --add safe.directory FOLDER"
    ),
    r"transport '.*' not allowed": (
        "Comments do not travel over this kind of address. Use a folder, ssh or https for {name}."
    ),
    _GONE: "There is no repository at {name} ({shown}), or it is not for you to see.",
    r"(?m)^remote: .*No space left on device": "The disk at {name} is full. Nothing is lost; try again later.",
    r"No space left on device": "The disk is full. Nothing is lost: make room, then try again.",
    _REFUSED: (
        "{name} does not take comments: {complaint} Ask who looks after it, or name a branch for them in "
        'mlcollab.toml: [sync] branch = "mlcollab".'
    ),
}

_EVERYWHERE = [
    pattern
    for pattern in _SENTENCES
    if "No space" in pattern or pattern in (_SIGN_IN, _UNTRUSTED, gate.OF_ANOTHER_USER)
]
"""What would be the same for every ref."""


@dataclass(frozen=True)
class Remote:
    """Another repository: what people here call it, where it is read from and where it is written to."""

    name: str
    fetch: str
    push: str

    @property
    def shown(self) -> str:
        """Its address without a password."""
        return _without_password(self.push)


def remotes(place: ProjectPlace) -> dict[str, Remote]:
    """The others that the repository knows, by name. Git may have several addresses to push to, of which the first
    counts.

    Raises:
        NotFound: there is no repository.
        Unavailable: git cannot be asked, or does not trust the folder.
    """
    if place.git_common is None:
        raise NotFound("This project is not in a git repository, so there is nothing to share it through.")
    found = gate.ask(place.folder, "config", "-z", "--get-regexp", r"^remote\..+\.") or b""
    settings: dict[str, dict[str, str]] = {}
    for line in found.decode("utf-8", "surrogateescape").split("\0")[:-1]:
        key, _, value = line.partition("\n")
        name, _, variable = key.removeprefix("remote.").rpartition(".")
        settings.setdefault(name, {}).setdefault(variable, value)
    if not settings:
        # From a folder of another user `git config` reads nothing, without a word: this says so.
        gate.run(place.folder, "rev-parse", "--git-dir")
    fetched = {name: one.get("url") or name for name, one in sorted(settings.items())}
    return {name: Remote(name, url, settings[name].get("pushurl") or url) for name, url in fetched.items()}


def find_remote(known: Mapping[str, Remote], name: str | None) -> Remote:
    """The one of the known remotes of that name, or one at that address; without a name `origin`, or the only one.

    Raises:
        NotFound: there is no such remote, or none at all.
        Invalid: several might be meant, or the text is no address.
    """
    if name is None:
        if not known:
            raise NotFound("This repository has no remote. Add one first: git remote add origin ADDRESS")
        if "origin" not in known and len(known) > 1:
            raise Invalid(f"Say which remote is meant: {', '.join(known)}.")
        name = "origin" if "origin" in known else next(iter(known))
    if name in known:
        return known[name]
    if name.startswith("-") or not name.isprintable() or not 0 < len(name) <= MAX_ADDRESS_CHARACTERS:
        raise Invalid("This is not the name or the address of a remote.")
    if not re.search(r"[/\\:]", name):
        raise NotFound(f"There is no remote “{name}” here. There are: {', '.join(known) or 'none'}.")
    return Remote(name, name, name)


def explained(remote: Remote, failure: Unavailable) -> CollabError:
    """What to tell a person when git could not reach a remote, or it refused."""
    complaint = str((failure.details or {}).get("complaint", ""))
    if not complaint:
        return failure
    if "stale info" in complaint:
        return Conflict("Somebody else has written there in the meantime.")
    for pattern, sentence in _SENTENCES.items():
        if re.search(pattern, complaint):
            said = {"name": remote.name, "shown": remote.shown, "complaint": _reason(complaint)}
            return Unavailable(sentence.format(**said), {"everywhere": True} if pattern in _EVERYWHERE else None)
    reason = _reason(complaint)
    return Unavailable(f"{remote.name} cannot be reached now: {reason} Nothing is lost; try again later.")


def _reason(complaint: str) -> str:
    """The line that says most, without addresses that may hold a password."""
    lines = [line.strip() for line in complaint.splitlines() if line.strip()]
    telling = [line for line in lines if re.search(r"rejected|remote: |fatal|error", line)] or lines or ["no reason"]
    shown = _without_password(telling[0].removeprefix("fatal: ").removeprefix("remote: "))
    return "".join(c for c in shown if c.isprintable())[:200].rstrip(".") + "."


def _without_password(text: str) -> str:
    """A password may hold an @ itself: the host begins after the last one."""
    return re.sub(r"(?<=://)[^/\s]*@", "", text)
