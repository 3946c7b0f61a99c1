"""Jupyter's way in. Importing this loads no server, no database and no wire library: kernels import it too."""

from __future__ import annotations

from typing import Any

from ._version import __version__ as __version__


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the built JupyterLab extension is, seen from this package, and the name it is installed under."""
    return [{"src": "_labextension", "dest": "jupyter-mlcollab"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """The server extension, loaded only when a Jupyter server asks."""
    from .app import MlcollabApp

    return [{"module": "jupyter_mlcollab.app", "app": MlcollabApp}]
