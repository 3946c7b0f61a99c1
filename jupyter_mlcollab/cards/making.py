"""A card for who wrote no code: what a notebook offers, and the draft of what was chosen. Nothing is written here."""

from __future__ import annotations

import contextlib
from hashlib import sha256

from msgspec import structs

from ..access.work import Local
from ..core.errors import CollabError, Conflict, Invalid
from ..core.ids import new_id
from ..core.wire import now
from ..diff.output_text import outputs_of
from ..diff.reading import read_notebook
from ..diff.standard import Json, Standard, text_of
from .card import SCHEMA, Card, CardCell, CardCode, CardData, CardEnvironment, CardFigure, CardMetric
from .cells import key_of, sources_sha256
from .draft import drafted
from .draft_files import draft_files, place_in
from .listing import ReadCards
from .making_schema import (
    CardOffer,
    ChosenFigure,
    ChosenMetric,
    DraftedCard,
    DraftRequest,
    OfferedData,
    OfferedFigure,
    OfferedMetric,
    OfferedParam,
    OfferRequest,
)
from .notebook_reading import (
    Found,
    data_paths_of,
    figures_of,
    has_parameters_cell,
    is_code,
    metrics_of,
    params_of,
    picture_of,
    title_of,
)
from .pictures import picture_kind, picture_path
from .publishing import written_words
from .text import LIMIT_BYTES, read_card

MAX_CELLS = 100
_WRITTEN = ("title", "hypothesis", "outcome", "conclusion")
DATA_BYTES = 256 * 1024 * 1024
"""A file of data up to this size is fingerprinted."""


def offer_card(work: Local, offer_request: OfferRequest) -> CardOffer:
    """What a card of the notebook could hold: parameters, values and figures that it shows, files that it reads.

    Raises:
        Invalid: it cannot be read as a notebook, or its path is not one of the project.
    """
    notebook = read_notebook(offer_request.content.encode(errors="surrogatepass"))
    metrics, left_out = metrics_of(notebook)
    code = _code(work, notebook, offer_request.path)
    return CardOffer(
        title=title_of(notebook),
        has_parameters_cell=has_parameters_cell(notebook),
        params=[OfferedParam(name=p.name, value=p.value, cell=p.cell) for p in params_of(notebook)],
        metrics=[_offered(notebook, found) for found in metrics],
        left_out=left_out,
        figures=[
            OfferedFigure(
                cell=figure.cell,
                output=figure.output,
                cell_key=_key(notebook, figure.cell),
                media_type=figure.media_type,
                size_bytes=figure.size_bytes,
            )
            for figure in figures_of(notebook)
        ],
        data=[
            OfferedData(path=place, cell=cell)
            for place, cell in data_paths_of(notebook, offer_request.path)
            if work.files.exists(place)
        ],
        commit=code.commit,
        changes=code.diff_note,
        draft=_draft_of(work, offer_request.path),
    )


def draft_card(work: Local, draft_request: DraftRequest) -> DraftedCard:
    """The files of the draft. One of this notebook and title that was made in this way is continued.

    Raises:
        Invalid: it cannot be read as a notebook, a value or figure is not in it, two values have the same name and
            split, the title is blank, or a file that may be its draft cannot be read.
        Conflict: code in the notebook writes the draft of this title.
        TooLarge: the card is over 4 MB, or a thousand cards have this title.
    """
    path = draft_request.path
    notebook = read_notebook(draft_request.content.encode(errors="surrogatepass"))
    words = written_words({name: getattr(draft_request, name) for name in _WRITTEN})
    pictures = [_picture(notebook, chosen) for chosen in draft_request.figures]
    card = Card(
        schema=SCHEMA,
        id=new_id(),
        owner=work.context.actor.person.display_name,
        created=now(),
        params={p.name: p.value for p in params_of(notebook) if p.name in draft_request.params},
        metrics=_chosen_metrics(notebook, draft_request.metrics),
        figures=list({figure.path: figure for figure, _ in pictures}.values()),
        data=_chosen_data(work, notebook, draft_request),
        code=_code(work, notebook, path),
        environment=_environment(notebook),
        kind="experiment",
        **words,
    )
    cards = work.settings().cards.folder
    place = place_in(work.files, cards, card.title, path)
    if place.before is not None and place.before.execution is not None:
        raise Conflict("Code in this notebook writes the card of this title. Choose another title.")
    seen = place.before is not None and place.before.id == draft_request.draft_id
    _, text = drafted(card, place, [name for name in _WRITTEN if seen or words[name]])
    return draft_files(f"{cards}/{place.folder}/", text, pictures)


def _key(notebook: Standard, cell: int) -> str:
    return key_of(text_of(notebook["cells"][cell]))


def _offered(notebook: Standard, found: Found) -> OfferedMetric:
    told = structs.asdict(found.metric)
    return OfferedMetric(**told, cell=found.cell, output=found.output, cell_key=_key(notebook, found.cell))


