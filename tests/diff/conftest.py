"""What tests of this room share: git away from the configuration of whoever runs them."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def apart(own_configuration: Path) -> None:
    """Every test of this room has a configuration of git of its own."""
