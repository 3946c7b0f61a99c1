"""Where a project's database may be: on a disk of this machine.

SQLite's write-ahead log needs memory shared between its readers and writers, which network file systems do not
give: the database hangs or is damaged (https://sqlite.org/wal.html, section 1). So they are refused by type.
"""

from __future__ import annotations

import re
from pathlib import Path

from ..core.errors import Unavailable

_MOUNTS = Path("/proc/self/mounts")

_NETWORK = frozenset(
    {
        "9p", "acfs", "afs", "beegfs", "ceph", "cifs", "coda", "davfs", "gfs", "gfs2", "glusterfs", "gpfs", "lustre",
        "ncpfs", "nfs", "nfs3", "nfs4", "ocfs2", "orangefs", "panfs", "pvfs2", "smb3", "smbfs", "wekafs",
    }
)  # fmt: skip

_LOCAL_FUSE = frozenset(
    {"fuseblk", "fuse.bindfs", "fuse.encfs", "fuse.fuse-overlayfs", "fuse.gocryptfs", "fuse.mergerfs", "fuse.ntfs-3g"}
)
"""File systems in user space that keep their data on this machine; all others may be on the network."""


def refuse_network(folder: Path, mounts: str | None = None) -> None:
    """Nothing, when `folder` (which may not exist yet) is on a disk of this machine or that cannot be told.

    `mounts` is a table of mounts in the form of Linux's `/proc/self/mounts`; None reads that of this machine.

    Raises:
        Unavailable: it is on a network file system; the sentence names the remedy.
    """
    kind = file_system(folder, mounts)
    if kind is not None and _is_network(kind):
        raise Unavailable(
            f"{folder} is on a network file system ({kind}), where a comments database can be damaged. "
            'Name a folder on a disk of this machine in mlcollab.toml: [journal] folder = "/a/local/folder".',
            {"fileSystem": kind},
        )


def file_system(folder: Path, mounts: str | None = None) -> str | None:
    """The type of the file system that holds `folder`, such as `ext4`; None when this machine does not say."""
    table = _read_mounts() if mounts is None else mounts
    place = folder.resolve()
    best, found = -1, None
    for line in table.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_unescape(fields[1]))
        # A later mount on the same point hides the earlier one.
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, found = len(point.parts), fields[2]
    return found


def _read_mounts() -> str:
    try:
        return _MOUNTS.read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _unescape(text: str) -> str:
    """Mount points hold blanks, tabs, line ends and backslashes as three octal digits (proc(5), fstab(5))."""
    return re.sub(r"\\([0-7]{3})", lambda match: chr(int(match[1], 8)), text)


def _is_network(kind: str) -> bool:
    return kind in _NETWORK or (kind.split(".")[0] == "fuse" and kind not in _LOCAL_FUSE)
