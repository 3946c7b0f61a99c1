"""A card that a program writes: `with card("title") as c:`, and what `c` understands.

Nothing here ends a run: what cannot be kept is left out with a warning. Only opening a card refuses words it does not
know, before anything has run.
"""

from __future__ import annotations

import contextlib
import functools
import os
import warnings
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import TYPE_CHECKING, Any, Concatenate, Literal, ParamSpec, get_args

from ..cards.card import MAX_TEXT, CardMetric, Goal, Kind, Outcome, Sensitivity, ShownCard
from .record import Record, Refused
from .running import Run
from .values import class_name, cut, finite, has_parts, number, params_of

if TYPE_CHECKING:
    from .card_form import CardForm
    from .live_metrics import LiveMetrics

_SEEDS = ("seed", "random_state", "random_seed")
_Said = ParamSpec("_Said")


class CardWarning(UserWarning):
    """Something could not be kept in the card. The run goes on."""


def tell(sentence: str) -> None:
    """Says something to who runs this, without ever ending the run."""
    with contextlib.suppress(CardWarning):  # as which a program may have asked for its warnings
        warnings.warn(sentence, CardWarning, stacklevel=3)


def _forgiving(method: Callable[Concatenate[OpenCard, _Said], None]) -> Callable[Concatenate[OpenCard, _Said], None]:
    """Turns what goes wrong into a warning, and writes the card anew when its block has ended."""

    @functools.wraps(method)
    def forgiving(self: OpenCard, /, *said: _Said.args, **named: _Said.kwargs) -> None:
        try:
            method(self, *said, **named)
        except Exception as error:
            words = str(error) if isinstance(error, Refused) else f"{class_name(error)}: {error}"
            tell(f"Not kept in the card: {words}")
        self._changed()

    return forgiving


