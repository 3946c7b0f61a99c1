"""Looks at what is installed: versions, and which extensions Jupyter's configuration switches on."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from .. import __version__
from .schema import Finding, ok, problem, warning

LAB_EXTENSION = "jupyter-mlcollab"
_LEAST = {"jupyterlab": (4, 4), "jupyter_server": (2, 20)}


def examine_installation() -> Iterator[Finding]:
    """Versions, our extension on both sides, how people sign in, and what nbdime brings along."""
    settings, page = _server_settings(), _page_settings()
    yield ok("jupyter_mlcollab", f"{__version__}, on Python {sys.version.split()[0]}")
    yield from (_package(name, least) for name, least in _LEAST.items())
    yield _server_extension(settings)
    yield _lab_extension(page)
    yield _sign_in(settings)
    yield from _nbdime(settings, page)


def _package(name: str, least: tuple[int, int]) -> Finding:
    needed = ".".join(map(str, least))
    try:
        found = version(name)
    except PackageNotFoundError:
        return problem(name, "not installed", f"pip install '{name}>={needed}'")
    if tuple(int(part) for part in found.split(".")[:2] if part.isdigit()) < least:
        return problem(name, f"{found} is too old", f"pip install --upgrade '{name}>={needed}'")
    return ok(name, found)


def _server_extension(settings: Mapping[str, Any]) -> Finding:
    if _server_extensions(settings).get("jupyter_mlcollab"):
        return ok("server extension", "switched on")
    return problem("server extension", "not switched on", "jupyter server extension enable jupyter_mlcollab")


def _lab_extension(page: Mapping[str, Any]) -> Finding:
    from jupyter_core.paths import jupyter_path

    folders = [Path(folder) / LAB_EXTENSION for folder in jupyter_path("labextensions")]
    if not any((folder / "package.json").is_file() for folder in folders):
        return problem("JupyterLab extension", "not installed", "pip install --force-reinstall jupyter_mlcollab")
    disabled = _disabled(page)
    if any(name == LAB_EXTENSION or name.startswith(f"{LAB_EXTENSION}:") for name in disabled):
        return problem("JupyterLab extension", "switched off", f"jupyter labextension enable {LAB_EXTENSION}")
    return ok("JupyterLab extension", "switched on")


def _sign_in(settings: Mapping[str, Any]) -> Finding:
    if user := os.environ.get("JUPYTERHUB_USER"):
        return ok("sign-in", f"JupyterHub, as {user}: names are verified")
    chosen = settings.get("ServerApp", {}).get("identity_provider_class")
    if chosen:
        return ok("sign-in", f"{chosen}: names are verified")
    return ok(
        "sign-in", "token or password, so people say who they are, unless jupyter_server_config.py says otherwise"
    )


def _nbdime(settings: Mapping[str, Any], page: Mapping[str, Any]) -> Iterator[Finding]:
    """Its installation switches both on. We use neither, and their buttons stand beside ours."""
    if _server_extensions(settings).get("nbdime"):
        yield warning(
            "nbdime", "its server extension is on, which nothing here needs", "jupyter server extension disable nbdime"
        )
    from jupyter_core.paths import jupyter_path

    installed = any((Path(folder) / "nbdime-jupyterlab").is_dir() for folder in jupyter_path("labextensions"))
    if installed and "nbdime-jupyterlab" not in _disabled(page):
        yield warning(
            "nbdime",
            "its JupyterLab extension is on, which nothing here needs",
            "jupyter labextension disable nbdime-jupyterlab",
        )


def _server_extensions(settings: Mapping[str, Any]) -> Mapping[str, bool]:
    found: Mapping[str, bool] = settings.get("ServerApp", {}).get("jpserver_extensions", {})
    return found


def _disabled(page: Mapping[str, Any]) -> set[str]:
    return {name for name, off in page.get("disabledExtensions", {}).items() if off}


def _server_settings() -> dict[str, Any]:
    """The server's settings in JSON; those in Python are not run just for looking."""
    from jupyter_core.paths import jupyter_config_path

    files: list[Path] = []
    for folder in map(Path, reversed(jupyter_config_path())):
        files += sorted((folder / "jupyter_server_config.d").glob("*.json"))
        files += [folder / "jupyter_server_config.json"]
    return _merged(files)


def _page_settings() -> dict[str, Any]:
    from jupyter_core.paths import jupyter_config_path

    folders = [Path(folder) / "labconfig" for folder in reversed(jupyter_config_path())]
    return _merged([folder / "page_config.json" for folder in folders])


def _merged(files: list[Path]) -> dict[str, Any]:
    """The objects in the files, later ones over earlier ones; what cannot be read says nothing."""
    merged: dict[str, Any] = {}
    for file in files:
        try:
            found = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        _merge(merged, found if isinstance(found, dict) else {})
    return merged


def _merge(into: dict[str, Any], found: dict[str, Any]) -> None:
    for key, value in found.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            _merge(into[key], value)
        else:
            into[key] = value
