"""A page without a browser: it runs cells in a real kernel, keeps the state of widgets, and types into them, by the
messages that JupyterLab sends."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jupyter_client.manager import start_new_kernel

WIDGET_TYPE = "application/vnd.jupyter.widget-view+json"
PATIENCE_S = 60.0


class WidgetsPage:
    """What the page was told so far: `widgets` by model id, `outputs` in order, `messages` of widgets with the time of
    each in seconds."""

    def __init__(self) -> None:
        self._manager, self._client = start_new_kernel()
        self._forget()

    def begin(self, folder: Path) -> WidgetsPage:
        """An empty page, of a kernel in that folder without variables and widgets."""
        self.run(f"import os; os.chdir({str(folder)!r})")
        self.run("import ipywidgets; ipywidgets.Widget.close_all()")
        self.run("from jupyter_mlcollab.kernel.open_card import FORMS; FORMS.clear()")
        self.run("%reset -f")
        self._forget()
        return self

    def _forget(self) -> None:
        self.widgets: dict[str, dict[str, Any]] = {}
        self.outputs: list[dict[str, Any]] = []
        self.messages: list[float] = []
        self.errors: list[str] = []

    def run(self, source: str) -> None:
        """Runs a cell to its end."""
        asked = self._client.execute(source)
        self._listen(
            lambda message: (
                message["parent_header"].get("msg_id") == asked
                and message["msg_type"] == "status"
                and message["content"]["execution_state"] == "idle"
            )
        )
        assert not self.errors, "\n".join(self.errors)

    def labelled(self, label: str) -> str:
        """The model id of the control of that label, the newest."""
        return [name for name, state in self.widgets.items() if state.get("description") == label][-1]

    def value(self, label: str) -> Any:
        return self.widgets[self.labelled(label)]["value"]

    def type(self, label: str, value: str) -> None:
        """Fills a control and leaves it, and waits for the kernel to have heard of it."""
        model = self.labelled(label)
        self.widgets[model]["value"] = value
        self._tell(model, {"method": "update", "state": {"value": value}, "buffer_paths": []})
        self.run("")

    def press(self, label: str) -> None:
        """Presses a button."""
        self._tell(self.labelled(label), {"method": "custom", "content": {"event": "click"}})
        self.run("")

    def texts(self) -> list[str]:
        """The text of every label and piece of HTML that is there."""
        return [str(state["value"]) for state in self.widgets.values() if state["_model_name"] in _TEXTS]

    def close(self) -> None:
        self._client.stop_channels()
        self._manager.shutdown_kernel(now=True)

    def _tell(self, model: str, data: dict[str, Any]) -> None:
        message = self._client.session.msg("comm_msg", {"comm_id": model, "data": data})
        self._client.shell_channel.send(message)

    def _listen(self, is_last: Callable[[dict[str, Any]], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            message = self._client.get_iopub_msg(timeout=PATIENCE_S)
            self._hear(message["msg_type"], message["content"])
            if is_last(message):
                return
        raise TimeoutError("the cell did not end")

    def _hear(self, kind: str, content: dict[str, Any]) -> None:
        if kind == "comm_open":
            self.widgets[content["comm_id"]] = content["data"]["state"]
        elif kind == "comm_msg":
            self.messages.append(time.monotonic())
            self.widgets[content["comm_id"]] |= content["data"].get("state", {})
        elif kind == "comm_close":
            self.widgets.pop(content["comm_id"], None)
        elif kind in ("display_data", "update_display_data"):
            self._show(content)
        elif kind == "error":
            self.errors += content["traceback"]

    def _show(self, content: dict[str, Any]) -> None:
        """An output, in the place of those with the same name."""
        name = content["transient"].get("display_id")
        former = [output for output in self.outputs if output["name"] == name]
        for output in former:
            output["data"] = content["data"]
        if not former:
            self.outputs.append({"name": name, "data": content["data"]})


_TEXTS = {"LabelModel", "HTMLModel"}
