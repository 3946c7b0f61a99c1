"""A shared server that ends by itself takes one journey with it, says how it ended, and is there for the next."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable

import pytest
from playwright.sync_api import Browser

from stage.cast import Cast
from stage.lab import Lab, ServerEnded
from stage.waiting import until


def test_the_next_journey_finds_a_server(new_lab: Callable[..., Lab], browser: Browser) -> None:
    lab = new_lab()
    people = Cast(browser, lab)
    try:
        ana = people.person("ana")
        assert people.person("ana") is ana
        address = lab.address
        os.kill(lab.pid, signal.SIGSEGV)
        until(lambda: not lab.is_there)
        with pytest.warns(ServerEnded, match=r"ended by itself, with -11[\s\S]+Segmentation fault"):
            again = people.person("ana")
        assert again is not ana
        assert lab.address == address
    finally:
        people.close()
