"""The form beneath a cell: it shows what the draft says, and what is typed into it is in the draft at once. A page
without a browser types, into a real kernel."""

from __future__ import annotations

import re
import sys
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import nbconvert
import nbformat
import pytest

import jupyter_mlcollab as mlcollab
from jupyter_mlcollab.cards.bundle import MEDIA_TYPE
from jupyter_mlcollab.cards.card import HUMAN_FIELDS
from jupyter_mlcollab.cards.text import card_text
from jupyter_mlcollab.kernel.card_form import FIELDS, FOR_MODELS
from jupyter_mlcollab.kernel.open_card import CardWarning
from notebook_runs import card_in
from page_of_widgets import WIDGET_TYPE, WidgetsPage

CARD = """
import jupyter_mlcollab as m
with m.card("Rates", hypothesis="lower is better") as c:
    c.metric("auc", 0.5)
"""


def test_what_is_typed_is_in_the_draft_and_what_code_says_in_the_form(project: Path, front: WidgetsPage):
    front.run(CARD)
    front.run("c.edit()")
    assert front.value("Believed") == "lower is better"
    front.type("Conclusion", " Adopt. ")
    front.type("Next", "Wait\n\n  See  more\n")
    front.type("Believed", "higher is better")
    card = card_in(project, "rates")
    assert (card.conclusion, card.next, card.hypothesis) == ("Adopt.", ["Wait", "See more"], "higher is better")
    assert "Saved in cards/rates/card.json." in front.texts()
    front.run('c.conclude("supported", lessons=["Ask first"])\nc.metric("auc", 0.6)')
    assert [front.value(label) for label in ("Learned", "Conclusion", "Believed")] == [
        "Ask first", " Adopt. ", "higher is better",
    ]  # fmt: skip
    assert front.widgets[front.labelled("Outcome")]["index"] == 1
    card = card_in(project, "rates")
    assert (card.outcome, card.metrics[0].value, card.hypothesis) == ("supported", 0.6, "higher is better")
    shown = [output["data"][MEDIA_TYPE]["card"] for output in front.outputs if MEDIA_TYPE in output["data"]]
    assert [one["conclusion"] for one in shown] == ["Adopt.", "Adopt."]


def test_a_field_can_be_emptied(project: Path, front: WidgetsPage):
    front.run(CARD + "c.conclude('supported', 'Adopt.', next_steps=['Wait'])")
    front.run("c.edit()")
    front.type("Conclusion", " ")
    front.type("Next", "")
    front.run("c.metric('auc', 0.7)")
    card = card_in(project, "rates")
    assert (card.conclusion, card.next, card.metrics[0].value) == (None, [], 0.7)


def test_somebodys_edit_of_the_file_stays(project: Path, front: WidgetsPage):
    front.run(CARD)
    front.run("c.edit()")
    front.type("Conclusion", "Adopt.")
    edited = msgspec.structs.replace(card_in(project, "rates"), conclusion="Wait.", tags=["mine"])
    (project / "cards/rates/card.json").write_text(card_text(edited))
    front.type("Limits", "Not in May")
    card = card_in(project, "rates")
    assert (card.conclusion, card.tags, card.limitations) == ("Wait.", ["mine"], "Not in May")
    assert (front.value("Conclusion"), front.value("Tags")) == ("Wait.", "mine")


def test_the_form_follows_a_later_run_and_leaves_its_values(project: Path, front: WidgetsPage):
    front.run(CARD)
    front.run("c.edit()")
    front.run(CARD.replace("0.5", "0.9").replace("lower", "higher"))
    assert front.value("Believed") == "higher is better"
    front.type("Conclusion", "Adopt.")
    card = card_in(project, "rates")
    assert (card.metrics[0].value, card.conclusion, len(card.runs)) == (0.9, "Adopt.", 1)


def test_within_the_block_it_comes_at_its_end_beneath_the_one_card(project: Path, front: WidgetsPage):
    front.run(CARD + "    c.edit()\n    c.conclude('supported')")
    assert [MEDIA_TYPE in output["data"] for output in front.outputs] == [True, False]
    form = front.outputs[1]["data"]
    assert form[WIDGET_TYPE]["model_id"] in front.widgets
    assert "Run the cell again to use it." in form["text/html"]


