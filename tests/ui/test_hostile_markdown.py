"""Comments that attack: drawn harmless. Canaries listen for dialogs, console errors, foreign requests and commands."""

from __future__ import annotations

from playwright.sync_api import expect

from stage.api import Conversation
from stage.hostile import HIDDEN, PAYLOADS
from stage.lab import ONE_WINDOWING, Lab
from stage.notebooks import Project
from stage.person import Person

pytestmark = ONE_WINDOWING

# No attribute but these may reach the page from a comment; formulas are MathJax's own and looked at apart.
CLEAN = """drawn => {
  const allowed = new Set(['href', 'target', 'rel', 'start', 'align', 'title']);
  const bad = [];
  for (const node of drawn.querySelectorAll('*')) {
    if (node.closest('mjx-container')) {
      for (const { name, value } of node.attributes) {
        if (name.startsWith('on') || /javascript:/i.test(value) || name.startsWith('data-commandlinker')) {
          bad.push(`${node.localName} ${name}=${value}`);
        }
      }
      continue;
    }
    const active = /^(script|style|img|svg|math|iframe|form|button|input|video|audio|object|embed|base|meta|link)$/;
    if (active.test(node.localName)) {
      bad.push(node.localName);
    }
    for (const { name, value } of node.attributes) {
      const ours = name === 'class' && value.startsWith('mlc-');
      if (!ours && !allowed.has(name)) bad.push(`${node.localName} ${name}=${value}`);
      if (name === 'href' && !/^(https?|mailto):/.test(value)) bad.push(`href ${value}`);
    }
  }
  return bad;
}"""

LISTEN = """() => {
  window.ranCommands = [];
  window.jupyterapp.commands.commandExecuted.connect((_, { id }) => window.ranCommands.push(id));
}"""


def test_hostile_markdown(ana: Person, lab: Lab, project: Project) -> None:
    path = project.add("train.ipynb")
    talk = Conversation(lab, project, path)
    thread = talk.start("bo", PAYLOADS[0])
    for payload in PAYLOADS[1:]:
        talk.reply("bo", thread, payload)
    ana.open(path)
    ana.page.evaluate(LISTEN)
    ana.marker(3).click()
    expect(ana.comments()).to_have_count(len(PAYLOADS))
    drawn = ana.threads.locator(".mlc-Markdown:not(.mlc-mod-plain)")
    expect(drawn).to_have_count(len(PAYLOADS))
    expect(ana.threads.locator("mjx-container").first).to_be_visible()

    for number, payload in enumerate(PAYLOADS):
        assert drawn.nth(number).evaluate(CLEAN) == [], payload
    before = ana.page.url
    for number in range(len(PAYLOADS)):
        # Everything but links to other sites, which open in a tab of their own.
        for element in drawn.nth(number).locator("xpath=.//*[not(ancestor-or-self::*[@href])]").all():
            element.dispatch_event("click")
    assert ana.page.evaluate("window.ranCommands") == []
    assert ana.page.url == before
    expect(ana.notebook).to_be_visible()
    expect(drawn.nth(PAYLOADS.index(HIDDEN))).to_contain_text("U+202Eevil")


def test_hostile_names(ana: Person, lab: Lab, project: Project) -> None:
    name = "<img src=x onerror=alert(1)>\u202etxt.ipynb"
    path = project.add(name)
    Conversation(lab, project, path).start("bo", "Look at the name of this file")
    ana.open(path)
    ana.show_panel().get_by_role("button", name="Whole project").click()
    expect(ana.row("Look at the name")).to_have_count(1)
    expect(ana.panel.locator("img")).to_have_count(0)
    expect(ana.panel).to_contain_text("<img src=x onerror=alert(1)>")


def test_comments_that_are_refused(ana: Person, project: Project) -> None:
    ana.open(project.add("train.ipynb"))
    ana.add(3)
    box = ana.composer.get_by_role("textbox")
    send = ana.composer.get_by_role("button", name="Comment", exact=True)
    expect(send).to_be_disabled()
    box.fill("   \n ")
    expect(send).to_be_disabled()
    box.fill("é" * (33 * 1024))
    expect(ana.composer).to_contain_text("A comment holds 64 KB")
    expect(send).to_be_disabled()
    box.fill("fine \u0007")
    with ana.tolerating("status of 422"):
        send.click()
        expect(ana.notebook.get_by_text("control character")).to_be_visible()
