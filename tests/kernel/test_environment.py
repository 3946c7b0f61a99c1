"""The packages of a process, held against what Python's own library says."""

from __future__ import annotations

import sys
from importlib.metadata import packages_distributions, version

import pandas  # noqa: F401 - one that is called like its module
import sklearn  # noqa: F401 - one that is not
import yaml  # noqa: F401 - neither

from jupyter_mlcollab.kernel.environment import Packages, environment


def normalized(name: str) -> str:
    return name.lower().replace("_", "-").replace(".", "-")


def test_packages_are_those_that_are_imported():
    found = Packages().imported(list(sys.modules))
    known = packages_distributions()
    tops = {name.partition(".")[0] for name in sys.modules}
    expected = {normalized(name) for top in tops for name in known.get(top, [])}
    # An editable installation lists no files of its own.
    assert found.keys() - {"jupyter-mlcollab"} <= expected
    # Of a namespace that several packages share, only the parts that are imported count.
    shared = {normalized(name) for top in tops if len(known.get(top, [])) > 1 for name in known[top]}
    assert expected - found.keys() <= shared
    assert {"pandas", "scikit-learn", "pyyaml"} <= found.keys()
    assert all(found[name] == version(name) for name in found)


def test_a_module_imported_later_is_found_later():
    packages = Packages()
    assert packages.imported(["json", "os"]) == {}
    assert packages.imported(["pandas"]) == {"pandas": version("pandas")}


def test_the_machine():
    found = environment()
    assert found.python == ".".join(map(str, sys.version_info[:3]))
    assert found.memory_gb is None or found.memory_gb > 0
    assert found.processor is None or found.processor[0].isdigit()
