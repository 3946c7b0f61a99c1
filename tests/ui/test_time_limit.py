"""A journey that waits for ever ends, and the next one finds a browser that works."""

from __future__ import annotations

import pytest
from playwright.sync_api import Error, expect

from stage.lab import ONE_WINDOWING
from stage.person import Person
from stage.waiting import at_most

pytestmark = ONE_WINDOWING


def test_a_script_that_never_ends_is_ended(ana: Person) -> None:
    with at_most(2), pytest.raises(Error, match="crashed"):
        ana.page.evaluate("new Promise(() => {})")
    assert ana.is_gone


def test_the_next_journey_has_a_tab(ana: Person) -> None:
    expect(ana.page.locator("#jp-top-panel")).to_be_visible()
