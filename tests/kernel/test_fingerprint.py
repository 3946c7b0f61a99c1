"""Fingerprints: the same for the same content, another for other content, a sample where there is too much."""

from __future__ import annotations

import hashlib
import importlib
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from scipy import sparse

from jupyter_mlcollab.cards.discreet import address_without_secrets
from jupyter_mlcollab.kernel import fingerprint
from jupyter_mlcollab.kernel.fingerprint import of_array, of_file, of_folder, of_frame
from jupyter_mlcollab.kernel.frames import described

FRAME = pd.DataFrame(
    {
        "age": [31, 42, 53],
        "paid": [1.5, np.nan, 2.5],
        "city": ["Bern", None, "Genève"],
        "since": pd.to_datetime(["2026-01-01", "2026-02-01", None]),
        "plan": pd.Categorical(["a", "b", "a"]),
        "tags": [["x"], [], None],
    }
)


def test_a_file_has_the_sha256_of_its_bytes(tmp_path: Path):
    (tmp_path / "train.csv").write_bytes(content := b"a,b\n1,2\n" * 400_000)
    assert of_file(tmp_path / "train.csv") == (f"sha256:{hashlib.sha256(content).hexdigest()}", "file")


def test_of_a_large_file_a_sample_is_read_and_said_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fingerprint, "SAMPLE_FILE_BYTES", 100)
    (tmp_path / "train.csv").write_bytes(b"x" * 10_000)
    first = of_file(tmp_path / "train.csv", limit_bytes=5_000)
    (tmp_path / "train.csv").write_bytes(b"x" * 9_999 + b"y")
    assert first[1] == "sample"
    assert of_file(tmp_path / "train.csv", limit_bytes=5_000) != first


def test_a_folder_is_its_files_by_name_and_content(tmp_path: Path):
    (tmp_path / "data" / "deep").mkdir(parents=True)
    (tmp_path / "data" / "deep" / "a.csv").write_text("1")
    (first, scope), size = of_folder(tmp_path / "data")
    assert (scope, size) == ("folder", 1)
    (tmp_path / "data" / ".hidden").write_text("no matter")
    assert of_folder(tmp_path / "data")[0][0] == first
    (tmp_path / "data" / "deep" / "a.csv").rename(tmp_path / "data" / "deep" / "b.csv")
    assert of_folder(tmp_path / "data")[0][0] != first


def test_an_array_is_the_same_however_it_lies_in_memory():
    array = np.arange(3_000.0).reshape(50, 60)
    assert of_array(np.asfortranarray(array)) == of_array(array)
    assert of_array(np.repeat(array, 2, axis=0)[::2]) == of_array(array)
    assert of_array(array.reshape(60, 50)) != of_array(array)
    assert of_array(array.astype("float32")) != of_array(array)
    assert of_array(np.array(["a", None], dtype=object)) != of_array(np.array(["a", "b"], dtype=object))
    assert of_array(np.array(3))[1] == of_array(np.zeros((0, 4)))[1] == "array"


def test_a_frame_is_the_same_however_it_was_made():
    assert of_frame(FRAME.copy()) == of_frame(FRAME)
    assert of_frame(pd.concat([FRAME, FRAME]).iloc[:3].reset_index(drop=True)) == of_frame(FRAME)
    matrix = pd.DataFrame(np.arange(8.0).reshape(4, 2), columns=["a", "b"])
    assert of_frame(pd.DataFrame({"a": [0.0, 2.0, 4.0, 6.0], "b": [1.0, 3.0, 5.0, 7.0]})) == of_frame(matrix)


@pytest.mark.parametrize("column", FRAME.columns)
def test_every_kind_of_column_counts(column: str):
    other = FRAME.copy()
    other[column] = FRAME[column].iloc[::-1].to_list()
    assert of_frame(other) != of_frame(FRAME) or FRAME[column].iloc[::-1].to_list() == FRAME[column].to_list()


def test_names_and_index_of_a_frame_count():
    assert of_frame(FRAME.rename(columns={"age": "years"})) != of_frame(FRAME)
    assert of_frame(FRAME.set_index("age")) != of_frame(FRAME.set_index("paid"))
    assert of_frame(FRAME.set_index(["age", "paid"]))[1] == "frame"


def test_a_large_frame_is_sampled_and_said_so(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fingerprint, "LIMIT_BYTES", 1_000)
    monkeypatch.setattr(fingerprint, "SAMPLE_ROWS", 10)
    frame = pd.DataFrame({"a": np.arange(1_000)})
    entry = described(frame, "train", None, None)
    assert (entry.scope, entry.rows, entry.size_bytes) == ("sample", 1_000, frame.memory_usage().sum())
    assert of_frame(frame + 1)[0] != entry.fingerprint
    assert of_array(frame.to_numpy())[1] == "sample"


def test_what_takes_too_long_is_sampled(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(fingerprint, "LIMIT_SECONDS", -1.0)
    assert of_frame(FRAME)[1] == "sample"
    assert of_array(np.zeros(3))[1] == "sample"


def test_a_sparse_matrix_is_what_is_not_zero():
    matrix = sparse.random(30, 20, 0.2, random_state=1, format="coo")
    entry = described(matrix, "m", None, None)
    assert (entry.rows, entry.columns, entry.scope) == (30, 20, "array")
    assert described(matrix.tocsc(), "m", None, None).fingerprint == entry.fingerprint
    assert described(matrix * 2, "m", None, None).fingerprint != entry.fingerprint


@pytest.mark.parametrize("library", ["polars", "pyarrow"])
def test_frames_of_other_libraries(library: str, monkeypatch: pytest.MonkeyPatch):
    module = importlib.import_module(library)
    make = module.DataFrame if library == "polars" else module.table
    join = module.concat if library == "polars" else module.concat_tables
    whole = make({"a": [1, 2, None, 4], "b": ["x", "y", None, "z"]})
    entry = described(whole, "t", None, None)
    assert (entry.rows, entry.columns, entry.scope) == (4, 2, "frame")
    in_parts = join([make({"a": [1, 2], "b": ["x", "y"]}), make({"a": [None, 4], "b": [None, "z"]})])
    assert described(in_parts, "t", None, None).fingerprint == entry.fingerprint
    assert described(whole[1:3], "t", None, None).fingerprint != entry.fingerprint
    monkeypatch.setattr(fingerprint, "LIMIT_SECONDS", -1.0)
    assert described(whole, "t", None, None).scope == "sample"


def test_data_of_no_known_kind_has_a_length_and_no_fingerprint():
    entry = described([1, 2, 3], "list", "train", "internal")
    assert (entry.rows, entry.fingerprint, entry.role, entry.sensitivity) == (3, None, "train", "internal")


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://ana:pw@host.example/train.csv?X-Signature=abc#x", "https://host.example/train.csv"),
        ("s3://bucket/train.parquet", "s3://bucket/train.parquet"),
        ("postgresql://u:p@db.example:5432/sales", "postgresql://db.example:5432/sales"),
        ("data/train.csv", None),
    ],
)
def test_addresses_carry_no_secrets(address: str, kept: str | None):
    assert address_without_secrets(address) == kept
