"""What arrives is looked at and taken in, but read once."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.journal import exchange as journal_exchange
from jupyter_mlcollab.journal import lines
from jupyter_mlcollab.sync import arriving


@pytest.mark.parametrize("room", [arriving.KEPT_BYTES, 0])
def test_each_event_is_read_once_where_there_is_room_to_keep_it(ana, bo, monkeypatch, room):
    thread = ana.open_thread("First")
    for number in range(40):
        ana.reply(thread, f"Reply {number}")
    ana.sync()
    decoded, plain = [], lines.read_line

    def count(line):
        decoded.append(line)
        return plain(line)

    for module in (arriving, journal_exchange):
        monkeypatch.setattr(module, "read_line", count)
    monkeypatch.setattr(arriving, "KEPT_BYTES", room)
    bo.sync(fetch_only=True)
    events = [line for line in decoded if b'"line":"event"' in line]
    assert len(events) == len(bo.events()) * (1 if room else 2)
    assert ana.folds() == bo.folds()
