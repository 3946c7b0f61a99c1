"""`jupyter mlcollab doctor`: what is wrong on this computer and in this project, and what to do about it."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from pathlib import Path

from ..core.command import Command, Paint, visible
from ..core.errors import NotFound
from .installation import examine_installation
from .project import examine_project
from .schema import Report


def _doctor(_desk: None, arguments: Namespace) -> Report:
    from ..rooms import FOLDS

    start = Path(arguments.project)
    if not start.is_dir():
        raise NotFound(f"There is no folder {start}.")
    folder = Path(arguments.journal_folder).expanduser() if arguments.journal_folder else None
    return Report(findings=[*examine_installation(), *examine_project(start, FOLDS, folder)])


def _show(report: Report, paint: Paint) -> Iterator[str]:
    colours = {"ok": paint.good, "warning": paint.warning, "problem": paint.bad}
    for finding in report.findings:
        status = colours[finding.status](f"{finding.status:<8}")
        yield f"{status} {finding.about}: {visible(finding.sentence)}"
        if finding.remedy:
            yield f"{'':9}→ {visible(finding.remedy)}"


def _has_problem(report: Report) -> bool:
    return any(finding.status == "problem" for finding in report.findings)


COMMANDS = [
    Command(
        "doctor", "say what is wrong here, and what to do", "jupyter mlcollab doctor --project ~/churn",
        _doctor, _show, failed=_has_problem, opens_project=False,
    ),
]  # fmt: skip
