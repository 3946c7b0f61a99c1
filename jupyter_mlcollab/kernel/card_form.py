"""The form beneath a cell for what people write of a card, bound to its draft: what is typed is saved when the field is
left, and what the code says later stands in the form. Made of the controls of ipywidgets."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal, NamedTuple, get_args

from ..cards.card import MAX_TEXT, Card, Kind, Outcome
from ..cards.html_form import escaped
from ..cards.words import capital, readable
from ..core.errors import CollabError
from .record import Refused
from .showing import WIDGET_TYPE, Output, Spot
from .values import class_name, cut

if TYPE_CHECKING:
    from .running import Run

MAX_LINE = 1_000


class Field(NamedTuple):
    """One field: how it is called in the card, how it is written, and what people read beside and in it."""

    name: str
    form: Literal["text", "line", "list", "choice"]
    label: str
    hint: str = ""


FIELDS = (
    Field("outcome", "choice", "Outcome"),
    Field("conclusion", "text", "Conclusion", "What follows from it. The first paragraph stands at the top."),
    Field("hypothesis", "text", "Believed", "What you expected, and why"),
    Field("summary", "text", "Did", "What was run, in a few lines"),
    Field("lessons", "list", "Learned", "One a line"),
    Field("next", "list", "Next", "One step a line"),
    Field("limitations", "text", "Limits", "Where it does not hold"),
    Field("tags", "list", "Tags", "One a line"),
    Field("kind", "choice", "Kind"),
)
FOR_MODELS = (
    Field("intended_use", "text", "Intended use", "Who uses it, and for what"),
    Field("out_of_scope", "text", "Not meant for"),
    Field("risks", "text", "Risks", "What can go wrong, and for whom"),
    Field("license", "line", "License", "A short name, such as apache-2.0"),
)
"""As the form of the card's page has them, in its order (`labextension/src/cards/fields.ts`)."""


class CardForm:
    """The form of one card. `run` is the last of the card's runs, which `follow` changes."""

    def __init__(self, widgets: Any, run: Run, copy: Output | None, closed: Callable[[], object]) -> None:
        self._run = run
        self._copy = copy
        self._closed = closed
        self._is_filling = False
        self._spot = Spot()
        self._controls = {field: _control(widgets, field) for field in (*FIELDS, *FOR_MODELS)}
        self._note = widgets.Label("A field is saved when you leave it.")
        self._models = widgets.VBox([self._controls[field] for field in FOR_MODELS])
        done = widgets.Button(description="Done", tooltip="Close the form")
        done.on_click(lambda _: self.close())
        head = widgets.HTML(f"<strong>{escaped(readable(run.title))}</strong>")
        first = [self._controls[field] for field in FIELDS]
        foot = widgets.HBox([done, self._note])
        self._box = widgets.VBox([head, *first, self._models, foot], layout={"max_width": "640px"})
        self._parts = [*self._controls.values(), self._note, self._models, done, head, foot, self._box]
        for field, control in self._controls.items():
            control.observe(lambda change, field=field: self._changed(field, change["new"]), names="value")

    def show(self) -> None:
        """Puts the form beneath the cell that runs. A page without this kernel says that it needs one."""
        self.follow(self._run)
        said = f"The form of the card “{readable(self._run.title)}”. Run the cell again to use it."
        view = {WIDGET_TYPE: self._box.get_view_spec(), "text/html": f"<p>{escaped(said)}</p>", "text/plain": said}
        self._spot.put(view)

    def follow(self, run: Run) -> None:
        """Shows what the card says now, as that run of it left it."""
        self._run = run
        if run.shown is None:
            return
        if self._copy is not None:
            self._copy.show(run.shown, run.pictures)
        self._fill(run.shown.card)

    def close(self) -> None:
        """Takes the form away."""
        self._spot.put({"text/html": "", "text/plain": ""})
        for part in self._parts:
            part.close()
        self._closed()

    def _fill(self, card: Card) -> None:
        self._is_filling = True
        try:
            for field, control in self._controls.items():
                if _read(field, control.value) != getattr(card, field.name):
                    control.value = _written(getattr(card, field.name))
        finally:
            self._is_filling = False
        asked = card.kind == "model" or any(getattr(card, field.name) for field in FOR_MODELS)
        self._models.layout.display = None if asked else "none"

    def _changed(self, field: Field, value: str) -> None:
        if self._is_filling:
            return
        try:
            shown = self._run.edit({field.name: _read(field, value)})
        except (Refused, CollabError) as error:
            self._note.value = f"Not saved. {error}"
            return
        except Exception as error:
            self._note.value = f"Not saved. {class_name(error)}: {error}"
            return
        self._note.value = f"Saved in {readable(shown.path)}." if shown.path else str(shown.problem)
        self.follow(self._run)


def _control(widgets: Any, field: Field) -> Any:
    shared = {"description": field.label, "layout": {"width": "auto"}, "style": {"description_width": "110px"}}
    if field.form == "choice":
        return widgets.Dropdown(options=_choices(field.name), **shared)
    if field.form == "line":
        return widgets.Text(placeholder=field.hint, continuous_update=False, **shared)
    return widgets.Textarea(placeholder=field.hint, rows=2, continuous_update=False, **shared)


def _choices(name: str) -> list[tuple[str, str]]:
    words = get_args(Outcome if name == "outcome" else Kind)
    unknown = [("Not known yet", "")] if name == "outcome" else []
    return unknown + [(capital(word), word) for word in words]


def _read(field: Field, value: str) -> Any:
    """What a control's text says: None or an empty list for nothing."""
    if field.form == "list":
        return [cut(" ".join(line.split()), MAX_LINE) for line in value.splitlines() if line.strip()]
    if field.form == "line":
        return cut(" ".join(value.split()), MAX_LINE) or None
    return cut(value.strip(), MAX_TEXT) or None


def _written(value: Any) -> str:
    """A field of the card as the text of its control."""
    return "\n".join(value) if isinstance(value, list) else value or ""
