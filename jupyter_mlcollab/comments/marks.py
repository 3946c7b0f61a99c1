"""Up to where a person has read a thread or look: private, and not part of the log."""

from __future__ import annotations

import msgspec

from ..access.work import Reading, Writing
from ..core.wire import encode
from .schema import ReadMark

PREFIX = "read:"


def read_up_to(work: Reading, entity: str) -> int:
    """The cursor up to which the person has read a thread or look; 0 when they have not."""
    mark = work.journal.personal(work.person.username, PREFIX + entity)
    return msgspec.json.decode(mark, type=ReadMark).seq if mark else 0


def mark_read_up_to(work: Writing, entity: str, read_mark: ReadMark) -> None:
    """Remembers the cursor. A lower one than before is a late message and changes nothing, but 0 makes all unread."""
    if read_mark.seq == 0 or read_mark.seq > read_up_to(work, entity):
        work.journal.put_personal(work.person.username, PREFIX + entity, encode(read_mark))
