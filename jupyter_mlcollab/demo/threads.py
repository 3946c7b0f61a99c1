"""What the teammates have said about the demo's notebooks, written through the use cases of everybody's words."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from ..access.desk import open_desk
from ..access.perform import joining
from ..access.project import OpenProject
from ..access.work import Context, Joining
from ..anchors.schema import CellTarget, OutputTarget, SourceTarget, Target
from ..anchors.surroundings import surroundings
from ..comments import compose, service
from ..comments.schema import NewLook, NewThread, Reply, StatusChange, Thread
from ..core.ids import new_id
from ..core.notebook import cells_of
from ..core.people import Actor
from ..core.text import to_utf16
from ..core.wire import now
from ..rooms import FOLDS
from .people import TEAMMATE, THIRD, YOU
from .project import NOTEBOOK, SECOND_NOTEBOOK

_FENCE = "```"


def write_threads(folder: Path) -> None:
    """Five threads and a look, said over the last three days by the three people of the demo.

    Raises:
        Unavailable: the journal cannot be written.
    """
    with open_desk(folder, FOLDS) as desk:
        story = _Story(desk.project, desk.work.context)
        _leak(story)
        _penalty(story)
        _costs(story)
        _calibration(story)
        _baseline(story)
        story.ask(TEAMMATE, 3, SECOND_NOTEBOOK, [YOU], "Is the drop after six months real, or who joined in the sale?")


def _leak(story: _Story) -> None:
    thread = story.open(
        THIRD, 70, story.selection("FEATURES = {", "retention_calls"),
        "`retention_calls` leaked the target: somebody only gets one *while* they cancel. With the split by chance it "
        "looked like an auc of 0.945. I took it out, please check.",
    )  # fmt: skip
    thread = story.reply(
        YOU,
        46,
        thread,
        "You are right, thank you. 0.825 on May and June is what we can promise. Keeping the comment here.",
    )
    story.resolve(THIRD, 45, thread)


def _penalty(story: _Story) -> None:
    thread = story.open(
        TEAMMATE, 30, story.cell("## Model"),
        "With $\\lambda = 0.01$ the penalty hardly matters for six features. Did you try\n\n"
        "- $\\lambda \\in \\{0.1, 1\\}$, and\n- no penalty at all?",
    )  # fmt: skip
    thread = story.reply(
        YOU, 28, thread, "Not yet. I expect no change in auc, but the calibration may move. On my list."
    )
    story.reply(
        TEAMMATE, 19, thread,
        "I ran it. auc hardly moves (0.825 without, 0.824 with 0.1, 0.821 with 1), but log loss does: "
        "0.345, 0.372, 0.432. So the smaller the better.",
    )  # fmt: skip


def _costs(story: _Story) -> None:
    story.open(
        TEAMMATE, 26, story.selection("CALL_COST = 6.0", "CALL_COST = 6.0"),
        "@ana a call costs 9 euros since May, the new contract with the call centre. Then\n\n"
        f"{_FENCE}python\nCALL_COST = 9.0  # euros, contract of May 2026\n{_FENCE}\n\n"
        "and the threshold moves from 0.222 to 0.333, so we would call far fewer. Please fix before this goes out.",
        blocking=True,
    )  # fmt: skip


def _calibration(story: _Story) -> None:
    thread = story.open(
        THIRD, 22, story.plot("Calibration on May and June"),
        "The two highest dots lie above the line: up there we promise less than happens. Is that noise?",
    )  # fmt: skip
    story.reply(
        TEAMMATE, 20, thread,
        "A dot is 60 customers, so one standard error is about 6 points. Both lie within two. I would show intervals.",
    )  # fmt: skip


def _baseline(story: _Story) -> None:
    story.open(
        TEAMMATE, 5, story.cell("def auc(y, scores):"),
        "Tied scores all get different ranks here. Harmless for the model, but tenure has many ties, "
        "so **0.719 for the baseline depends on the order of the file**. Average the ranks of ties?",
    )  # fmt: skip


class _Story:
    """Says things at a time in the past, as one of the people, about the training notebook."""

    def __init__(self, project: OpenProject, context: Context) -> None:
        self._project, self._context = project, context
        self._content = project.files.read_notebook(NOTEBOOK)
        self._cells = cells_of(self._content)
        self._now = now()

    def cell(self, beginning: str) -> Target:
        return CellTarget(surroundings=surroundings(self._cells, self._index(beginning)))

    def selection(self, beginning: str, words: str) -> Target:
        """The first place in the cell where the words stand."""
        around = surroundings(self._cells, self._index(beginning))
        start = around.source.index(words)
        return SourceTarget(
            surroundings=around,
            start=to_utf16(around.source, start),
            end=to_utf16(around.source, start + len(words)),
        )

    def plot(self, title: str) -> Target:
        """The picture that the cell with this title in its source draws."""
        index = next(i for i, c in enumerate(self._cells) if c.cell_type == "code" and title in c.source)
        payload = "".join(self._content["cells"][index]["outputs"][0]["data"]["image/png"])
        return OutputTarget(
            surroundings=surroundings(self._cells, index),
            ordinal=0,
            mime="image/png",
            output_kind="image",
            payload_sha256=_fingerprint(payload),
        )

    def open(self, who: Actor, hours_ago: float, target: Target, body: str, blocking: bool = False) -> Thread:
        new_thread = NewThread(id=new_id(), path=NOTEBOOK, target=target, body=body, blocking=blocking)
        return compose.start_thread(self._as(who, hours_ago), new_thread)

    def reply(self, who: Actor, hours_ago: float, thread: Thread, body: str) -> Thread:
        answer = Reply(id=new_id(), body=body)
        return self._as(who, hours_ago).write(lambda work: service.reply(work, thread.id, answer))

    def resolve(self, who: Actor, hours_ago: float, thread: Thread) -> Thread:
        change = StatusChange(id=new_id(), seen=thread.version, status="resolved")
        return self._as(who, hours_ago).write(lambda work: service.change_status(work, thread.id, change))

    def ask(self, who: Actor, hours_ago: float, path: str, people: list[Actor], line: str) -> None:
        asked = [actor.person.username for actor in people]
        compose.start_look(self._as(who, hours_ago), NewLook(id=new_id(), path=path, people=asked, line=line))

    def _index(self, beginning: str) -> int:
        return next(i for i, cell in enumerate(self._cells) if cell.source.startswith(beginning))

    def _as(self, who: Actor, hours_ago: float) -> Joining:
        at = self._now - timedelta(hours=hours_ago)
        return joining(self._project, replace(self._context, actor=who, login=who.person.username, at=at))


def _fingerprint(picture: str) -> str:
    """The fingerprint of a picture in base64, as the browser makes it (`labextension/src/anchors/output.ts`)."""
    steady = "".join(picture.split())
    return hashlib.sha256(f"image/png\n{len(steady)}\n{steady}".encode()).hexdigest()
