"""The search for secrets and personal data as the browser asks for it."""

from __future__ import annotations

import asyncio
import json
import time

import pytest
from tornado.simple_httpclient import HTTPTimeoutError

from jupyter_mlcollab.access import project as access_project
from jupyter_mlcollab.core.errors import CollabError
from jupyter_mlcollab.privacy import service
from jupyter_mlcollab.privacy.reading import scan_bytes

MAIL = "ana.lopez@uni.churn"


async def test_a_saved_file_is_looked_through(ask, project, notebook):
    content = json.loads(notebook.read_text(encoding="utf-8"))
    content["cells"].append({"id": "to", "cell_type": "raw", "metadata": {}, "source": f"for {MAIL}"})
    notebook.write_text(json.dumps(content), encoding="utf-8")
    answer = await ask("vera", "POST", f"projects/{project}/privacy/scan", {"path": "churn/train.ipynb"})
    assert (answer.status, answer.body["ignored"], answer.body["leftOut"]) == (200, False, 0)
    (finding,) = answer.body["findings"]
    assert (finding["rule"], finding["cell"], finding["cellId"], finding["start"]) == ("e-mail", 2, "to", 4)
    assert MAIL not in json.dumps(answer.body)


async def test_what_the_project_says_counts(ask, project, notebook, jp_root_dir, monkeypatch):
    monkeypatch.setattr(access_project, "SETTINGS_SECONDS", -1)
    scan = ("vera", "POST", f"projects/{project}/privacy/scan", {"path": "churn/train.ipynb"})
    notebook.write_text(f'"{MAIL}"', encoding="utf-8")
    assert len((await ask(*scan)).body["findings"]) == 1
    (jp_root_dir / "mlcollab.toml").write_text('[privacy]\nignore = ["churn/*"]\n')
    answer = await ask(*scan)
    assert (answer.status, answer.body["ignored"], answer.body["findings"]) == (200, True, [])
    (jp_root_dir / "mlcollab.toml").write_text('[privacy]\nnational_ids = ["mars"]\n')
    assert (await ask(*scan)).status == 422


async def test_what_cannot_be_looked_through_is_said(ask, project, jp_root_dir):
    (jp_root_dir / "latin.txt").write_bytes(b"caf\xe9")
    for path, status in (
        ("none.txt", 404),
        ("latin.txt", 422),
        ("churn", 404),
        ("../x", 422),
        (".env", 422),
        ("", 422),
    ):
        answer = await ask("vera", "POST", f"projects/{project}/privacy/scan", {"path": path})
        assert (answer.status, bool(answer.body["message"])) == (status, True), path


async def test_a_search_ends_when_nobody_waits_for_it(jp_fetch, project, jp_root_dir, monkeypatch):
    ended: list[str] = []

    def watched(data, path, choice, gone):
        # Long enough for the browser to have left, however fast the search is.
        for _ in range(600):
            if gone():
                break
            time.sleep(0.1)
        try:
            answer = scan_bytes(data, path, choice, gone)
            ended.append("found")
            return answer
        except CollabError as error:
            ended.append(error.message)
            raise

    monkeypatch.setattr(service, "scan_bytes", watched)
    line = f"for {MAIL} and 4012 8888 8888 1881 or key = a{'b1' * 20}\n"
    (jp_root_dir / "large.txt").write_text(line * (2 * 1024**2 // len(line)))
    with pytest.raises(HTTPTimeoutError):
        await jp_fetch(
            "mlcollab", "api", "projects", project, "privacy", "scan", method="POST",
            body=json.dumps({"path": "large.txt"}), request_timeout=0.5,
            headers={"Authorization": "token vera", "Content-Type": "application/json"},
        )  # fmt: skip
    for _ in range(600):
        if ended:
            break
        await asyncio.sleep(0.1)
    assert ended == ["The search was stopped."]
