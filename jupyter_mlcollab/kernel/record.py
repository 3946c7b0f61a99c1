"""What a program said of its experiment so far. Later values of a key take the place of earlier ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ..cards.card import MAX_ENTRIES, CardArtifact, CardData, CardFailure, CardFigure, CardMetric, Scalar
from .values import cut

if TYPE_CHECKING:
    from pathlib import Path


class Refused(Exception):
    """Why something is not kept, in a sentence."""


class Record:
    """Everything said, ready for the card. `said` are the card's own fields, such as the hypothesis."""

    def __init__(self) -> None:
        self.said: dict[str, Any] = {}
        self.params: dict[str, Scalar] = {}
        self.metrics: dict[tuple[str, str | None, str | None], CardMetric] = {}
        self.data: dict[tuple[str, str | None], CardData] = {}
        self.figures: dict[str, CardFigure] = {}
        self.pictures: dict[str, bytes] = {}
        self.artifacts: dict[str, CardArtifact] = {}
        self.notes: list[str] = []
        self.seeds: dict[str, int] = {}
        self.failure: CardFailure | None = None
        self.files: dict[str, Path] = {}

    def add_metric(self, metric: CardMetric) -> bool:
        """Takes a value in. False when the card is full, with 10,000 of them."""
        key = (metric.name, metric.split, metric.slice)
        if key not in self.metrics and len(self.metrics) >= MAX_ENTRIES:
            return False
        self.metrics[key] = metric
        return True

    def add_figure(self, content: bytes, caption: str | None, alt: str | None, cell: str | None) -> None:
        """Takes a picture in; the same picture again only gets new words.

        Raises:
            Refused: it is none that browsers show.
        """
        import hashlib

        from ..cards.pictures import picture_path
        from .figures import kind_of

        media_type, ending = kind_of(content)
        sha256 = hashlib.sha256(content).hexdigest()
        path = picture_path(sha256, ending)
        self.pictures[path] = content
        self.figures[path] = CardFigure(
            path=path, sha256=sha256, media_type=media_type, caption=caption, alt=alt, cell=cell
        )

    def add_data(self, entry: CardData) -> None:
        """Takes in data; of the same name and role the last counts."""
        from pathlib import Path

        if entry.uri is not None and entry.fingerprint is not None:
            self.files[entry.uri] = Path(entry.uri).absolute()
        self.data[entry.name, entry.role] = entry

    def add_artifact(self, path: str, cell: str | None) -> None:
        """Takes in a file or folder that the run made.

        Raises:
            OSError: it cannot be read.
        """
        import mimetypes
        from pathlib import Path

        from . import fingerprint

        file = Path(path).expanduser()
        if file.is_dir():
            (found, scope), size = fingerprint.of_folder(file)
        else:
            (found, scope), size = fingerprint.of_file(file), file.stat().st_size
        self.files[path] = file.absolute()
        self.artifacts[path] = CardArtifact(
            name=cut(file.name, 200),
            path=path,
            # What does not stand for all of the file is no hash of it.
            sha256=found.removeprefix("sha256:") if scope != "sample" else None,
            size_bytes=size,
            media_type=mimetypes.guess_type(file.name)[0],
            cell=cell,
        )
