from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jupyter_mlcollab.core.errors import CollabError, Invalid, TooLarge
from jupyter_mlcollab.git.project import ProjectPlace, find_project
from jupyter_mlcollab.git.settings import JournalSettings, PrivacySettings, ProjectSettings, Settings, read_settings


@pytest.fixture
def place(tmp_path: Path) -> ProjectPlace:
    return find_project(tmp_path, tmp_path)


def write(place: ProjectPlace, content: str | bytes) -> None:
    (place.folder / "mlcollab.toml").write_bytes(content.encode() if isinstance(content, str) else content)


def test_no_file_says_nothing(place):
    assert read_settings(place) == Settings()


def test_everything_it_may_say(place):
    write(
        place,
        '\ufeff[project]\nid = "churn-2.0~a_b"\nname = "Churn"\nfuture = 1\n[journal]\nfolder = "/srv/x"\n'
        '[roles]\nana = "maintainer"\n[later]\nkey = [1]\n'
        '[privacy]\noff = ["phone"]\nnational_ids = ["us-ssn"]\nignore = ["data/*"]\nallow = ["3f9a21bc77d0e415"]\n',
    )
    assert read_settings(place) == Settings(
        ProjectSettings("churn-2.0~a_b", "Churn"),
        JournalSettings("/srv/x"),
        PrivacySettings(["phone"], ["us-ssn"], ["data/*"], ["3f9a21bc77d0e415"]),
        {"ana": "maintainer"},
    )


@pytest.mark.parametrize(
    ("content", "line"),
    [("a = 1\nb =\n", 2), ("[project\n", 1), ("a = 1\n\na = 2\n", 3), (b"a = 1\nb = '\xff'\n", 2)],
)
def test_what_is_not_toml_names_the_line(place, content, line):
    write(place, content)
    with pytest.raises(Invalid, match=f"mlcollab.toml, line {line}") as caught:
        read_settings(place)
    assert caught.value.details is not None
    assert caught.value.details["line"] == line


@pytest.mark.parametrize(
    ("content", "key"),
    [
        ("project = 1", "project"),
        ("[project]\nid = 5", "project.id"),
        ('[project]\nid = ""', "project.id"),
        ('[project]\nid = "../x"', "project.id"),
        ('[project]\nid = "-x"', "project.id"),
        ('[project]\nid = "x\\n"', "project.id"),
        (f'[project]\nid = "{"x" * 65}"', "project.id"),
        (f'[project]\nname = "{"x" * 201}"', "project.name"),
        ("[journal]\nfolder = []", "journal.folder"),
        ("privacy = []", "privacy"),
        ('[privacy]\noff = "phone"', "privacy.off"),
        ("[privacy]\nallow = [5]", "privacy.allow"),
        ("roles = []", "roles"),
        ("[roles]\nana = 1", "roles"),
    ],
)
def test_a_wrong_value_names_its_key(place, content, key):
    write(place, content)
    with pytest.raises(Invalid) as caught:
        read_settings(place)
    assert caught.value.message.startswith(f"mlcollab.toml: {key} ")
    assert caught.value.details == {"key": key}


def test_limits(place):
    write(place, "#" * 64 * 1024)
    assert read_settings(place) == Settings()
    write(place, "#" * (64 * 1024 + 1))
    with pytest.raises(TooLarge, match="64 KB"):
        read_settings(place)
    for content in ("a = " + "[" * 60_000, "a = " + "9" * 60_000, "a." * 300 + "a = 1\n" + "b = {" * 5000):
        write(place, content)
        with pytest.raises(Invalid):
            read_settings(place)


def test_only_a_file_inside_the_project_is_read(place, tmp_path_factory):
    outside = tmp_path_factory.mktemp("outside") / "mlcollab.toml"
    outside.write_text('[project]\nid = "secret"\n')
    settings_file = place.folder / "mlcollab.toml"
    settings_file.symlink_to(outside)
    with pytest.raises(Invalid, match="inside the project"):
        read_settings(place)
    settings_file.unlink()
    os.mkfifo(settings_file)
    with pytest.raises(Invalid):
        read_settings(place)


_LINES = st.sampled_from(
    [
        "[project]",
        "[journal]",
        "[roles]",
        'id = "a"',
        "id = 1",
        'name = "\\u0000"',
        "folder = 1.5",
        "id = 1979-05-27",
        "=",
        "'''",
    ]
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=80) | st.lists(_LINES, max_size=6).map(lambda lines: "\n".join(lines).encode()))
def test_any_content_gives_settings_or_a_sentence(place, content):
    write(place, content)
    try:
        assert isinstance(read_settings(place), Settings)
    except CollabError as error:
        assert error.message.startswith("mlcollab.toml")
