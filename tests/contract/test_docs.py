"""The documents as something a machine can hold: tables fresh, links whole, examples readable, names that exist."""

from __future__ import annotations

import ast
import importlib.util
import json
import re
import subprocess
import tomllib
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import nbformat
import pytest
import yaml

from jupyter_mlcollab.cli import all_commands
from jupyter_mlcollab.core.errors import ERRORS
from jupyter_mlcollab.git.project import ProjectPlace
from jupyter_mlcollab.git.settings import read_settings
from jupyter_mlcollab.rooms import FOLDS

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "jupyter_mlcollab"
BINDER = ROOT / "binder"
SOURCES = ROOT / "labextension" / "src"
DOCUMENTS = [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").rglob("*.md"))]

# Every other address would have to be looked at: a document that names a server can go stale or give something away.
KNOWN_HOSTS = {"127.0.0.1", "keepachangelog.com", "localhost", "semver.org"}

LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
ADDRESS = re.compile(r"\bhttps?://[^\s)\"'`>]+")
FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
KEYS = re.compile(r"(?:(?:Ctrl|Cmd|Accel|Enter|Escape|Alt) ?)+")
MACHINE_PATH = re.compile(r"(?<![\w.~:/-])/(?:home|root|Users|work|tmp|var|opt|mnt)\b")


def reference() -> ModuleType:
    place = importlib.util.spec_from_file_location("reference", ROOT / "scripts" / "reference.py")
    assert place is not None and place.loader is not None
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module


REFERENCE = reference()


def text_of(document: Path) -> str:
    return document.read_text(encoding="utf-8")


def prose_of(document: Path) -> str:
    """The text without blocks of code."""
    return FENCE.sub("", text_of(document))


def name_of(document: Path) -> str:
    return document.relative_to(ROOT).as_posix()


def examples(language: str) -> Iterator[str]:
    for document in DOCUMENTS:
        yield from (code for named, code in FENCE.findall(text_of(document)) if named == language)


def local_links(document: Path) -> Iterator[tuple[Path, str]]:
    """The files that a document links to, with the heading named."""
    for target in LINK.findall(prose_of(document)):
        parts = urlsplit(target)
        if not parts.scheme:
            file = (document.parent / unquote(parts.path)).resolve() if parts.path else document
            yield file, parts.fragment


def headings(document: Path) -> set[str]:
    """The fragments that a code host gives to a document's headings."""
    titles = re.findall(r"^#{1,6} (.+)$", prose_of(document), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-") for title in titles}


def words_of_the_interface() -> Iterator[str]:
    for file in SOURCES.rglob("*.ts*"):
        yield from (text for _, text in re.findall(r"_[_n]\(\s*(['\"])(.+?)\1", text_of(file)))
    for schema in REFERENCE.schemas():
        yield from (schema["title"], *(setting["title"] for setting in schema.get("properties", {}).values()))


def bare(words: str) -> str:
    """Words of the interface without what stands for a number or a name, so that "Place lost (%1)" is "place lost"."""
    return " ".join(re.sub(r"\(?%\d\)?|…|\?$", "", words).lower().split())


@pytest.mark.parametrize("document", REFERENCE.pages(), ids=name_of)
def test_tables_are_fresh(document: Path) -> None:
    assert REFERENCE.filled(text_of(document)) == text_of(document), "stale: run make contract"


def test_every_table_has_one_place() -> None:
    places = [place["name"] for page in REFERENCE.pages() for place in REFERENCE.PLACE.finditer(text_of(page))]
    assert sorted(places) == sorted(REFERENCE.TABLES)


def test_every_kind_of_event_in_the_code_is_in_the_table() -> None:
    nouns = "|".join([*FOLDS, "comment"])
    kind = re.compile(rf"(?:{nouns})\.[a-z]+(?!\.)")
    trees = [ast.parse(text_of(file)) for file in PACKAGE.rglob("*.py")]
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Constant))
    used = {node.value for node in nodes if isinstance(node.value, str) and kind.fullmatch(node.value)}
    listed = {kind for payload in REFERENCE.stored() for kind in REFERENCE.KIND.findall(payload.__doc__ or "")}
    assert used - {"card.json", "card.html"} <= listed  # Those are files.
    assert {kind.partition(".")[0] for kind in listed} == {*FOLDS, "comment"}


def test_every_code_of_failure_is_explained() -> None:
    assert sum(line.startswith("| `") for line in REFERENCE.failures()) == len(ERRORS)


