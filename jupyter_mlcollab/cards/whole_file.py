"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
from pathlib import Path

from ..core.errors import Invalid, Unavailable


def write_whole(file: Path, content: bytes) -> None:
    """Writes the file whole or not at all.

    Raises:
        OSError: the disk refuses; the file is as it was.
    """
    beside = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        beside.write_bytes(content)
        beside.replace(file)
    finally:
        beside.unlink(missing_ok=True)


def write_text(file: Path, text: str, name: str) -> None:
    """Writes the file whole or not at all, in place of one that is there; `name` is what people call it.

    Raises:
        Unavailable: the disk refuses; the file is as it was.
    """
    try:
        write_whole(file, text.encode())
    except OSError as error:
        raise Unavailable(f"{name} cannot be written: {error.strerror}.") from None


def write_new(file: Path, text: str, name: str) -> None:
    """The same, never in place of another.

    Raises:
        Invalid: the file is there already.
        Unavailable: the disk refuses; there is no file.
    """
    try:
        # Made by ourselves or not at all, whoever else is making it.
        file.touch(exist_ok=False)
    except FileExistsError:
        raise Invalid(f"{name} is there already.") from None
    except OSError as error:
        raise Unavailable(f"{name} cannot be written: {error.strerror}.") from None
    try:
        write_text(file, text, name)
    except Unavailable:
        file.unlink(missing_ok=True)
        raise


def write_output(output: str, text: str, force: bool) -> None:
    """Writes what a command made to the file that a person named, in place of another only with `force`.

    Raises:
        Invalid: the file is there already.
        Unavailable: the disk refuses.
    """
    if force:
        write_text(Path(output), text, output)
        return
    try:
        write_new(Path(output), text, output)
    except Invalid as error:
        raise Invalid(f"{error.message} Name another file, or say --force.") from None
