"""What all tests share: pytest-jupyter's server fixtures, and property tests that no clock decides."""

import os

from hypothesis import settings

pytest_plugins = ["pytest_jupyter.jupyter_server"]

# A run that decides over a change tries the same examples each time; people find new ones at their desks.
settings.register_profile("everywhere", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("everywhere")
