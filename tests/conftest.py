"""What all tests share: pytest-jupyter's server fixtures, and property tests that no clock decides."""

from hypothesis import settings

pytest_plugins = ["pytest_jupyter.jupyter_server"]

settings.register_profile("everywhere", deadline=None)
settings.load_profile("everywhere")