def _chosen_metrics(notebook: Standard, chosen: list[ChosenMetric]) -> list[CardMetric]:
    offered, _ = metrics_of(notebook)
    metrics: dict[tuple[str, str | None], CardMetric] = {}
    for choice in chosen:
        if choice.index >= len(offered):
            raise Invalid("The notebook does not show this value.")
        found = offered[choice.index]
        name, split = " ".join(choice.name.split()), " ".join((choice.split or "").split()) or None
        if not name:
            raise Invalid("Give each metric a name.")
        if (name, split) in metrics:
            raise Invalid(
                f"Two metrics are called {name}{f' on {split}' if split else ''}. Give one another name or split."
            )
        metrics[name, split] = CardMetric(
            name=name,
            value=found.metric.value,
            split=split,
            goal=choice.goal,
            unit=found.metric.unit,
            n=found.metric.n,
            cell=_key(notebook, found.cell),
        )
    return list(metrics.values())


def _picture(notebook: Standard, chosen: ChosenFigure) -> tuple[CardFigure, bytes]:
    cells = notebook["cells"]
    outputs = outputs_of(cells[chosen.cell]) if chosen.cell < len(cells) else []
    content = picture_of(outputs[chosen.output]) if chosen.output < len(outputs) else None
    kind = picture_kind(content) if content is not None else None
    if content is None or kind is None:
        raise Invalid("The notebook does not show this figure.")
    digest = sha256(content).hexdigest()
    caption = " ".join((chosen.caption or "").split()) or None
    figure = CardFigure(
        path=picture_path(digest, kind[1]),
        sha256=digest,
        media_type=kind[0],
        caption=caption,
        cell=_key(notebook, chosen.cell),
    )
    return figure, content


def _chosen_data(work: Local, notebook: Standard, request: DraftRequest) -> list[CardData]:
    """The files that were chosen, as far as they can be read, each with its fingerprint."""
    found: list[CardData] = []
    for place, cell in data_paths_of(notebook, request.path):
        if place not in request.data:
            continue
        data = CardData(name=place.rpartition("/")[2], uri=place, cell=_key(notebook, cell))
        with contextlib.suppress(CollabError):  # one that is too large has no fingerprint
            content = work.files.read(place, DATA_BYTES)
            if content is None:
                continue
            data.fingerprint, data.scope = f"sha256:{sha256(content).hexdigest()}", "file"
            data.size_bytes = len(content)
        found.append(data)
    return found


def _code(work: Local, notebook: Standard, path: str) -> CardCode:
    """Where the code stands: the cells that ran, the commit, and what is not in it. Of notebooks only the cells count,
    which outputs change around."""
    filled = [cell for cell in notebook["cells"] if is_code(cell) and text_of(cell).strip()]
    ran = sorted((cell for cell in filled if isinstance(_count(cell), int)), key=lambda cell: _count(cell) or 0)
    code = CardCode(
        notebook=path,
        notebook_sha256=sources_sha256(text_of(cell) for cell in filled),
        cells=[CardCell(key=key_of(text_of(cell)), id=_id(cell), count=_count(cell)) for cell in ran][-MAX_CELLS:],
    )
    with contextlib.suppress(CollabError):  # outside of git, and where git cannot answer, nothing is known of it
        code.commit, code.branch = work.repository.head(), work.repository.branch()
        if code.commit is not None:
            _add_changes(work, code, notebook, path)
    return code


def _add_changes(work: Local, code: CardCode, notebook: Standard, path: str) -> None:
    repository, commit = work.repository, code.commit or ""
    cards = f"{work.settings().cards.folder}/"
    others = [p for p in repository.changed(commit) if not p.endswith(".ipynb") and not p.startswith(cards)]
    blob = repository.blob_at(commit, path)
    is_edited = blob is None or _sources(read_notebook(repository.read(blob, DATA_BYTES))) != _sources(notebook)
    code.dirty = bool(others) or is_edited
    changed = [*([path] if is_edited else []), *others]
    more = f" and {len(changed) - 5} more" if len(changed) > 5 else ""
    code.diff_note = f"Not committed: {', '.join(changed[:5])}{more}." if changed else None


def _sources(notebook: Standard) -> list[tuple[object, str]]:
    return [(cell.get("cell_type"), text_of(cell)) for cell in notebook["cells"]]


def _environment(notebook: Standard) -> CardEnvironment | None:
    """The version of Python that the notebook says it ran on."""
    metadata = notebook.get("metadata")
    language = metadata.get("language_info") if isinstance(metadata, dict) else None
    if not isinstance(language, dict) or language.get("name") != "python":
        return None
    version = language.get("version")
    return CardEnvironment(python=version[:100]) if isinstance(version, str) and version else None


def _draft_of(work: Local, path: str) -> Card | None:
    """The newest card of the notebook that was made by form and is not published."""
    rows = work.held(ReadCards).rows(work.files, work.settings().cards.folder)
    for row in rows:
        if row.notebook == path and row.published is None and row.problem is None:
            try:
                content = work.files.read(row.path, LIMIT_BYTES)
                card = read_card(content) if content is not None else None
            except CollabError:
                continue
            if card is not None and card.execution is None:
                return card
    return None


def _count(cell: Json) -> int | None:
    count = cell.get("execution_count")
    return count if isinstance(count, int) and not isinstance(count, bool) else None


def _id(cell: Json) -> str | None:
    found = cell.get("id")
    return found if isinstance(found, str) and 0 < len(found) <= 128 else None
