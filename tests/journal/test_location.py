"""Network file systems are refused by name, with what to do; disks of this machine are not."""

from __future__ import annotations

import pytest

from jupyter_mlcollab.core.errors import Unavailable
from jupyter_mlcollab.journal import location
from jupyter_mlcollab.journal.location import file_system, refuse_network

MOUNTS = r"""/dev/vda / ext4 rw,relatime 0 0
proc /proc proc rw 0 0
tmpfs /tmp tmpfs rw 0 0
server:/home /mnt/home nfs4 rw 0 0
server:/two /mnt/home/local/../odd nfs rw 0 0
/dev/sdb /mnt/home/ana/disk xfs rw 0 0
//box/share /mnt/with\040blank cifs rw 0 0
bucket /mnt/bucket fuse.s3fs rw 0 0
C:\134 /mnt/c 9p rw 0 0
enc /mnt/private fuse.gocryptfs rw 0 0
/dev/sdc /mnt/over ext4 rw 0 0
server:/over /mnt/over ceph rw 0 0
overlay /mnt/layers overlay rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/mnt/home/ana/project", "nfs4"),
        ("/mnt/with blank/x", "cifs"),
        ("/mnt/bucket", "fuse.s3fs"),
        ("/mnt/c/Users", "9p"),
        ("/mnt/over/x", "ceph"),
    ],
)
def test_network_file_systems_are_refused(folder, kind, tmp_path):
    with pytest.raises(Unavailable, match=r"\[journal\] folder") as caught:
        refuse_network(type(tmp_path)(folder), MOUNTS)
    assert caught.value.details == {"fileSystem": kind}
    assert kind in caught.value.message


@pytest.mark.parametrize(
    "folder", ["/srv/x", "/mnt/home/ana/disk/project", "/mnt/homely", "/tmp/x", "/mnt/private", "/mnt/layers/a"]
)
def test_disks_of_this_machine_are_taken(folder, tmp_path):
    refuse_network(type(tmp_path)(folder), MOUNTS)


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "lustre", "gpfs", "ceph", "afs", "fuse.sshfs", "fuse", "fuse.new"]
)
def test_every_network_kind_is_known(kind, tmp_path):
    with pytest.raises(Unavailable):
        refuse_network(tmp_path, f"x / {kind} rw 0 0\n")


def test_a_link_is_followed_to_where_the_data_is(tmp_path):
    (tmp_path / "disk").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "disk")
    mounts = f"/dev/vda / ext4 rw 0 0\nserver:/x {tmp_path}/disk nfs rw 0 0\n"
    assert file_system(tmp_path / "link" / "new", mounts) == "nfs"


def test_an_unknown_machine_is_trusted(tmp_path, monkeypatch):
    monkeypatch.setattr(location, "_MOUNTS", tmp_path / "missing")
    assert file_system(tmp_path) is None
    refuse_network(tmp_path)


def test_a_journal_on_a_network_file_system_makes_nothing(journal, say, tmp_path, monkeypatch):
    table = tmp_path / "mounts"
    table.write_text("server:/x / nfs4 rw 0 0\n")
    monkeypatch.setattr(location, "_MOUNTS", table)
    with pytest.raises(Unavailable, match="network file system"):
        say(journal, "t1", say="x")
    assert not journal.path.parent.exists()
    table.write_text("/dev/vda / ext4 rw 0 0\n")
    say(journal, "t1", say="x")
