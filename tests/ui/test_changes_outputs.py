"""Outputs in the view of changes: tables by cell, images, errors, data, long logs, and what runs in the sandbox."""

from __future__ import annotations

import base64
import re
import struct
import zlib
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Locator, expect

from stage.lab import ONE_WINDOWING
from stage.notebooks import PIXEL, Project, code, image_output, markdown, notebook, text_output, written
from stage.person import Person
from test_changes import cell, changes

pytestmark = ONE_WINDOWING

SIZE = 40


def png(share: float) -> str:
    """A white square, of which the lines at the top are black up to a share."""
    rows = b"".join(b"\0" + (b"\0" if line < SIZE * share else b"\xff") * 3 * SIZE for line in range(SIZE))
    parts = (
        (b"IHDR", struct.pack(">IIBBBBB", SIZE, SIZE, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows)),
        (b"IEND", b""),
    )
    chunks = (
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in parts
    )
    return base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"".join(chunks)).decode()


def display(data: dict[str, Any]) -> dict[str, Any]:
    """An output with several types."""
    return {"data": data, "metadata": {}, "output_type": "display_data"}


def frame(*rows: tuple[str, ...]) -> dict[str, Any]:
    """A data frame as pandas shows it, with the index `r0`, `r1` …"""
    head = "<thead><tr><th></th><th>name</th><th>auc</th></tr></thead>"
    body = "".join(f"<tr><th>r{n}</th>{''.join(f'<td>{text}</td>' for text in row)}</tr>" for n, row in enumerate(rows))
    html = f"<div><style>td {{}}</style><table class='dataframe'>{head}<tbody>{body}</tbody></table></div>"
    return display({"text/html": html, "text/plain": "  name auc"})


def error(value: str, line: str) -> dict[str, Any]:
    red, end = "\x1b[31m", "\x1b[39m"
    trace = [
        f"{red}{'-' * 75}{end}",
        f"{red}ValueError{end}                 Traceback (most recent call last)",
        f"Cell In[3], line 1\n----> 1 {line}",
        "File ~/churn/model.py:31, in fit(data)\n---> 31     check(data)",
        f"{red}ValueError{end}: {value}",
    ]
    return {"ename": "ValueError", "evalue": value, "output_type": "error", "traceback": trace}