def test_saved_and_read_without_a_kernel_the_card_stands_in_the_forms_place(front: WidgetsPage):
    front.run(CARD + "c.edit()\nc.conclude('supported', 'Adopt.')")
    outputs = [nbformat.v4.new_output("display_data", output["data"]) for output in front.outputs]
    notebook = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("c.edit()", outputs=outputs)])
    for exporter in (nbconvert.HTMLExporter(template_name="basic"), nbconvert.MarkdownExporter()):
        text, _ = exporter.from_notebook_node(notebook)
        assert "Supported: Adopt." in text and "Run the cell again to use it." in text


def test_opened_again_there_is_one_and_done_takes_it_away(front: WidgetsPage):
    front.run(CARD + "c.edit()")
    front.run("c.edit()")
    assert [state.get("description") for state in front.widgets.values()].count("Conclusion") == 1
    front.press("Done")
    assert not [output for output in front.outputs if WIDGET_TYPE in output["data"]]
    front.run("c.conclude('supported', 'Adopt.')")


def test_fields_of_models_come_with_the_kind(front: WidgetsPage):
    front.run(CARD + "c.edit()")
    layout = [state for state in front.widgets.values() if state.get("display") == "none"]
    assert len(layout) == 1
    front.run("c._record.said['kind'] = 'model'\nc.note('x')")
    assert layout[0]["display"] is None


def test_a_published_card_is_left_as_it_is(project: Path, front: WidgetsPage):
    front.run(CARD + "c.edit()")
    published = msgspec.structs.replace(card_in(project, "rates"), published=datetime(2026, 11, 26, tzinfo=UTC))
    (project / "cards/rates/card.json").write_text(card_text(published))
    front.type("Conclusion", "Adopt.")
    assert "Not saved. The card is published. Run it again to open a new draft." in front.texts()
    assert card_in(project, "rates") == published
    assert not (project / "cards/rates-2").exists()


def test_what_cannot_be_saved_is_said_and_stays_in_the_form(project: Path, front: WidgetsPage):
    front.run(CARD + "c.edit()")
    (project / "cards/rates/card.json").write_text("<<<<<<< HEAD\n=======\n>>>>>>> theirs\n")
    front.type("Conclusion", "Adopt.")
    assert any(text.startswith("Not saved. cards/rates/card.json has conflict markers") for text in front.texts())
    assert front.value("Conclusion") == "Adopt."


def test_without_a_file_the_card_in_the_output_has_it(project: Path, front: WidgetsPage):
    (project / "cards").write_text("a file in the folder's place")
    front.run("import warnings; warnings.simplefilter('ignore')" + CARD + "c.edit()")
    front.type("Conclusion", "Adopt.")
    front.run("c.metric('auc', 0.7)")
    shown = front.outputs[0]["data"][MEDIA_TYPE]["card"]
    assert (shown["conclusion"], shown["metrics"][0]["value"]) == ("Adopt.", 0.7)


def test_a_card_without_a_block_is_written_first(project: Path, front: WidgetsPage):
    front.run("import jupyter_mlcollab as m\nc = m.card('Rates')\nc.edit()")
    front.type("Tags", "fast\nsmall")
    assert card_in(project, "rates").tags == ["fast", "small"]


def test_without_ipywidgets_the_card_is_shown_and_a_sentence_says_so(project: Path, front: WidgetsPage):
    front.run("import sys; there = sys.modules['ipywidgets']; sys.modules['ipywidgets'] = None" + CARD)
    front.run("import warnings\nwith warnings.catch_warnings(record=True, action='always') as told:\n    c.edit()")
    front.run("sys.modules['ipywidgets'] = there")
    assert [MEDIA_TYPE in output["data"] for output in front.outputs] == [True, True]
    front.run("assert 'needs a notebook and ipywidgets' in str(told[0].message), told[0].message")


def test_in_a_plain_program_a_sentence_says_so(project: Path):
    with mlcollab.card("Rates") as c:
        pass
    with pytest.warns(CardWarning, match=r"can be edited in cards/rates/card\.json"):
        c.edit()
    assert "ipywidgets" not in sys.modules


def test_it_has_every_field_people_write_called_as_on_the_page():
    fields = [*FIELDS, *FOR_MODELS]
    assert {field.name for field in fields} == set(HUMAN_FIELDS)
    source = Path(__file__).parents[2].joinpath("labextension/src/cards/fields.ts").read_text()
    words = re.findall(r"""(?:field|later)\(\s*'(\w+)',\s*'(\w+)',\s*trans\.__\('([^']+)'\)""", source)
    there = {name: (form, label) for name, form, label in words}
    assert {field.name.replace("_u", "U").replace("_of_s", "OfS"): (field.form, field.label) for field in fields} == {
        name: said for name, said in there.items() if name != "title"
    }