class OpenCard:
    """An experiment while it runs. Use it as `with card("title") as c:`; what is said after the block counts, too."""

    def __init__(self, title: str, said: dict[str, Any], seed: int | None) -> None:
        self._record = Record()
        self._record.said = said
        self._run = Run(title, self._record)
        self._inside = False
        self._is_written = False
        self._wants_form = False
        self._live: LiveMetrics | None = None
        if seed is not None:
            self.seed(seed)

    def __enter__(self) -> OpenCard:
        self._inside = True
        OPEN.append(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, frames: TracebackType | None
    ) -> Literal[False]:
        self._inside = False
        if self in OPEN:
            OPEN.remove(self)
        if error is not None:
            self._run.fails(error, frames)
        self.close()
        if self._wants_form:
            self.edit()
        return False

    def __repr__(self) -> str:
        return f"<card “{self._run.title}”>"

    def close(self) -> None:
        """Writes the card and shows it. The end of the block does it by itself."""
        self._is_written = True
        self._end_live()
        problem = self._run.finish()
        if problem:
            tell(problem)
        form = FORMS.get(self._run.title)
        if form is not None:
            form.follow(self._run)

    def edit(self) -> None:
        """Shows the card and a form for what people write of it, such as the conclusion, beneath the cell. Within the
        card's block both come at its end. Without ipywidgets the card is shown, and a warning says why."""
        if self._inside:
            self._wants_form = True
            return
        self._wants_form = False
        try:
            self._open_form()
        except Exception as error:
            tell(f"The form cannot be shown. {class_name(error)}: {error}")

    def live(self) -> None:
        """Shows the metrics while they are measured, with their course, beneath the cell. The table follows at most
        four times a second, and ends with the card."""
        from .live_metrics import LiveMetrics
        from .showing import has_page

        if not has_page(self._run.ipython):
            tell("There is no notebook here to show metrics in.")
        elif self._live is None and not self._is_written:
            self._live = LiveMetrics(self._run.ipython, self._run.title, self._record.metrics.values())

    @_forgiving
    def data(
        self,
        value: object,
        name: str | None = None,
        role: str | None = None,
        sensitivity: Sensitivity | None = None,
    ) -> None:
        """Data that was used: a frame, array, table or tensor, a path, an address. Its size and fingerprint are kept,
        never its content. `role` is such as `train` or `test`."""
        from .frames import described, own_name

        if value is None:
            raise Refused("the data is None.")
        called = _line(name) or self._run.name_of(value) or own_name(value)
        try:
            entry = described(value, called, _line(role), _one_of(sensitivity, Sensitivity))
        except OSError as error:
            raise Refused(f"the data {called} cannot be read: {error.strerror}.") from None
        entry.cell = self._run.cell()
        self._record.add_data(entry)

    @_forgiving
    def param(self, given: object = None, /, **named: object) -> None:
        """Parameters: a mapping, an estimator, a PyTorch module, a namespace, or names with values. What is called a
        password, key or token is masked."""
        found = params_of(given) if given is not None else {}
        for name, value in named.items():
            found |= params_of(value, name)
        self._record.params |= found
        for name, value in found.items():
            if name.rpartition(".")[2].lower() in _SEEDS and isinstance(value, int) and not isinstance(value, bool):
                self._record.seeds[name] = value

    @_forgiving
    def metric(
        self,
        name: str,
        value: object,
        split: str | None = None,
        slice: str | None = None,  # noqa: A002 - the card's own word for it
        goal: Goal | None = None,
        n: int | None = None,
        ci: tuple[float, float] | None = None,
        unit: str | None = None,
        tolerance: float | None = None,
    ) -> None:
        """A measured value. Said again for the same name, split and slice, the last value counts. `goal` says which way
        is better, `n` how many samples it stands on, `ci` the ends of its interval, `tolerance` how far a reproduction
        may be off."""
        plain = number(value)
        if plain is None and isinstance(value, int):
            raise Refused(f"the metric {name} is too large a number.")
        if plain is None:
            raise Refused(f"the metric {name} is no number but a {class_name(value)}.")
        low, high = (finite(end) for end in ci) if ci is not None else (None, None)
        samples = finite(n)
        metric = CardMetric(
            name=_line(name) or "metric",
            value=plain,
            split=_line(split),
            slice=_line(slice),
            goal=_one_of(goal, Goal),
            unit=_line(unit),
            n=None if samples is None else int(samples),
            low=low,
            high=high,
            tolerance=finite(tolerance),
            cell=self._run.cell(),
        )
        if not self._record.add_metric(metric):
            raise Refused("it is full, with 10,000 metrics.")
        if self._live is not None:
            self._live.take(metric)

    @_forgiving
    def figure(self, value: object = None, caption: str | None = None, alt: str | None = None) -> None:
        """A figure: the one just drawn with matplotlib, or a figure of matplotlib, plotly or PIL, a path, or bytes.
        `alt` is what it shows, for who cannot see it. At most 20 MB."""
        from .figures import rendered

        self._record.add_figure(rendered(value), _line(caption), _line(alt), self._run.cell())

    @_forgiving
    def artifact(self, path: str | os.PathLike[str]) -> None:
        """A file or folder that the run made. It stays where it is; its hash and size are kept."""
        try:
            self._record.add_artifact(os.fspath(path), self._run.cell())
        except OSError as error:
            raise Refused(f"the artifact {path} cannot be read: {error.strerror}.") from None

    @_forgiving
    def note(self, markdown: str) -> None:
        """A note in Markdown. Each run writes its own."""
        self._record.notes.append(cut(str(markdown), MAX_TEXT))

    @_forgiving
    def seed(self, number: int, name: str = "seed") -> None:
        """The seed that was given to a random generator, which cannot be asked for it."""
        self._record.seeds[cut(str(name), 200)] = int(number)

    def log(self, **named: object) -> None:
        """Anything, by name: figures and data become such, all else parameters. Measured values are for `metric`, which
        knows what they were measured on."""
        for name, value in named.items():
            if _is_figure(value):
                self.figure(value, caption=name)
            elif _is_data(value):
                self.data(value, name=name)
            else:
                self.param(**{name: value})

    @_forgiving
    def conclude(
        self,
        outcome: Outcome | None = None,
        conclusion: str | None = None,
        next_steps: Iterable[str] = (),
        lessons: Iterable[str] = (),
    ) -> None:
        """What came out: `supported`, `refuted`, `inconclusive`, `abandoned` or `failed`, what follows from it, what to
        do next and what was learned."""
        steps, learned = _texts(next_steps), _texts(lessons)
        said = {"conclusion": _text(conclusion), "next": steps, "lessons": learned}
        self._record.said |= {field: value for field, value in said.items() if value}
        if known := _one_of(outcome, Outcome):
            self._record.said["outcome"] = known
        # Without a block, the conclusion is the end.
        self._is_written = self._is_written or not self._inside

    def has_figures(self) -> bool:
        """Whether a figure was given so far."""
        return bool(self._record.figures)

    def _changed(self) -> None:
        if self._is_written and not self._inside:
            self.close()

    def _end_live(self) -> None:
        live, self._live = self._live, None
        if live is not None:
            with contextlib.suppress(Exception):  # the page may be gone
                live.stop()

    def _open_form(self) -> None:
        from .card_form import CardForm
        from .showing import Output, widgets_for

        if not self._is_written:
            self.close()
        run, title = self._run, self._run.title
        copy = None if run.is_shown_here() else Output(run.ipython)
        widgets = widgets_for(run.ipython)
        if widgets is None:
            if copy is not None and run.shown is not None:
                copy.show(run.shown, run.pictures)
            tell(f"The form needs a notebook and ipywidgets. {_where(run.shown)}")
            return
        if title in FORMS:
            FORMS[title].close()
        FORMS[title] = CardForm(widgets, run, copy, lambda: FORMS.pop(title, None))
        FORMS[title].show()


