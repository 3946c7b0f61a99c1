"""One run of an experiment, from opening its card to the card that is written and shown."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Mapping
from types import TracebackType
from typing import TYPE_CHECKING, Any

import msgspec

from ..cards.card import SCHEMA, Card, CardExecution, CardFailure, ShownCard
from ..core.errors import CollabError
from ..core.ids import new_id
from ..core.wire import now
from .cells import cells_of, shell
from .mlflow_run import MlflowRun
from .record import Record, Refused
from .values import class_name

if TYPE_CHECKING:
    from pathlib import Path

    from .circumstances import Circumstances
    from .place import Place
    from .showing import Output

MAX_SHOWN_BYTES = 10 * 1024 * 1024
_ONLY_HERE = "The card is in this output only."


class Run:
    """What surrounds a record while its block runs, and makes a card of it at the end."""

    def __init__(self, title: str, record: Record) -> None:
        self.title = title
        # Loaded when it is needed, as most of what follows, so that importing this is quick.
        from .capture import Capture

        self._record = record
        self._id = new_id()
        self._execution = CardExecution(id=new_id(), started=now())
        self._began = time.monotonic()
        self._ipython = shell()
        self._cells = cells_of(self._ipython)
        self._capture = Capture(self._cells, self._variables())
        self._mlflow = MlflowRun(self._execution.started)
        self._circumstances: Circumstances | None = None
        self._output: Output | None = None
        self._shown_in: object = None
        self.shown: ShownCard | None = None

    @property
    def pictures(self) -> Mapping[str, bytes]:
        """The bytes of the figures so far, by their paths in the card's folder."""
        return self._record.pictures

    @property
    def ipython(self) -> Any:
        """The IPython that runs this, None in a plain program."""
        return self._ipython

    def is_shown_here(self) -> bool:
        """Whether the card stands beneath the cell that runs now."""
        return self._output is not None and self._shown_in is self._cells.current()

    def cell(self) -> str | None:
        """The key of the cell that runs now."""
        return self._cells.key()

    def name_of(self, value: object) -> str | None:
        """What the notebook calls a value: the first public variable that holds it."""
        names = (name for name, one in list(self._variables().items()) if one is value and not name.startswith("_"))
        return next(names, None) if not isinstance(value, str | os.PathLike) else None

    def fails(self, error: BaseException, frames: TracebackType | None) -> None:
        """Takes note of the exception that ended the block."""
        from .failure import failure_of

        try:
            self._record.failure = failure_of(error, frames, self._path_of)
        except Exception:
            self._record.failure = CardFailure(error=class_name(error), message="")

    def finish(self) -> str | None:
        """Writes the card and shows it. After the first time, what surrounds the run stays as it was then. Answers what
        went wrong, in a sentence."""
        from .showing import Output

        try:
            shown = self._written(self._card())
            if self._output is None:
                self._output, self._shown_in = Output(self._ipython), self._cells.current()
            self._output.show(shown, self._record.pictures)
        except Exception as error:
            return f"The card could not be made. {class_name(error)}: {error}"
        self.shown = shown
        return shown.problem

    def edit(self, words: dict[str, Any]) -> ShownCard:
        """Puts what a person wrote into the draft, as an edit of its file does: the rest of the draft stays, and so do
        the words when this run says more. Where there is no file, the card in the output has them.

        Raises:
            Refused: the card is published.
            CollabError, OSError: the file cannot be read or written.
        """
        place = self._capture.place
        if self.shown is None or self.shown.path is None or place is None:
            self._record.said |= words
            shown = self._written(self._card())
        else:
            shown = self._edited(place, words)
        if self._output is not None:
            self._output.show(shown, self._record.pictures)
        self.shown = shown
        return shown

    def _edited(self, place: Place, words: dict[str, Any]) -> ShownCard:
        from ..cards.naming import CARD_FILE
        from .store import edit, slot_of

        slot = slot_of(place.cards, self.title, self._capture.notebook_path())
        if slot.place.before is None and slot.place.after is not None:
            raise Refused("The card is published. Run it again to open a new draft.")
        if slot.place.before is None:
            self._record.said |= words
            return self._written(self._card())
        edited = edit(slot, slot.place.before, words)
        for field in words:
            self._record.said.pop(field, None)
        return ShownCard(card=edited, path=place.path_of(slot.folder / CARD_FILE), problem=place.problem)

    def _variables(self) -> Mapping[str, Any]:
        variables = getattr(self._ipython, "user_ns", None)
        return variables if isinstance(variables, dict) else vars(sys.modules["__main__"])

    def _path_of(self, file: str | Path) -> str:
        """A file's path in the project."""
        self._capture.wait()
        place = self._capture.place
        return place.path_of(file) if place is not None else os.path.basename(file)  # noqa: PTH119 - not loaded here

    def _card(self) -> Card:
        around, record = self._around(), self._record
        taken = self._mlflow.taken()
        metrics = list(record.metrics.values())
        names = {metric.name for metric in metrics}
        return Card(
            schema=SCHEMA,
            id=self._id,
            title=self.title,
            owner=self._capture.owner or "unknown",
            created=self._execution.started,
            params={**around.params, **(taken.params if taken else {}), **record.params},
            metrics=metrics + [metric for metric in (taken.metrics if taken else []) if metric.name not in names],
            data=self._placed(list(record.data.values()), "uri"),
            figures=list(record.figures.values()),
            artifacts=self._placed(list(record.artifacts.values()), "path"),
            notes=list(record.notes),
            code=around.code,
            execution=msgspec.structs.replace(self._execution, seeds={**around.seeds, **record.seeds}),
            environment=around.environment,
            failure=record.failure,
            runs=[taken.run] if taken else [],
            **{"kind": "experiment", **record.said},
        )

    def _around(self) -> Circumstances:
        """What surrounds the run, gathered once, when it ends."""
        from .circumstances import Circumstances

        if self._circumstances is None:
            self._execution.ended = now()
            self._execution.seconds = round(time.monotonic() - self._began, 3)
            self._capture.wait()
            self._circumstances = Circumstances(self._capture, self._cells, self._variables())
            self._execution.order = self._circumstances.order
            self._execution.runner = self._circumstances.runner
        return self._circumstances

    def _placed(self, entries: list[Any], field: str) -> list[Any]:
        """Entries that name files, with their paths in the project."""
        files = self._record.files
        return [
            msgspec.structs.replace(entry, **{field: self._path_of(files[path])})
            if (path := getattr(entry, field)) in files
            else entry
            for entry in entries
        ]

    def _written(self, card: Card) -> ShownCard:
        """The card as it is shown: with its file's path, or with the reason why it has none and its figures."""
        place = self._capture.place
        if self._capture.is_elsewhere:
            problem = "The notebook's files are not on this computer."
        elif place is None:
            problem = "The notebook's project was not found."
        else:
            try:
                return self._saved(card, place)
            except CollabError as error:
                problem = error.message
            except OSError as error:
                problem = f"The card could not be written: {error.strerror or error}."
        return self._loose(card, problem)

    def _saved(self, card: Card, place: Place) -> ShownCard:
        from ..cards.naming import CARD_FILE
        from .store import save, slot_of

        slot = slot_of(place.cards, card.title, card.code.notebook if card.code else None)
        saved = save(slot, card, self._record.said.keys(), self._record.pictures)
        return ShownCard(card=saved, path=place.path_of(slot.folder / CARD_FILE), problem=place.problem)

    def _loose(self, card: Card, problem: str) -> ShownCard:
        """The card with its figures inside, as many as go into 10 MB."""
        import base64

        left, files = MAX_SHOWN_BYTES, {}
        for path, content in self._record.pictures.items():
            if len(content) <= left:
                left -= len(content)
                files[path] = base64.b64encode(content).decode()
        missing = len(self._record.pictures) - len(files)
        said = f" {missing} of its figures are too large to be in it." if missing else ""
        return ShownCard(card=card, problem=f"{problem} {_ONLY_HERE}{said}", files=files)
