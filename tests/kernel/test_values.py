"""Values of any library as a card holds them."""

from __future__ import annotations

import argparse
import math
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from jupyter_mlcollab.cards.card import MAX_VALUE_CHARACTERS, Scalar
from jupyter_mlcollab.kernel.values import MASKED, MAX_PARAMS, number, params_of, scalar


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (math.nan, "NaN"),
        (math.inf, "Infinity"),
        (-math.inf, "-Infinity"),
        (np.float64("nan"), "NaN"),
        (np.float64(0.5), 0.5),
        (np.int64(3), 3),
        (np.array(2.5), 2.5),
        (np.array([2.5]), 2.5),
        (Decimal("0.25"), 0.25),
        (7, 7),
    ],
)
def test_numbers(value: object, plain: object):
    found = number(value)
    assert (found, type(found)) == (plain, type(plain))


@pytest.mark.parametrize("value", ["0.5", True, None, np.array([1, 2]), 1j, [1], object()])
def test_what_is_no_number(value: object):
    assert number(value) is None


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (np.bool_(True), True),
        (np.array([1, 2]), "ndarray 2"),
        (2**70, str(2**70)),
        (date(2026, 11, 26), "datetime.date(2026, 11, 26)"),
        ((64, "relu", None), "[64, relu, None]"),
        ({"b": [1], "a": 2}, "{b: [1], a: 2}"),
        (LogisticRegression, "sklearn.linear_model._logistic.LogisticRegression"),
        (b"abc", "3 bytes"),
        (object(), "<object object>"),
        ("half \ud800", "half \N{REPLACEMENT CHARACTER}"),
    ],
)
def test_other_values_are_words(value: object, plain: Scalar):
    assert scalar(value) == plain


def test_a_text_of_10_mb_is_cut_and_says_so():
    text = scalar("x" * 10_000_000)
    assert isinstance(text, str)
    assert len(text) == MAX_VALUE_CHARACTERS
    assert text.endswith("… (cut, 10,000,000 characters in all)")


def test_what_holds_itself_has_an_end():
    around: list[Any] = [1]
    around.append(around)
    mapping: dict[str, Any] = {"rate": 0.1}
    mapping["self"] = mapping
    assert scalar(around) == "[1, […]]"
    assert params_of(mapping) == {"rate": 0.1, "self": "{rate: 0.1, self: {…}}"}


def test_what_cannot_even_be_printed_is_called_by_its_class():
    class Broken:
        def __repr__(self) -> str:
            raise RuntimeError

        def __getattr__(self, name: str) -> object:
            raise RuntimeError

    assert params_of({"a": Broken()}) == {"a": "Broken"}


def test_an_estimator_is_its_class_and_its_parameters():
    found = params_of(LogisticRegression(C=0.5))
    assert (found["model"], found["C"]) == ("LogisticRegression", 0.5)
    assert params_of(LogisticRegression(C=0.5), "base")["base.C"] == 0.5


def test_a_pipeline_and_a_search_show_what_is_in_them():
    pipeline = make_pipeline(StandardScaler(with_mean=False), LogisticRegression(C=2))
    found = params_of(GridSearchCV(pipeline, {"logisticregression__C": [1, 2]}))
    assert found["model"] == "GridSearchCV"
    assert found["estimator"] == "Pipeline"
    assert found["estimator.standardscaler.with_mean"] is False
    assert found["estimator.logisticregression"] == "LogisticRegression"
    assert found["estimator.logisticregression.C"] == 2


def test_namespaces_and_data_classes_are_taken_apart():
    @dataclass
    class Options:
        depth: int = 3
        dropout: float = math.nan

    assert params_of(argparse.Namespace(rate=0.1)) == {"rate": 0.1}
    assert params_of(Options()) == {"depth": 3, "dropout": "NaN"}


def test_a_module_of_pytorch_is_its_class_and_its_size():
    """PyTorch is not installed for tests: a class of a module of that name has what is asked of it."""
    weights = argparse.Namespace(numel=lambda: 30, requires_grad=True)
    frozen = argparse.Namespace(numel=lambda: 12, requires_grad=False)
    members = {"__module__": "torch.nn", "named_parameters": dict, "parameters": lambda self: [weights, frozen]}
    assert params_of(type("Net", (), members)()) == {"model": "Net", "parameters": 42, "trainable": 30}


@pytest.mark.parametrize("name", ["password", "api_key", "db.password", "hf_token", "AWS_SECRET", "client.apiKey"])
def test_what_is_called_a_secret_is_masked(name: str):
    assert params_of({name: "abcdefgh"}) == {name: MASKED}


@pytest.mark.parametrize("name", ["max_tokens", "tokenizer", "token_limit", "key"])
def test_what_only_sounds_like_a_secret_is_not(name: str):
    assert params_of({name: "abcdefgh"}) == {name: "abcdefgh"}


def test_there_is_an_end_to_parameters():
    assert len(params_of({str(n): n for n in range(5_000)})) == MAX_PARAMS


_ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.complex_numbers(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner) | st.tuples(inner, inner),
    max_leaves=20,
)


@given(st.dictionaries(st.text(), _ANYTHING))
def test_anything_can_be_written_and_read(values: dict[str, Any]):
    found = params_of(values)
    assert msgspec.json.decode(msgspec.json.encode(found), type=dict[str, Scalar]) == found
