"""From one browser's post to the other's screen, beside the bare round trip of a WebSocket, in one run.

    python tests/benchmarks/live.py [--posts 200]

One real JupyterLab, two people in two Chromium contexts, one thread open in both. Timing begins when the first page
posts a reply and ends when the second page has drawn it. Between the posts the second page sends a message to a bare
echo over a WebSocket on the same machine and waits for it to come back.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import threading
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from tornado import httpserver, netutil, web, websocket

from machine import machine, percentile, summary

sys.path.insert(0, str(Path(__file__).parents[1] / "ui"))

from stage.lab import Lab
from stage.notebooks import new_project
from stage.person import Person

WATCH = """(text) => {
  window.__seen = new Promise(resolve => {
    const observer = new MutationObserver(mutations => {
      // Only what changed is looked at: the page's whole text would cost more than what is measured.
      if (mutations.some(({ target }) => target.textContent.includes(text))) {
        observer.disconnect();
        requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()));
      }
    });
    observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  });
}"""
POST = """async ({ path, body }) => {
  const xsrf = document.cookie.match(/_xsrf=([^;]+)/)[1];
  const began = performance.timeOrigin + performance.now();
  const answer = await fetch(path, { method: 'POST', body: JSON.stringify(body),
    headers: { 'Content-Type': 'application/json', 'X-XSRFToken': xsrf } });
  return { began, status: answer.status, text: await answer.text() };
}"""
ECHO = """async (address) => {
  window.__echo ??= await new Promise(open => {
    const socket = new WebSocket(address);
    socket.onopen = () => open(socket);
  });
  const began = performance.now();
  await new Promise(back => { window.__echo.onmessage = back; window.__echo.send('x'); });
  return performance.now() - began;
}"""


class Echo(websocket.WebSocketHandler):
    """The bare round trip."""

    def check_origin(self, origin: str) -> bool:
        return True

    def on_message(self, message: str | bytes) -> None:
        self.write_message(message)


def echo_address() -> str:
    """Starts the echo on a thread of its own."""
    sockets = netutil.bind_sockets(0, "127.0.0.1")

    async def serve() -> None:
        httpserver.HTTPServer(web.Application([("/", Echo)])).add_sockets(sockets)
        await asyncio.Event().wait()

    threading.Thread(target=lambda: asyncio.run(serve()), daemon=True).start()
    return f"ws://127.0.0.1:{sockets[0].getsockname()[1]}/"


def measure(ana: Person, bo: Person, path: str, posts: int) -> tuple[list[float], list[float]]:
    """Milliseconds from post to screen, and of the bare round trip."""
    from jupyter_mlcollab.core.ids import new_id

    seen, bare = [], []
    echo = echo_address()
    for number in range(posts):
        bare.append(bo.page.evaluate(ECHO, echo))
        text = f"benchmark reply number {number} ends here"
        bo.page.evaluate(WATCH, text)
        sent: dict[str, Any] = ana.page.evaluate(POST, {"path": path, "body": {"id": new_id(), "body": text}})
        if sent["status"] != 200:
            raise RuntimeError(sent["text"])
        seen.append(bo.page.evaluate("window.__seen") - sent["began"])
    return seen, bare


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=200)
    arguments = parser.parse_args()
    print(machine("jupyterlab", "jupyter-server", "jupyter-mlcollab", "playwright"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        lab = Lab(Path(folder) / "home", Path(folder) / "work", "contentVisibility").start()
        browser = play.chromium.launch(executable_path=shutil.which("chromium"))
        try:
            project = new_project(lab.root, "live")
            notebook = project.add("train.ipynb")
            ana, bo = (Person(browser, lab, who).enter().open(notebook) for who in ("ana", "bo"))
            with ana.page.expect_response(
                lambda r: r.request.method == "POST" and r.url.endswith("/threads")
            ) as opened:
                ana.comment(0, "The thread that is measured")
            address = opened.value.url + "/" + opened.value.json()["id"] + "/comments"
            bo.marker(0).click()
            bo.threads.get_by_text("The thread that is measured").first.wait_for()
            seen, bare = measure(ana, bo, address, arguments.posts)
        finally:
            browser.close()
            lab.stop()
    print(f"post to the other's screen  {summary(seen)}")
    print(f"bare WebSocket round trip   {summary(bare)}")
    print(f"p99 above the bare p99      {percentile(seen, 99) - percentile(bare, 99):.1f} ms")


if __name__ == "__main__":
    main()