def compare(person: Person, project: Project, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    """Opens a comparison of two lists of outputs, each of a cell of its own."""
    before, after = ([code(f"cell-{n}", f"show({n})", output) for n, output in enumerate(side)] for side in (old, new))
    compare_cells(person, project, before, after)


def compare_cells(person: Person, project: Project, old: list[dict[str, Any]], new: list[dict[str, Any]]) -> None:
    path = project.add("outputs.ipynb", notebook(old))
    project.file(path).write_text(written(notebook(new)), encoding="utf-8")
    entry = person.show_folder(project.name).locator(".jp-DirListing-item").filter(has_text="outputs.ipynb")
    entry.click(button="right")
    person.menu_item("Compare with HEAD").click()
    expect(changes(person)).to_contain_text("HEAD→Saved")


def output(person: Person, number: int) -> Locator:
    return cell(person, number).locator(".mlc-OutputChange")


def test_a_table_is_compared_cell_by_cell(ana: Person, project: Project) -> None:
    rows = [(f"model {n}", "0.500") for n in range(30)]
    edited = [*rows[:20], ("model 20", "0.502"), *rows[21:], ("model 30", "0.700")]
    compare(ana, project, [frame(*rows)], [frame(*edited)])
    table = output(ana, 1)
    expect(table.get_by_role("caption")).to_have_text("1 cell changed, 1 row added")
    changed = table.get_by_role("row", name=re.compile("^r20"))
    expect(changed.locator("del")).to_have_text("0.500")
    expect(changed.locator("ins")).to_have_text("0.502")
    expect(table.get_by_role("row", name=re.compile("^r30")).locator("ins")).to_have_text(["r30", "model 30", "0.700"])
    table.get_by_role("button", name="18 unchanged rows").click()
    expect(table.get_by_role("row", name=re.compile("^r0 "))).to_be_visible()
    expect(table).to_have_attribute("data-old-output", "0")
    expect(table).to_have_attribute("data-new-output", "0")

    changes(ana).get_by_text("Show", exact=True).click()
    changes(ana).get_by_label("Numbers within").select_option("1 %")
    expect(changed.locator("del")).to_have_count(0)
    expect(table.get_by_role("caption")).to_have_text("1 row added")
    changes(ana).get_by_label("Numbers within").select_option("off")
    expect(changed.locator("del")).to_have_text("0.500")
    ana.page.keyboard.press("Escape")

    table.get_by_role("button", name="Source").click()
    expect(table).to_contain_text("<table class='dataframe'>")


def test_images_are_swiped_and_their_pixels_counted(ana: Person, project: Project) -> None:
    compare(ana, project, [image_output(png(0.25))], [image_output(png(0.5))])
    pair = output(ana, 1)
    expect(pair.get_by_role("img")).to_have_count(2)
    pair.get_by_role("button", name="Swipe").click()
    slider = pair.get_by_role("slider")
    expect(slider).to_have_value("50")
    after = pair.locator(".mlc-ImageSwipe-after")
    expect(after).to_have_css("clip-path", "inset(0px 0px 0px 50%)")
    slider.focus()
    ana.page.keyboard.press("ArrowRight")
    expect(after).to_have_css("clip-path", "inset(0px 0px 0px 51%)")
    pair.get_by_role("button", name="Difference").click()
    expect(pair.get_by_role("status")).to_have_text("25 % of the pixels differ.")
    drawn = pair.locator("canvas").evaluate("canvas => [...canvas.getContext('2d').getImageData(0, 15, 1, 1).data]")
    assert drawn == [214, 39, 40, 255]


def test_errors_are_compared_by_frame(ana: Person, project: Project) -> None:
    compare(ana, project, [error("no rows", "fit(data)")], [error("9 rows", "fit(data[:9])")])
    shown = output(ana, 1)
    expect(shown.locator(".mlc-ErrorChange-name").nth(0)).to_have_text("ValueError: no rows")
    expect(shown.locator(".mlc-ErrorChange-name").nth(1)).to_have_text("ValueError: 9 rows")
    expect(shown.locator(".mlc-OutputLines-line.mlc-mod-added")).to_have_text("----> 1 fit(data[:9])")
    expect(shown).not_to_contain_text("\x1b")
    expect(shown.get_by_text("model.py:31")).to_be_hidden()
    shown.get_by_text("1 unchanged frame").click()
    expect(shown.get_by_text("model.py:31")).to_be_visible()


def test_data_is_compared_by_value(ana: Person, project: Project) -> None:
    def metrics(auc: float) -> dict[str, Any]:
        return display({"application/json": {"test": {"auc": auc, "n": [1, 2]}}, "text/plain": "<JSON object>"})

    compare(ana, project, [metrics(0.871)], [metrics(0.893)])
    expect(output(ana, 1)).to_contain_text("test.auc: 0.871 → 0.893")
    expect(output(ana, 1)).not_to_contain_text("test.n")


def test_a_log_of_five_megabytes_is_loaded_when_asked_for(ana: Person, project: Project) -> None:
    lines = [f"step {n:06} loss 0.5 and what else a training says of itself" for n in range(90_000)]
    before = text_output("\n".join(lines))
    lines[60_000] = lines[60_000].replace("0.5", "0.4")
    compare(ana, project, [before], [text_output("\n".join(lines))])
    log = output(ana, 1)
    log.get_by_role("button", name=re.compile("^Show 5.* MB of text$")).click()
    expect(log.locator("ins")).to_have_text("step 060000 loss 0.4 and what else a training says of itself")
    expect(log.locator("ins .mlc-OutputLines-word")).to_have_text("4")
    log.get_by_role("button", name="59998 unchanged lines").click()
    expect(log).to_contain_text("step 000199")
    assert log.locator("*").count() < 500


def test_markdown_is_read_before_and_after(ana: Person, project: Project) -> None:
    attached = {"attachments": {"roc.png": {"image/png": PIXEL}}}
    remote = "![far](https://foreign.example/p.png)"
    old = markdown("note", f"# Result\n\nThe AUC is 0.871.\n\n{remote} ![roc](attachment:roc.png)") | attached
    new = markdown("note", f"# Result\n\nThe AUC is 0.893, $x^2$.\n\n{remote} ![roc](attachment:roc.png)") | attached
    compare_cells(ana, project, [old], [new])
    note = cell(ana, 1)
    expect(note.locator(".cm-merge-b .cm-changedLine")).to_contain_text("The AUC is 0.893")
    note.get_by_role("button", name="Rendered").click()
    expect(note.get_by_role("heading", name="Result")).to_have_count(2)
    expect(note.locator("del")).to_have_text("871")
    expect(note.locator("ins").first).to_contain_text("893")
    expect(note.locator("mjx-container")).to_have_count(1)
    expect(note.get_by_role("img", name="roc")).to_have_count(2)
    expect(note).to_contain_text("[image: far]")
    note.get_by_role("button", name="Source").click()
    expect(note.locator(".cm-merge-b")).to_be_visible()
    changes(ana).get_by_text("Show", exact=True).click()
    changes(ana).get_by_label("Rendered Markdown").click()
    # What was chosen for the cell holds.
    expect(note.locator(".cm-merge-b")).to_be_visible()
    changes(ana).get_by_label("Rendered Markdown").click()


HOSTILE = """<p id="drawn">drawn</p><script>
const said = [];
const attempt = (name, act) => { try { act(); said.push(name); } catch { /* as it should be */ } };
attempt('parent', () => parent.parent.document.body.append('reached'));
attempt('top', () => { top.location = 'ELSEWHERE/top'; });
attempt('cookie', () => { document.cookie; });
attempt('storage', () => { localStorage.length; });
attempt('peers', () => { new RTCPeerConnection(); });
attempt('popup', () => { if (!window.open('ELSEWHERE/popup')) throw 0; });
fetch('ELSEWHERE/fetch').then(() => said.push('fetch'), () => {});
fetch(location.ancestorOrigins[1] + '/api/contents').then(() => said.push('contents'), () => {});
new Image().src = 'ELSEWHERE/pixel.png';
navigator.sendBeacon('ELSEWHERE/beacon');
for (const tag of ['iframe', 'img', 'script']) {
  const element = document.createElement(tag);
  element.src = 'ELSEWHERE/' + tag;
  document.body.append(element);
}
const form = document.createElement('form');
form.action = 'ELSEWHERE/form';
document.body.append(form);
form.submit();
setTimeout(() => {
  document.getElementById('drawn').textContent = 'reached: ' + said.join();
}, 500);
setTimeout(() => { location.href = 'ELSEWHERE/elsewhere'; }, 4000);
</script><link rel="stylesheet" href="ELSEWHERE/style.css"><meta http-equiv="refresh"
content="9;url=ELSEWHERE/refresh">"""

# What a browser says of what it refused: that is what is to be shown.
REFUSED = (
    "Content Security Policy",
    "sandboxed",
    "Unsafe attempt",
    "Blocked",
    "BLOCKED",
    "violates",
    "chrome-error",
    # The journeys' own script runs twice in a frame that ends on a browser's page for errors.
    "Cannot redefine property: jupyterapp",
)


class Elsewhere(ThreadingHTTPServer):
    """A server that outputs try to reach, and what was asked of it."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        super().__init__(("127.0.0.1", 0), Answering)
        self.address = f"http://127.0.0.1:{self.server_port}"

    def __enter__(self) -> Elsewhere:
        Thread(target=self.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_: object) -> None:
        self.shutdown()
        self.server_close()


class Answering(BaseHTTPRequestHandler):
    server: Elsewhere

    def do_GET(self) -> None:
        self.server.asked.append(self.path)
        self.send_response(204)
        self.end_headers()

    def do_POST(self) -> None:
        self.do_GET()

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def test_a_hostile_output_reaches_nothing_from_the_sandbox(ana: Person, project: Project) -> None:
    drawing = (
        "<svg xmlns='http://www.w3.org/2000/svg' onload='parent.parent.hacked = 1'><text y='20'>graph</text></svg>"
    )
    plotly, program = "application/vnd.plotly.v1+json", "application/javascript"
    old = [
        display({"text/html": "<b>harmless</b>"}),
        display({"image/svg+xml": drawing}),
        display({plotly: {"data": [{"y": [1, 2]}]}}),
        display({program: "element.textContent = 'one'"}),
    ]
    new = [
        display({"text/html": ""}),
        display({"image/svg+xml": drawing.replace("graph", "curve")}),
        display({plotly: {"data": [{"y": [1, 3]}]}}),
        display({program: "element.textContent = 'two </script>'"}),
    ]
    with Elsewhere() as elsewhere, ana.tolerating(*REFUSED):
        new[0]["data"]["text/html"] = HOSTILE.replace("ELSEWHERE", elsewhere.address)
        compare(ana, project, old, new)
        expect(output(ana, 1)).to_contain_text("<b>harmless</b>")
        expect(changes(ana).locator("iframe")).to_have_count(0)
        output(ana, 1).get_by_role("button", name="Show in sandbox").click()
        inside = output(ana, 1).frame_locator("iframe").last.frame_locator("iframe")
        expect(inside.locator("#drawn")).to_have_text("reached: ")
        expect(output(ana, 1)).to_contain_text("The sandbox has none")

        drawn = output(ana, 2)
        drawn.get_by_role("button", name="Show in sandbox").click()
        expect(drawn.frame_locator("iframe").last.frame_locator("iframe").locator("text")).to_have_text("curve")
        ana.page.keyboard.press("n")
        plot = output(ana, 3)
        expect(plot).to_contain_text("data.0.y.1: 2 → 3")
        plot.get_by_role("button", name="Show in sandbox").click()
        expect(plot).to_contain_text("needs the Plotly library")
        expect(plot.locator("iframe")).to_have_count(0)
        script = output(ana, 4)
        script.get_by_role("button", name="Show in sandbox").click()
        text = script.frame_locator("iframe").last.frame_locator("iframe").locator("#output")
        expect(text).to_have_text("two </script>")
        # At last it tries to go elsewhere, and ends nowhere.
        expect(inside.locator("#drawn")).to_have_count(0)
        assert not ana.page.evaluate("'hacked' in window")
        assert "reached" not in ana.page.locator("body").inner_text()
        ana.tidy()
        with urlopen(f"{elsewhere.address}/by-us"):
            assert elsewhere.asked == ["/by-us"]
