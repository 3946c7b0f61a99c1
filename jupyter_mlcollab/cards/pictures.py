"""What kind of picture some bytes are, by how they begin. Pure."""

from __future__ import annotations

MAX_PICTURE_BYTES = 20 * 1024 * 1024
_MAGIC = (
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"GIF8", "image/gif", "gif"),
)


def picture_kind(content: bytes) -> tuple[str, str] | None:
    """Media type and ending of a picture that browsers show; None when it is none."""
    for magic, media_type, ending in _MAGIC:
        if content.startswith(magic):
            return media_type, ending
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp", "webp"
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<svg") or (
        start.startswith((b"<?xml", b"<!--", b"<!doctype svg")) and b"<svg" in content[:5000]
    ):
        return "image/svg+xml", "svg"
    return None


def picture_path(sha256: str, ending: str) -> str:
    """Where a picture lies in its card's folder, by the hash of its bytes."""
    return f"figures/{sha256[:12]}.{ending}"
