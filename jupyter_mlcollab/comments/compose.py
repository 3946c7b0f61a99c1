"""Where threads and files meet: a thread is opened only on a file that is there."""

from __future__ import annotations

from ..access.work import Joining
from ..anchors.compose import fingerprint_of, known_at
from ..core.errors import NotFound
from ..core.paths import check_path
from . import looks, service
from .markdown import check_body
from .schema import Look, NewLook, NewThread, Thread


def start_thread(work: Joining, new_thread: NewThread) -> Thread:
    """The thread, opened with its first comment. See `service.open_thread`.

    Raises:
        NotFound: there is no such notebook or card.
        Invalid, TooLarge, Conflict: as for `service.open_thread`.
    """
    check_body(new_thread.body)  # Here too, so that what is refused does not even make a database.
    fingerprint = _fingerprint_if_new(work, new_thread.path)
    return work.write(lambda writing: service.open_thread(writing, new_thread, fingerprint))


def start_look(work: Joining, new_look: NewLook) -> Look:
    """The look, asked of the people named. See `looks.ask_for_look`.

    Raises:
        NotFound: there is no such notebook.
        Invalid: as for `looks.ask_for_look`.
    """
    fingerprint = _fingerprint_if_new(work, new_look.path)
    return work.write(lambda writing: looks.ask_for_look(writing, new_look, fingerprint))


def _fingerprint_if_new(work: Joining, path: str) -> list[str]:
    if not work.files.exists(check_path(path)):
        raise NotFound("This file is not in the project any more. Save it first, or open it where it is now.")
    return [] if work.read(lambda reading: known_at(reading, path)) else fingerprint_of(work.files, path)