def test_every_setting_of_a_plugin_is_explained() -> None:
    settings = [setting for schema in REFERENCE.schemas() for setting in schema.get("properties", {}).values()]
    assert all(setting.get("title") and setting.get("description") for setting in settings)


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_links_lead_somewhere(document: Path) -> None:
    for file, heading in local_links(document):
        assert file.is_relative_to(ROOT) and file.exists(), f"{file.name} is not there"
        assert not heading or heading in headings(file), f"{file.name} has no heading {heading}"


def test_every_page_can_be_reached_from_the_readme() -> None:
    waiting, reached = [ROOT / "README.md"], set[Path]()
    while waiting:
        document = waiting.pop()
        reached.add(document)
        waiting += [file for file, _ in local_links(document) if file in DOCUMENTS and file not in reached]
    assert {*DOCUMENTS} - reached == set()


@pytest.mark.parametrize("document", [*DOCUMENTS, *sorted(BINDER.iterdir())], ids=name_of)
def test_no_address_but_known_ones_and_no_path_of_a_machine(document: Path) -> None:
    text = text_of(document)
    assert {urlsplit(address).hostname for address in ADDRESS.findall(text)} <= KNOWN_HOSTS
    assert MACHINE_PATH.findall(text) == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_commands_and_words_that_are_named_exist(document: Path) -> None:
    text = text_of(document)
    words = {command.name.partition(" ")[0] for command in all_commands()}
    assert {*re.findall(r"jupyter mlcollab ([a-z]+(?:-[a-z]+)*)", text)} <= words
    targets = re.findall(r"^([a-z][a-z-]*):", text_of(ROOT / "Makefile"), re.MULTILINE)
    named = re.findall(r"(?:`|^)make ([a-z][a-z-]*)", text, re.MULTILINE)
    assert {*named} <= {*targets}


@pytest.mark.parametrize("document", DOCUMENTS, ids=name_of)
def test_files_that_are_named_exist(document: Path) -> None:
    named = re.findall(r"`((?:tests|scripts|binder|labextension|docs)/[a-z0-9_./-]*)`", prose_of(document))
    assert [path for path in named if not (ROOT / path).exists()] == []


@pytest.mark.parametrize("document", [ROOT / "README.md", *sorted((ROOT / "docs" / "use").glob("*.md"))], ids=name_of)
def test_words_of_the_interface_are_what_it_says(document: Path) -> None:
    said = {bare(words) for words in words_of_the_interface()}
    emphasised = re.findall(r"(?<![\w*\\])\*{1,2}([A-Z][^*|\n]*(?:\n[^*|\n]+)?)\*{1,2}(?![\w*])", prose_of(document))
    named = {bare(words) for words in emphasised if not KEYS.fullmatch(words)}
    assert named - said == set()


def test_examples_can_be_read() -> None:
    assert all(ast.parse(code) for code in examples("python"))
    assert all(json.loads(code) for code in examples("json"))
    assert all(tomllib.loads(code) for code in examples("toml"))
    for code in examples("sh"):
        subprocess.run(["sh", "-n"], input=code, text=True, check=True)


def test_the_example_of_project_settings_is_understood(tmp_path: Path) -> None:
    (example,) = [code for code in examples("toml") if "[roles]" in code]
    (tmp_path / "mlcollab.toml").write_text(example, encoding="utf-8")
    settings = read_settings(ProjectPlace(tmp_path, tmp_path / ".mlcollab", None))
    assert settings.project.id and settings.project.name and settings.journal.folder and len(settings.roles) > 1


def test_the_tour_is_a_valid_notebook() -> None:
    tour = nbformat.reads(text_of(BINDER / "tour.ipynb"), as_version=nbformat.NO_CONVERT)
    nbformat.validate(tour)
    assert (tour.nbformat, tour.nbformat_minor) == (4, 5)
    for cell in tour.cells:
        assert cell.cell_type == "markdown" or (ast.parse(cell.source) and not cell.outputs)


def test_binder_builds_with_what_the_project_needs() -> None:
    environment = yaml.safe_load(text_of(BINDER / "environment.yml"))
    versions = {name: version for name, _, version in (each.partition("=") for each in environment["dependencies"])}
    assert tuple(map(int, versions["python"].split("."))) >= (3, 11)
    assert int(versions["nodejs"]) >= 22
    build = BINDER / "postBuild"
    assert build.stat().st_mode & 0o111
    subprocess.run(["sh", "-n", str(build)], check=True)
    (script,) = re.findall(r"<<'PYTHON'\n(.*?)^PYTHON$", text_of(build), re.MULTILINE | re.DOTALL)
    assert ast.parse(script)
