"""The search for secrets and personal data on the command line, and before each commit."""

from __future__ import annotations

from argparse import ArgumentParser, Namespace
from collections.abc import Iterator
from pathlib import Path

from ..core.command import Command, Paint, visible
from ..core.errors import CollabError, NotFound
from ..core.wire import Wire
from .named import Named, saved_files, staged_files
from .reading import is_binary, scan_bytes
from .schema import PrivacyFinding

FAILED = 2


class PrivacyReport(Wire, frozen=True, kw_only=True):
    """What was found in all files. `files` were looked through; `left_out` counts findings beyond 1,000 in a file, and
    `ignored` files that the settings leave out. `problems` says, a sentence each, what could not be looked through."""

    files: int
    findings: list[PrivacyFinding]
    left_out: int
    ignored: int
    problems: list[str]


def _scan(_desk: None, arguments: Namespace) -> PrivacyReport:
    start = Path(arguments.project)
    if not start.is_dir():
        raise NotFound(f"There is no folder {start}.")
    start = start.resolve()
    if arguments.staged:
        return _report(staged_files(start, arguments.paths))
    return _report(saved_files(start, arguments.paths or ["."]))


def _report(files: Iterator[Named]) -> PrivacyReport:
    """What files hold. Pictures and other files that are no text are passed over without a word."""
    looked, left_out, ignored = 0, 0, 0
    findings: list[PrivacyFinding] = []
    problems: list[str] = []
    for file in files:
        if file.choice.ignores(file.path):
            ignored += 1
            continue
        try:
            data = file.read()
            if not is_binary(data):
                scan = scan_bytes(data, file.shown, file.choice)
                looked, left_out = looked + 1, left_out + scan.left_out
                findings += scan.findings
        except CollabError as error:
            problems.append(error.message)
    return PrivacyReport(files=looked, findings=findings, left_out=left_out, ignored=ignored, problems=problems)


def _status(report: PrivacyReport) -> int:
    return FAILED if report.problems else int(bool(report.findings))


def _show(report: PrivacyReport, paint: Paint) -> Iterator[str]:
    path = None
    for finding in report.findings:
        if path not in (None, finding.path):
            yield ""
        path = finding.path
        kind = paint.bad("secret") if finding.kind == "secret" else paint.warning("personal data")
        yield f"{paint.bold(visible(_place(finding)))}: {finding.title} ({kind})"
        yield f"    {visible(finding.excerpt)}  {paint.dim(f'{finding.rule} {finding.fingerprint}')}"
    if report.findings:
        yield ""
    for problem in report.problems:
        yield paint.bad(f"Not looked through: {visible(problem)}")
    yield _sum(report)


def _place(finding: PrivacyFinding) -> str:
    """`train.ipynb, cell 3, output 1, line 2`: as people count, from 1."""
    words = [finding.path]
    if finding.cell is not None:
        words.append(f"cell {finding.cell + 1}")
    if finding.output is not None:
        words.append(f"output {finding.output + 1}")
    # Metadata has no lines that anybody sees.
    has_metadata = finding.part in ("cell_metadata", "notebook_metadata")
    words.append("metadata" if has_metadata else f"line {finding.line + 1}")
    return ", ".join(words)


def _sum(report: PrivacyReport) -> str:
    files = f"{report.files:,} {'file' if report.files == 1 else 'files'}"
    ignored = f"; {report.ignored:,} left out by the settings" if report.ignored else ""
    count = len(report.findings) + report.left_out
    if not count:
        return f"Nothing found in {files}{ignored}."
    more = f", of which {report.left_out:,} are not listed" if report.left_out else ""
    return f"{count:,} {'finding' if count == 1 else 'findings'} in {files}{more}{ignored}."


def _arguments(parser: ArgumentParser) -> None:
    parser.add_argument("paths", nargs="*", metavar="PATH", help="files and folders (default: this folder)")
    parser.add_argument("--staged", action="store_true", help="what is staged for the next commit")


COMMANDS: list[Command] = [
    Command(
        "privacy scan", "look for secrets and personal data in notebooks and text",
        "jupyter mlcollab privacy scan churn/train.ipynb",
        _scan, _show,
        arguments=_arguments, failed=_status, opens_project=False, refused=FAILED,
    ),
]  # fmt: skip