FORMS: dict[str, CardForm] = {}
"""The forms that are open, by the titles of their cards."""
OPEN: list[OpenCard] = []
"""The cards whose block runs, the innermost last."""


def card(
    title: str,
    *,
    hypothesis: str | None = None,
    kind: Kind | None = None,
    tags: Iterable[str] = (),
    seed: int | None = None,
    summary: str | None = None,
    baseline: str | None = None,
) -> OpenCard:
    """A card for an experiment, to be used as `with card("title") as c:`. The notebook and the title identify it.

    Raises:
        ValueError: no title, or a kind that there is not.
    """
    words = " ".join(str(title).split())
    if not words:
        raise ValueError("A card needs a title.")
    if kind is not None and kind not in get_args(Kind):
        raise ValueError(f"A card is of no kind “{kind}”. There are: {', '.join(get_args(Kind))}.")
    given = {
        "hypothesis": _text(hypothesis),
        "kind": kind,
        "tags": [tags] if isinstance(tags, str) else [cut(str(tag), 200) for tag in tags],
        "summary": _text(summary),
        "baseline": _text(baseline),
    }
    return OpenCard(cut(words, 200), {field: value for field, value in given.items() if value}, seed)


def log(**named: object) -> None:
    """As `log` of the card that is open. Without one, a warning says so."""
    if OPEN:
        OPEN[-1].log(**named)
    else:
        tell("No card is open, so nothing was kept.")


def _one_of(value: Any, words: Any) -> Any:
    """`value`, when it is one of the words that a card knows there; else None, with a warning."""
    if value is None or value in get_args(words):
        return value
    known = ", ".join(get_args(words))
    tell(f"Not kept in the card: “{value}” is none of {known}.")
    return None


def _line(text: object) -> str | None:
    return None if text is None else cut(" ".join(str(text).split()), 1_000) or None


def _text(text: object) -> str | None:
    return None if text is None else cut(str(text), MAX_TEXT) or None


def _texts(texts: Iterable[str]) -> list[str]:
    several = [texts] if isinstance(texts, str) else texts
    return [text for one in several if (text := _text(one))]


def _where(shown: ShownCard | None) -> str:
    return f"The card can be edited in {shown.path}." if shown is not None and shown.path else "Nothing was changed."


def _is_figure(value: object) -> bool:
    return hasattr(value, "savefig") or hasattr(value, "to_image") or type(value).__module__.startswith("PIL.")


def _is_data(value: object) -> bool:
    return not has_parts(value) and number(value) is None and isinstance(getattr(value, "shape", None), tuple)
