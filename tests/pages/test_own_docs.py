"""This project's own documentation, looked at as pages."""

from __future__ import annotations

from pathlib import Path

from jupyter_mlcollab.cli import main

ROOT = Path(__file__).parents[2]


def test_nothing_in_it_is_out_of_date(monkeypatch, capsys) -> None:
    monkeypatch.chdir(ROOT)
    status = main(["pages", "check", "docs"])
    said = capsys.readouterr().out
    assert status == 0, said
    assert "Nothing is out of date" in said
