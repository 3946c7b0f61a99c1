"""Editing and publishing: what is to be saved, refused when it would lose or overwrite something."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest

from cards_made_up import PNG, full, made
from jupyter_mlcollab.cards.compose import card_at, move_card, publish_card
from jupyter_mlcollab.cards.files import readme, readme_is_current
from jupyter_mlcollab.cards.publishing import decide_card, edit_card
from jupyter_mlcollab.cards.publishing_schema import (
    CardDecision,
    CardEdit,
    CardFields,
    NewWaiver,
    Publication,
    PublishedCard,
)
from jupyter_mlcollab.cards.schema import CardMove
from jupyter_mlcollab.cards.text import card_text, digest, read_card
from jupyter_mlcollab.core.errors import Blocked, Conflict, Invalid, NotFound
from jupyter_mlcollab.core.ids import new_id

WHO = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "commit.gpgSign=false")
AT = datetime(2026, 11, 27, 8, 0, tzinfo=UTC)


def stamp(folder: Path, path: str) -> str:
    return sha256((folder / path).read_bytes()).hexdigest()


def edit(**fields: object) -> CardFields:
    empty = dict.fromkeys(field.encode_name for field in msgspec.structs.fields(CardFields) if field.required)
    return msgspec.convert(empty | {"title": "New title", "kind": "model"} | fields, CardFields)


def publish(work, folder: Path, path: str, **changed: object) -> PublishedCard:
    asked = Publication(path=path, file_sha256=stamp(folder, path), at=AT)
    return publish_card(work, msgspec.structs.replace(asked, **changed))


def save(folder: Path, published: PublishedCard) -> None:
    for file in published.files:
        (folder / file.path).write_text(file.text or "", encoding="utf-8")


def test_an_edit_sets_what_people_write_and_keeps_the_rest(as_, put, folder: Path):
    path = put(full())
    file = folder / path
    file.write_text(file.read_text().replace("{", '{"later":{"x":1},', 1))
    fields = edit(conclusion="  Wait.\ud800 \n", next=["  Ask", " "], tags=["churn"], intendedUse=" ")
    answer = edit_card(as_("ana"), CardEdit(path=path, file_sha256=stamp(folder, path), fields=fields))
    edited = read_card(answer.text.encode())
    assert (edited.title, edited.kind, edited.conclusion) == ("New title", "model", "Wait.\ufffd")
    assert (edited.next, edited.tags, edited.lessons, edited.intended_use, edited.outcome) == (
        ["Ask"],
        ["churn"],
        [],
        None,
        None,
    )
    assert (edited.params, edited.metrics, edited.id) == (full().params, full().metrics, full().id)
    assert '"later":{\n"x":1\n}' in answer.text and answer.digest == digest(edited)
    assert "hypothesis" not in answer.text
    assert file.read_text() != answer.text, "the browser saves, not the use case"


def test_a_stale_edit_gets_the_card_as_it_is_and_a_blank_title_a_sentence(as_, put, folder: Path):
    path = put(full())
    with pytest.raises(Conflict, match="changed meanwhile") as conflict:
        edit_card(as_("ana"), CardEdit(path=path, file_sha256="0" * 64, fields=edit()))
    current = conflict.value.details["current"]
    assert current["card"]["title"] == full().title and current["fileSha256"] == stamp(folder, path)
    with pytest.raises(Invalid, match="Give the card a title"):
        edit_card(as_("ana"), CardEdit(path=path, file_sha256=stamp(folder, path), fields=edit(title="  ")))


def test_notes_and_captions_are_edited_and_other_captions_stay(as_, put, folder: Path):
    shared = {"sha256": "0" * 64}
    figures = [{"path": "figures/a.png", "caption": "A", **shared}, {"path": "figures/b.png", "caption": "B", **shared}]
    path = put(full(figures=figures, notes=["One"]))
    fields = edit(notes=["# One\n\nmore ", " "], captions={"figures/a.png": " The\nfirst ", "figures/c.png": "C"})
    answer = edit_card(as_("ana"), CardEdit(path=path, file_sha256=stamp(folder, path), fields=fields))
    edited = read_card(answer.text.encode())
    assert edited.notes == ["# One\n\nmore"]
    assert [figure.caption for figure in edited.figures] == ["The first", "B"]
    gone = edit(captions={"figures/b.png": " "})
    answer = edit_card(as_("ana"), CardEdit(path=path, file_sha256=stamp(folder, path), fields=gone))
    assert [figure.caption for figure in read_card(answer.text.encode()).figures] == ["A", None]


def test_what_a_merge_left_is_decided_before_it_is_published(as_, put, folder: Path):
    ext = {"conflicts": [{"field": "conclusion", "ours": "Adopt.", "theirs": "Wait."}]}
    path = put(full(conclusion="Adopt.", ext=ext))
    with pytest.raises(Blocked, match="A merge left two values for conclusion"):
        publish(as_("ana"), folder, path)
    assert [one.theirs for one in card_at(as_("ana"), path).conflicts] == ["Wait."]
    decision = CardDecision(path=path, file_sha256=stamp(folder, path), fields=[], take="theirs")
    text = decide_card(as_("ana"), decision).text
    (folder / path).write_text(text, encoding="utf-8")
    assert (card_at(as_("ana"), path).conflicts, read_card(text.encode()).conclusion) == ([], "Wait.")
    assert publish(as_("ana"), folder, path).files
    with pytest.raises(Conflict, match="changed meanwhile"):
        decide_card(as_("ana"), decision)


def test_it_says_whether_the_notebook_was_changed_since(as_, put, folder: Path):
    (folder / "train.ipynb").write_text("{}")
    for arguments in (("init", "-q", "-b", "main"), ("add", "-A"), (*WHO, "commit", "-q", "-m", "First")):
        subprocess.run(["git", *arguments], cwd=folder, check=True)
    head = subprocess.run(["git", "rev-parse", "HEAD"], cwd=folder, check=True, capture_output=True, text=True).stdout
    path = put(full(code={"notebook": "train.ipynb", "commit": head.strip()}))
    unknown = put(full(code={"notebook": "train.ipynb", "commit": "0" * 40}), "other")
    assert card_at(as_("ana"), path).notebook_changed is False
    (folder / "train.ipynb").write_text("{ }")
    assert card_at(as_("ana"), path).notebook_changed is True
    assert card_at(as_("ana"), unknown).notebook_changed is None


def test_publishing_names_all_files_the_card_last_and_writes_none(as_, put, folder: Path):
    path = put(full(kind="model"))
    (folder / "cards/boosting/figures").mkdir()
    (folder / "cards/boosting/figures/roc.png").write_bytes(PNG)
    before = {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()}
    published = publish(as_("ana"), folder, path)
    assert [file.path.rpartition("/")[2] for file in published.files] == [
        "README.md",
        "card.html",
        "MODEL_CARD.md",
        "card.json",
    ]
    card = read_card((published.files[-1].text or "").encode())
    assert card.published == AT and published.digest == digest(full(kind="model"))
    assert "data:image/png;base64," in (published.files[1].text or "")
    assert readme_is_current(published.files[0].text or "", card) is True
    assert (
        len(published.questions) == 4 and published.summary == f"{full().title}\nSupported: Adopt. Recalibrate monthly."
    )
    assert {file: file.read_bytes() for file in folder.rglob("*") if file.is_file()} == before


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"outcome": None}, "add an outcome first"),
        ({"conclusion": " "}, "add a conclusion first"),
        ({"outcome": None, "conclusion": None}, "add an outcome and a conclusion first"),
    ],
)
def test_publishing_asks_for_what_came_out(as_, put, folder: Path, lacking: dict[str, object], sentence: str):
    path = put(full(**lacking))
    with pytest.raises(Invalid, match=sentence):
        publish(as_("ana"), folder, path)


def test_publishing_again_after_an_edit_goes_and_after_somebody_else_did_not(as_, put, folder: Path):
    path = put(full())
    seen = stamp(folder, path)
    save(folder, publish(as_("ana"), folder, path))
    with pytest.raises(Conflict, match="was published meanwhile"):
        publish(as_("bo"), folder, path, file_sha256=seen)
    edited = full(conclusion="Wait.")
    (folder / path).write_text(card_text(edited), encoding="utf-8")
    assert "Wait" in (publish(as_("ana"), folder, path).files[0].text or "")


def test_a_readme_of_another_card_or_of_a_person_is_not_overwritten(as_, put, folder: Path):
    path = put(full())
    text = folder / "cards/boosting/README.md"
    text.write_text(readme(made(title="Other")), encoding="utf-8")
    with pytest.raises(Conflict, match="holds another card"):
        publish(as_("ana"), folder, path)
    text.write_text("# Mine\n", encoding="utf-8")
    with pytest.raises(Conflict, match="was not written by publishing"):
        publish(as_("ana"), folder, path)
    with pytest.raises(NotFound):
        publish_card(as_("ana"), Publication(path="cards/none/card.json", file_sha256="0" * 64))


def test_metrics_are_shown_against_the_baseline_the_card_names(as_, put, folder: Path):
    before = made(metrics=[{"name": "auc", "value": 0.871, "split": "test"}])
    put(before, "logistic")
    path = put(full(baseline=before.id))
    assert "+0.022, better" in (publish(as_("ana"), folder, path).files[0].text or "")


def test_a_figure_that_leads_out_of_the_folder_is_not_read(as_, put, folder: Path):
    (folder / "secret.png").write_bytes(PNG)
    figures = [{"path": "../../secret.png", "sha256": "0" * 64}, {"path": "figures/none.png", "sha256": "0" * 64}]
    path = put(full(figures=figures))
    assert "data:image" not in (publish(as_("ana"), folder, path).files[1].text or "")


def test_what_looks_private_is_blocked_until_somebody_gives_a_reason(as_, put, folder: Path):
    path = put(full(summary="Ask jane.doe@hospital.org for the labels."))
    with pytest.raises(Blocked, match="found a place that looks like") as blocked:
        publish(as_("ana"), folder, path)
    finding = blocked.value.details["findings"][0]
    assert (finding["kind"], "jane.doe@hospital.org" in str(finding)) == ("personal", False)
    waiver = NewWaiver(finding=finding["fingerprint"], reason="She agreed to be named.")
    before = digest(read_card((folder / path).read_bytes()))
    published = publish(as_("ana"), folder, path, waivers=[waiver])
    assert published.digest == before, "an approval given before stays good"
    save(folder, published)
    move_card(as_("ana"), CardMove(id=new_id(), path=path, act="publish", digest=published.digest))
    events = as_("ana").read(lambda work: work.journal.events("card", full().id))
    assert [event.kind for event in events] == ["card.recorded", "card.published", "card.waived"]
    assert b"She agreed to be named." in events[-1].payload


def test_a_card_waits_for_the_approvals_its_project_asks_for(as_, put, folder: Path):
    (folder / "mlcollab.toml").write_text("[cards]\napprovals = 1\n")
    path = put(full())
    with pytest.raises(Blocked, match="after 1 approval"):
        publish(as_("ana"), folder, path)
