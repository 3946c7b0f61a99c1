"""Project-relative paths: checked text, no I/O."""

from __future__ import annotations

from .errors import Invalid

MAX_PATH_CHARACTERS = 1024


def check_path(path: str) -> str:
    """`path` as it may be used: relative, with `/`, naming something below the project's folder.

    Raises:
        Invalid: empty, too long, absolute, with `..`, a hidden part, a backslash or a control character.
    """
    if not path or len(path) > MAX_PATH_CHARACTERS:
        raise Invalid(f"A path needs 1 to {MAX_PATH_CHARACTERS} characters.")
    if any(ord(c) < 32 or ord(c) == 127 or 0xD800 <= ord(c) <= 0xDFFF for c in path):
        raise Invalid("The path holds a control character.")
    if "\\" in path or path.startswith("/") or (len(path) > 1 and path[1] == ":"):
        raise Invalid("The path has to be relative to the project, with forward slashes.")
    parts = path.split("/")
    if any(part in ("", ".", "..") for part in parts):
        raise Invalid("The path may not leave the project's folder.")
    if any(part.startswith(".") for part in parts):
        raise Invalid("Hidden files and folders are not part of the project.")
    return path
