"""What the code runs on: Python, system, hardware, and the packages that are imported."""

from __future__ import annotations

import os
import platform
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..cards.card import CardEnvironment
from .values import loaded

_FOLDER = re.compile(
    r"(?P<name>[A-Za-z0-9][A-Za-z0-9._]*?)-(?P<version>[0-9][^-]*?)(?:-py\d[\d.]*(?:-.*)?)?\.(?:dist|egg)-info"
)
_TOP = re.compile(r"^(?P<top>[A-Za-z_]\w*)(?:/|(?:\.[\w-]+)*\.(?:py|so|pyd),)", re.MULTILINE)
_TOP_OF_NAMESPACE = re.compile(r"^(?P<top>[A-Za-z_]\w*)/(?P<second>[A-Za-z_]\w*)", re.MULTILINE)


class Packages:
    """The installed packages, and which imported modules are theirs. Remembers what it found."""

    def __init__(self) -> None:
        self._installed: dict[str, tuple[str, Path]] | None = None
        self._owners: dict[str, set[str]] = {}
        self._names: dict[str, str] = {}

    def imported(self, modules: Iterable[str]) -> dict[str, str]:
        """Names and versions of the packages that those modules are from, by name.

        Most packages are called like their module. The lists of files are read for the others only.
        """
        tops = {name.partition(".")[0] for name in modules} - set(sys.stdlib_module_names) - {"__main__"}
        installed = self._installed_packages()
        unknown = {top for top in tops if top not in self._owners}
        for top in {top for top in unknown if top.lower().replace("-", "_") in installed}:
            self._owners[top] = {top.lower()}
        missing = {top for top in unknown - self._owners.keys() if _is_installed(top)}
        if missing:
            self._read_lists(missing)
        for top in unknown - self._owners.keys():
            self._owners[top] = set()
        found = {name for top in tops for name in self._owners[top]}
        return {self._names[name]: installed[name][0] for name in sorted(found)}

    def prepare(self) -> None:
        """Looks for what is imported so far, so that less is left to do later."""
        self.imported(list(sys.modules))

    def _installed_packages(self) -> dict[str, tuple[str, Path]]:
        """Version and folder of each package, by normalized name; what comes first on the path counts."""
        if self._installed is None:
            self._installed = {}
            for folder in _listed(sys.path):
                matched = _FOLDER.fullmatch(folder.name)
                if matched is not None:
                    name = re.sub(r"[._]+", "_", matched["name"]).lower()
                    self._installed.setdefault(name, (matched["version"], folder))
                    self._names.setdefault(name, name.replace("_", "-"))
        return self._installed

    def _read_lists(self, tops: set[str]) -> None:
        """Looks for modules in the lists of files of all packages."""
        namespaces = {top for top in tops if getattr(sys.modules.get(top), "__file__", None) is None}
        for name, (_, folder) in self._installed_packages().items():
            files = _text(folder / "RECORD") or _text(folder / "top_level.txt").replace("\n", "/\n")
            for top in tops & {found["top"] for found in _TOP.finditer(files)}:
                if top in namespaces and not _is_part_imported(top, files):
                    continue
                self._owners.setdefault(top, set()).add(name)


PACKAGES = Packages()


def environment() -> CardEnvironment:
    """What this process runs on now. What cannot be told is left out."""
    found = CardEnvironment(
        python=platform.python_version(),
        system=platform.platform(aliased=True, terse=True),
        machine=platform.machine() or None,
        processor=_processor(),
        memory_gb=_memory_gb(),
        accelerators=_accelerators(),
    )
    found.packages = PACKAGES.imported(list(sys.modules))
    return found


def _listed(path: Iterable[str]) -> Iterator[Path]:
    for place in path:
        try:
            with os.scandir(place or ".") as entries:
                names = [entry.name for entry in entries if entry.name.endswith("-info")]
        except OSError:
            continue
        yield from (Path(place, name) for name in names)


def _is_installed(top: str) -> bool:
    """Whether a module comes from where packages are installed, and not from the project beside the notebook."""
    module = sys.modules.get(top)
    places = [getattr(module, "__file__", None) or "", *(str(place) for place in getattr(module, "__path__", []))]
    return any("site-packages" in place or "dist-packages" in place for place in places)


def _is_part_imported(top: str, files: str) -> bool:
    parts = {f"{found['top']}.{found['second']}" for found in _TOP_OF_NAMESPACE.finditer(files) if found["top"] == top}
    return not parts.isdisjoint(sys.modules)


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return ""


def _processor() -> str | None:
    """How many processors of what kind, as in `8 × AMD EPYC 7763`."""
    name = platform.processor() or platform.machine()
    try:
        with Path("/proc/cpuinfo").open(encoding="utf-8", errors="replace") as stream:
            name = next((line.partition(":")[2].strip() for line in stream if line.startswith("model name")), name)
    except OSError:
        pass
    return f"{os.cpu_count() or 1} × {name}"[:200] if name else None


def _memory_gb() -> float | None:
    try:
        return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9, 1)
    except (AttributeError, ValueError, OSError):
        return None


def _accelerators() -> list[str]:
    """The accelerators that PyTorch has already taken into use. It is not asked before, since asking starts them."""
    torch = loaded("torch")
    try:
        cuda = torch.cuda
        names = [cuda.get_device_name(n) for n in range(cuda.device_count())] if cuda.is_initialized() else []
        return [str(name)[:200] for name in names[:16]]
    except Exception:
        return []
