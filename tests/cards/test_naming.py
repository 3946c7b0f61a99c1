"""The name of a card's folder: readable in any script, safe on any disk."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jupyter_mlcollab.cards.naming import MAX_SLUG_CHARACTERS, numbered, slug_of
from jupyter_mlcollab.core.paths import check_path


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("Gradient boosting beats logistic regression", "gradient-boosting-beats-logistic-regression"),
        ("  Größer — schneller!  ", "größer-schneller"),
        ("客户流失 v2", "客户流失-v2"),
        ("ﬁne ＡＵＣ", "fine-auc"),
        ("हिन्दी", "हिन्दी"),
        ("../../etc/passwd", "etc-passwd"),
        ("CON", "card-con"),
        (".hidden", "hidden"),
    ],
)
def test_words_stay_readable(title: str, slug: str):
    assert slug_of(title) == slug


def test_what_has_no_letters_is_named_by_its_hash():
    assert slug_of("🚀") != slug_of("🔥")
    assert slug_of("🚀").startswith("card-")


def test_long_titles_end_after_a_word():
    slug = slug_of("word " * 40)
    assert len(slug) <= MAX_SLUG_CHARACTERS
    assert slug.endswith("-word")


@given(st.text(min_size=1))
def test_any_title_names_a_folder_of_the_project(title: str):
    slug = slug_of(title)
    assert check_path(f"cards/{numbered(slug, 2)}/card.json")
    assert len(slug) <= MAX_SLUG_CHARACTERS + len("card-")
    assert slug_of(title) == slug
