"""What is answered about a thread's place, in whatever kind of file it stands."""

from __future__ import annotations

from .schema import Placement, Reason, State

SURE = 0.9
LIKELY = 0.5


def state_of(confidence: float, same: bool, elsewhere: bool) -> State:
    """The state of a thread whose place was found: how sure that is, from 0 to 1, whether the text meant is unchanged,
    and whether it stands elsewhere than before."""
    if confidence < LIKELY:
        return "needs_confirmation"
    if not same:
        return "outdated"
    return "moved" if elsewhere or confidence < SURE else "anchored"


def placement(
    thread: str,
    state: State,
    confidence: float,
    reason: Reason,
    *,
    cell: tuple[int | None, str | None] = (None, None),
    quote: tuple[int | None, int | None] = (None, None),
    entry: int | None = None,
) -> Placement:
    """The answer about a thread. `cell` is its index and id, `quote` the range in UTF-16 code units, `entry` an index;
    what is not given has no place in this kind of file, or none any more."""
    return Placement(
        thread_id=thread,
        state=state,
        confidence=round(confidence, 3),
        cell_index=cell[0],
        cell_id=cell[1],
        quote_start=quote[0],
        quote_end=quote[1],
        entry_index=entry,
        reason=reason,
    )
