"""The contract between server and browser is what the routes say, and nobody edited what is generated from them."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from jupyter_mlcollab.cards.card import Part
from jupyter_mlcollab.contract import contract, main
from jupyter_mlcollab.core.errors import ERRORS
from jupyter_mlcollab.core.route import camel
from jupyter_mlcollab.rooms import ROUTES

LABEXTENSION = Path(__file__).parents[2] / "labextension"


def test_the_written_contract_is_current(tmp_path):
    main([str(tmp_path / "contract.json")])
    fresh = (tmp_path / "contract.json").read_text(encoding="utf-8")
    assert (LABEXTENSION / "contract.json").read_text(encoding="utf-8") == fresh, "run `make contract`"


def test_the_typescript_types_are_current(tmp_path):
    program = LABEXTENSION / "node_modules" / ".bin" / "openapi-typescript"
    target = tmp_path / "types.ts"
    subprocess.run([program, "contract.json", "--output", target], cwd=LABEXTENSION, check=True, capture_output=True)
    committed = (LABEXTENSION / "src" / "contract" / "types.ts").read_text(encoding="utf-8")
    assert committed == target.read_text(encoding="utf-8"), "run `make contract`"


def test_every_route_is_in_it_with_its_permission_and_its_words():
    paths = contract()["paths"]
    for route in ROUTES:
        path = "/" + route.path
        for name in route.path_parameters:
            path = path.replace(f"{{{name}}}", f"{{{camel(name)}}}")
        operation = paths[path][route.verb.lower()]
        assert operation["x-permission"] == route.can.value
        assert len(operation["description"]) > 20, f"{route.name} says nothing of what its caller gets"


def test_operations_have_one_name_each():
    names = [route.name for route in ROUTES]
    assert len(set(names)) == len(names)


def test_answers_have_no_optional_fields():
    """An optional field in an answer is one that TypeScript has to doubt for nothing."""
    document = contract()
    schemas = document["components"]["schemas"]
    for route in ROUTES:
        for name in _reached(document["paths"], route, schemas):
            fields = schemas[name].get("properties", {})
            if name not in OF_A_CARD:
                assert set(schemas[name].get("required", [])) >= set(fields) - STORED.get(name, set()), name


# Stored with the event, so a field added later needs a default: see `core.wire.Payload`.
STORED = {"Anchor": {"version", "chosen", "detached", "madeOn", "entry", "passage"}}
# The form of a file, in which what nobody filled is left out.
OF_A_CARD = {part.__name__ for part in Part.__subclasses__()}


def _reached(paths: dict[str, Any], route: Any, schemas: dict[str, Any]) -> set[str]:
    path = "/" + route.path
    for parameter in route.path_parameters:
        path = path.replace(f"{{{parameter}}}", f"{{{camel(parameter)}}}")
    answer = paths[path][route.verb.lower()]["responses"]["200"]
    found: set[str] = set()
    waiting = _names(answer)
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting |= _names(schemas[name])
    return found


def _names(schema: Any) -> set[str]:
    text = json.dumps(schema)
    return {part.split('"')[0] for part in text.split("#/components/schemas/")[1:]}


def test_the_error_codes_are_the_vocabulary():
    body = contract()["components"]["schemas"]["ErrorBody"]
    assert body["properties"]["code"]["enum"] == [error.code for error in ERRORS]


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: error.code)
def test_every_error_has_a_status_of_its_own(error):
    assert [other.status for other in ERRORS].count(error.status) == 1
