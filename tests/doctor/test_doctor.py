"""The doctor: each thing that can be wrong, made wrong."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jupyter_mlcollab.cli import main
from jupyter_mlcollab.demo.project import NOTEBOOK, write_project
from jupyter_mlcollab.doctor.installation import examine_installation
from jupyter_mlcollab.journal import health
from jupyter_mlcollab.journal.migrate import HEAD


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "project"
    folder.mkdir()
    write_project(folder)
    return folder


@pytest.fixture
def jupyter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings and extensions of nobody but the test."""
    import jupyter_core.paths

    monkeypatch.setattr(
        jupyter_core.paths, "jupyter_config_path", lambda: [str(tmp_path / "user"), str(tmp_path / "env")]
    )
    monkeypatch.setattr(jupyter_core.paths, "jupyter_path", lambda *parts: [str(tmp_path.joinpath("share", *parts))])
    monkeypatch.delenv("JUPYTERHUB_USER", raising=False)
    put(tmp_path / "env/jupyter_server_config.d/ours.json", server("jupyter_mlcollab", True))
    put(tmp_path / "share/labextensions/jupyter-mlcollab/package.json", {})
    return tmp_path


def put(file: Path, content: object) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(content))


def server(name: str, on: bool) -> dict[str, Any]:
    return {"ServerApp": {"jpserver_extensions": {name: on}}}


def installation() -> dict[str, tuple[str, str | None]]:
    return {finding.about: (finding.status, finding.remedy) for finding in examine_installation()}


def doctor(project: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, dict[str, dict[str, Any]]]:
    status = main(["doctor", "--project", str(project), "--json"])
    findings = json.loads(capsys.readouterr().out)["findings"]
    return status, {finding["about"]: finding for finding in findings}


def test_all_is_well(jupyter: Path) -> None:
    found = installation()
    assert {status for status, _ in found.values()} == {"ok"}
    assert "nbdime" not in found


def test_the_users_settings_win_over_the_environments(jupyter: Path) -> None:
    put(jupyter / "user/jupyter_server_config.json", server("jupyter_mlcollab", False))
    assert installation()["server extension"] == (
        "problem",
        "jupyter server extension enable jupyter_mlcollab",
    )


def test_a_lab_extension_switched_off_is_a_problem(jupyter: Path) -> None:
    put(jupyter / "user/labconfig/page_config.json", {"disabledExtensions": {"jupyter-mlcollab:comments": True}})
    assert installation()["JupyterLab extension"] == ("problem", "jupyter labextension enable jupyter-mlcollab")


def test_a_lab_extension_that_is_missing_is_a_problem(jupyter: Path) -> None:
    (jupyter / "share/labextensions/jupyter-mlcollab/package.json").unlink()
    assert installation()["JupyterLab extension"][0] == "problem"


def test_nbdime_is_named_with_how_to_switch_it_off(jupyter: Path) -> None:
    put(jupyter / "env/jupyter_server_config.d/nbdime.json", server("nbdime", True))
    put(jupyter / "share/labextensions/nbdime-jupyterlab/package.json", {})
    remedies = [f.remedy for f in examine_installation() if f.about == "nbdime" and f.status == "warning"]
    assert remedies == ["jupyter server extension disable nbdime", "jupyter labextension disable nbdime-jupyterlab"]
    put(jupyter / "user/jupyter_server_config.json", server("nbdime", False))
    put(jupyter / "user/labconfig/page_config.json", {"disabledExtensions": {"nbdime-jupyterlab": True}})
    assert "nbdime" not in installation()


def test_settings_that_are_no_json_say_nothing(jupyter: Path) -> None:
    (jupyter / "user").mkdir()
    (jupyter / "user/jupyter_server_config.json").write_text("{broken")
    assert installation()["server extension"][0] == "ok"


def test_a_project_before_and_after_its_first_comment(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, found = doctor(project, capsys)
    assert "none yet" in found["database"]["sentence"]
    assert not (project / ".git" / "mlcollab").exists()
    main(["comment", NOTEBOOK, "First.", "--project", str(project)])
    capsys.readouterr()
    _, found = doctor(project, capsys)
    assert found["database"]["status"] == "ok"
    assert f"2 events, version {HEAD}, quick check passed" in found["database"]["sentence"]
    assert "Ana López, maintainer" in found["you"]["sentence"]


def test_a_damaged_database_ends_with_one(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    database = project / ".git" / "mlcollab" / "journal.db"
    database.parent.mkdir()
    database.write_bytes(b"this was a database once" * 400)
    status, found = doctor(project, capsys)
    assert (status, found["database"]["status"]) == (1, "problem")


def test_bad_settings_are_named(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "mlcollab.toml").write_text('[roles]\nana = "emperor"\n')
    status, found = doctor(project, capsys)
    assert status == 1
    assert "ana = emperor" in found["mlcollab.toml"]["sentence"]
    (project / "mlcollab.toml").write_text("[roles\n")
    assert "line 1" in doctor(project, capsys)[1]["mlcollab.toml"]["sentence"]


def test_a_folder_that_is_not_there(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", "--project", str(tmp_path / "nowhere")]) == 1
    assert "There is no folder" in capsys.readouterr().err


def test_without_git_it_still_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    _, found = doctor(tmp_path, capsys)
    assert found["git"]["status"] == "warning"
    assert found["database"]["status"] == "ok"


def test_an_older_database_is_said_to_be_upgraded_in_plain_words(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    main(["comment", NOTEBOOK, "First.", "--project", str(project)])
    capsys.readouterr()
    look = health.look_at
    monkeypatch.setattr(health, "look_at", lambda path: replace(look(path), known="9999"))
    assert f"version {HEAD}, will be upgraded," in doctor(project, capsys)[1]["database"]["sentence"]


def test_an_older_sqlite_is_told_with_what_to_leave_alone(
    project: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "sqlite_version", lambda: (3, 40, 1))
    sentence = doctor(project, capsys)[1]["SQLite"]["sentence"]
    assert sentence == "3.40.1, older than 3.51.3: write to the database only with JupyterLab and jupyter mlcollab"
