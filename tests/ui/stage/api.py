"""The server's routes, for what a journey finds already there and for what it counts at the end."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from jupyter_mlcollab.core.ids import new_id

from .lab import Lab
from .notebooks import Project


def ask(lab: Lab, who: str, verb: str, route: str, body: object = None) -> Any:
    """What a route answers to a person."""
    data = None if body is None else json.dumps(body).encode()
    headers = {"Authorization": f"token token-{who}", "Content-Type": "application/json"}
    request = Request(f"{lab.address}mlcollab/api/{route}", data=data, headers=headers, method=verb)
    with urlopen(request, timeout=20) as answer:
        return json.loads(answer.read() or b"null")


class Conversation:
    """The threads of one notebook, as somebody who knows the routes would write and read them."""

    def __init__(self, lab: Lab, project: Project, path: str) -> None:
        self._lab, self._project, self._path = lab, project, path
        self.id: str = ask(lab, "ana", "GET", f"projects?path={quote(path)}")["id"]

    def start(self, who: str, body: str, index: int = 3, **changes: Any) -> str:
        """A thread on a cell; its id."""
        thread = {
            "id": new_id(),
            "path": self._path.removeprefix(f"{self._project.name}/"),
            "target": {"kind": "cell", "surroundings": self._surroundings(index)},
            "body": body,
            **changes,
        }
        return str(ask(self._lab, who, "POST", f"projects/{self.id}/threads", thread)["id"])

    def reply(self, who: str, thread: str, body: str) -> None:
        ask(self._lab, who, "POST", f"projects/{self.id}/threads/{thread}/comments", {"id": new_id(), "body": body})

    def threads(self) -> list[dict[str, Any]]:
        path = quote(self._path.removeprefix(f"{self._project.name}/"))
        return list(ask(self._lab, "ana", "GET", f"projects/{self.id}/threads?path={path}")["threads"])

    def said(self) -> list[str]:
        """The texts of all comments, in the order of their threads."""
        return [comment["body"] for thread in self.threads() for comment in thread["comments"]]

    def _surroundings(self, index: int) -> dict[str, Any]:
        cells = self._project.cells(self._path)
        source = ["".join(cell["source"]) for cell in cells]
        headings = [line for text in source[:index] for line in text.splitlines() if line.startswith("#")]
        return {
            "cellId": cells[index]["id"],
            "cellType": cells[index]["cell_type"],
            "index": index,
            "cellCount": len(cells),
            "idsTrusted": True,
            "source": source[index],
            "previousSource": source[index - 1] if index > 0 else None,
            "nextSource": source[index + 1] if index + 1 < len(cells) else None,
            "headings": [heading.lstrip("# ") for heading in headings],
        }
