"""Writes the contract between server and browser, `labextension/contract.json` (OpenAPI 3.1), from the routes, and the
forms of `card.json` and of what is shared through git (JSON Schema).

Run as `python -m jupyter_mlcollab.contract [FILE]`.
"""

from __future__ import annotations

import inspect
import json
import sys
import typing
from pathlib import Path
from typing import Any

import msgspec

from . import __version__
from .cards import format as card_format
from .core.errors import ERRORS
from .core.route import Route, camel
from .rooms import ROUTES
from .sync import format as replica_format
from .web.answer import Ask, Editing, ErrorBody, Poke, Resync, Watching

REF = "#/components/schemas/{name}"


def contract() -> dict[str, Any]:
    """The whole contract as an OpenAPI 3.1 document. Paths are relative to `{base}mlcollab/api/`."""
    types = [route.body[1] for route in ROUTES if route.body] + [route.returns for route in ROUTES]
    types += [p.annotation for route in ROUTES for p in route.query.values()]
    types += [ErrorBody, Ask, Watching, Poke, Resync, Editing]
    schemas, components = msgspec.json.schema_components(types, ref_template=REF)
    by_type = {_key(t): schema for t, schema in zip(types, schemas, strict=True)}
    paths: dict[str, dict[str, Any]] = {}
    for route in ROUTES:
        paths.setdefault(_path(route), {})[route.verb.lower()] = _operation(route, by_type)
    components["ErrorBody"]["properties"]["code"] = {"enum": [error.code for error in ERRORS]}
    return {
        "openapi": "3.1.0",
        "info": {"title": "jupyter_mlcollab", "version": __version__},
        "paths": paths,
        "components": {"schemas": components},
    }


def _operation(route: Route, by_type: dict[str, Any]) -> dict[str, Any]:
    operation: dict[str, Any] = {
        "operationId": camel(route.name),
        "description": inspect.getdoc(route.use_case) or "",
        "x-permission": route.can.value,
        "parameters": [*_path_parameters(route), *_query_parameters(route, by_type)],
        "responses": {
            "200": _content(by_type[_key(route.returns)], "the answer"),
            "default": _content({"$ref": REF.format(name="ErrorBody")}, "the failure"),
        },
    }
    if route.body:
        operation["requestBody"] = {"required": True, **_content(by_type[_key(route.body[1])])}
    return operation


def _path_parameters(route: Route) -> list[dict[str, Any]]:
    return [
        {"name": camel(name), "in": "path", "required": True, "schema": {"type": "string"}}
        for name in route.path_parameters
    ]


def _query_parameters(route: Route, by_type: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        {
            "name": camel(name),
            "in": "query",
            "required": parameter.default is parameter.empty,
            "schema": by_type[_key(parameter.annotation)],
        }
        for name, parameter in route.query.items()
    ]


def _content(schema: Any, description: str | None = None) -> dict[str, Any]:
    content = {"content": {"application/json": {"schema": schema}}}
    return {"description": description, **content} if description else content


def _path(route: Route) -> str:
    path = "/" + route.path
    for name in route.path_parameters:
        path = path.replace(f"{{{name}}}", f"{{{camel(name)}}}")
    return path


def _key(kind: Any) -> str:
    """Types are looked up by how they are written: a union is not hashable everywhere."""
    return kind.__qualname__ if isinstance(kind, type) and not typing.get_args(kind) else repr(kind)


def main(arguments: list[str] | None = None) -> None:
    """Writes the contract to the file named, else to where the frontend expects it and the form of cards beside their
    code."""
    given = sys.argv[1:] if arguments is None else arguments
    target = Path(given[0]) if given else Path(__file__).parent.parent / "labextension" / "contract.json"
    target.write_text(json.dumps(contract(), indent=2, ensure_ascii=False, sort_keys=True) + "\n", encoding="utf-8")
    if not given:
        card_format.FILE.write_text(card_format.card_schema_text(), encoding="utf-8")
        replica_format.FILE.write_text(replica_format.replica_schema_text(), encoding="utf-8")


if __name__ == "__main__":
    main()
