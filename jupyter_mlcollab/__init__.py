"""Jupyter's way in, and that of notebooks: `import jupyter_mlcollab as mlcollab`.

Importing this loads no server, no database and no wire library. What notebooks use is loaded when they use it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from ._version import __version__ as __version__

if TYPE_CHECKING:
    from .kernel.magic import load as load_ipython_extension
    from .kernel.open_card import card, log

__all__ = ["__version__", "card", "load_ipython_extension", "log"]


def __getattr__(name: str) -> Any:
    """`card`, `log` and `load_ipython_extension`, loaded at their first use."""
    if name in ("card", "log"):
        from .kernel import open_card

        return getattr(open_card, name)
    if name == "load_ipython_extension":
        from .kernel.magic import load

        return load
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def _jupyter_labextension_paths() -> list[dict[str, str]]:
    """Where the built JupyterLab extension is, seen from this package, and the name it is installed under."""
    return [{"src": "_labextension", "dest": "jupyter-mlcollab"}]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """The server extension, loaded only when a Jupyter server asks."""
    from .app import MlcollabApp

    return [{"module": "jupyter_mlcollab.app", "app": MlcollabApp}]
