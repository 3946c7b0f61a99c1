"""The search for secrets and personal data, for the browser."""

from __future__ import annotations

from ..access.work import Local
from ..core.errors import NotFound
from .choice import choice_of
from .reading import LIMIT_BYTES, scan_bytes
from .schema import PrivacyScan, ScanRequest


def scan_file(work: Local, request: ScanRequest) -> PrivacyScan:
    """What a saved notebook or text of the project holds that looks like a secret or like personal data.

    Raises:
        NotFound: there is no such file.
        TooLarge: over 50 MB.
        Invalid: not text in UTF-8, or the project's settings name a rule that there is not.
        Unavailable: the browser has left without waiting for it.
    """
    choice = choice_of(work.settings().privacy)
    data = work.files.read(request.path, LIMIT_BYTES)
    if data is None:
        raise NotFound("There is no such file in the project.")
    if choice.ignores(request.path):
        return PrivacyScan(path=request.path, findings=[], left_out=0, ignored=True)
    return scan_bytes(data, request.path, choice, work.context.gone)
