"""Writes the reference tables of the documentation from the code: routes, events, roles, settings, errors, commands.

Run as `python scripts/reference.py`. A page says where a table goes by two comments, `<!-- table: NAME -->` and
`<!-- end -->`; what stands between them is written anew.
"""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import traitlets
from msgspec import inspect as forms

from jupyter_mlcollab import cli, rooms
from jupyter_mlcollab.access.permissions import TABLE
from jupyter_mlcollab.app import MlcollabApp
from jupyter_mlcollab.cards.card import Card
from jupyter_mlcollab.core import errors
from jupyter_mlcollab.core.people import Role
from jupyter_mlcollab.core.route import Route, camel
from jupyter_mlcollab.core.wire import Payload
from jupyter_mlcollab.git.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
SCHEMAS = ROOT / "labextension" / "schema"
PLACE = re.compile(r"(<!-- table: (?P<name>[a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
KIND = re.compile(r"`([a-z]+\.[a-z]+)`")


def routes() -> Iterator[str]:
    """Every route: address, operation, what it takes and answers, the permission it needs."""
    rows = [(f"`{r.verb} {_path(r)}`", _code(camel(r.name)), _takes(r), _type(r.returns), r.can) for r in rooms.ROUTES]
    return _table(("Route", "Operation", "Takes", "Answers", "Permission"), rows)


def events() -> Iterator[str]:
    """Every kind of event with the fields of its payload."""
    for payload in stored():
        yield from ("", "### " + ", ".join(KIND.findall(payload.__doc__ or "")), "", _explained(payload), "")
        yield from _fields(payload)


def parts() -> Iterator[str]:
    """The forms that payloads hold inside them."""
    inner = {struct for payload in stored() for struct in _structs(forms.type_info(payload))} - {*stored()}
    for part in sorted(inner, key=_place):
        yield from ("", f"### {part.__name__}", "", _explained(part), "")
        yield from _fields(part)


def card() -> Iterator[str]:
    """The parts of `card.json` with their fields."""
    held = {*_structs(forms.type_info(Card))} - {Card}
    for part in (Card, *sorted(held, key=_place)):
        yield from ("", f"### {part.__name__}", "", _explained(part), "")
        yield from _fields(part)


def permissions() -> Iterator[str]:
    """Which role may do what, and the operations each permission opens."""
    rows = [
        (can, *("yes" if granted else "no" for granted in row), ", ".join(_operations(can)) or "asked of single things")
        for can, row in TABLE.items()
    ]
    return _table(("Permission", *(role.value for role in Role), "Operations"), rows)


def server_settings() -> Iterator[str]:
    """The settings of the server extension."""
    traits = MlcollabApp.class_own_traits(config=True)
    rows = [(f"`MlcollabApp.{name}`", _trait(trait), trait.help) for name, trait in sorted(traits.items())]
    return _table(("Setting", "Takes", "Meaning"), rows)


def project_settings() -> Iterator[str]:
    """What `mlcollab.toml` may say."""
    sections = _form(Settings).fields
    rows = [(_code(f"[{section.name}]"), _keys(section.type), _meaning(section)) for section in sections]
    return _table(("Section", "Takes", "Meaning"), rows)


def lab_settings() -> Iterator[str]:
    """What each person can set in JupyterLab's settings editor."""
    rows = [
        (schema["title"], setting["title"], _code(_json(setting.get("default"))), setting["description"])
        for schema in schemas()
        for setting in schema.get("properties", {}).values()
    ]
    return _table(("Section", "Setting", "Default", "Meaning"), rows)


def shortcuts() -> Iterator[str]:
    """Keyboard shortcuts, as JupyterLab lists them."""
    found = [shortcut for schema in schemas() for shortcut in schema.get("jupyter.lab.shortcuts", [])]
    # A key that is bound in several places of the page is one key to people.
    rows = list(dict.fromkeys((_code(" ".join(s["keys"])), _spoken(s["command"]), _code(s["command"])) for s in found))
    return _table(("Keys", "What it does", "Command"), rows)


def failures() -> Iterator[str]:
    """The codes of failures, as the module of errors explains them."""
    line = re.compile(r"^[├└]── \w+\s+(\w+)\s+(\d+)\s+(.+)$", re.MULTILINE)
    rows = [(_code(code), status, meaning) for code, status, meaning in line.findall(errors.__doc__ or "")]
    return _table(("Code", "Status", "Meaning"), rows)


def commands() -> Iterator[str]:
    """The words of the command line."""
    rows = [
        (_code(c.name), c.summary, c.can if c.opens_project else "none", _code(c.example)) for c in cli.all_commands()
    ]
    return _table(("Word", "What it does", "Permission", "Example"), rows)


TABLES: dict[str, Callable[[], Iterable[str]]] = {
    "routes": routes,
    "events": events,
    "parts": parts,
    "permissions": permissions,
    "server-settings": server_settings,
    "project-settings": project_settings,
    "lab-settings": lab_settings,
    "shortcuts": shortcuts,
    "failures": failures,
    "commands": commands,
    "card": card,
}


def pages() -> list[Path]:
    """The pages that hold tables."""
    return [page for page in sorted((ROOT / "docs").rglob("*.md")) if PLACE.search(page.read_text(encoding="utf-8"))]


def filled(text: str) -> str:
    """The page's text with its tables written anew. Raises KeyError for a table that is not in `TABLES`."""
    return PLACE.sub(lambda place: f"{place[1]}{_body(TABLES[place['name']]())}{place[3]}", text)


def stored() -> list[type]:
    """The payload of every kind of event: it names its kinds in its docstring."""
    ours = [p for p in Payload.__subclasses__() if p.__module__.startswith("jupyter_mlcollab.")]
    return sorted((p for p in ours if KIND.search(p.__doc__ or "")), key=_place)


def schemas() -> list[dict[str, Any]]:
    """What each plugin declares to JupyterLab."""
    return [json.loads(file.read_text(encoding="utf-8")) for file in sorted(SCHEMAS.glob("*.json"))]


def _body(lines: Iterable[str]) -> str:
    return "\n" + "\n".join(lines).strip("\n") + "\n\n"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    for row in (head, ("---",) * len(head), *rows):
        yield "| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"


def _place(kind: type) -> tuple[str, int]:
    """Where the class stands in the code, so that the order does not hang on what was imported first."""
    return kind.__module__, inspect.getsourcelines(kind)[1]


def _form(struct: type) -> forms.StructType:
    form = forms.type_info(struct)
    if not isinstance(form, forms.StructType):
        raise TypeError(f"{struct} is no struct.")
    return form


def _structs(form: forms.Type) -> Iterator[type]:
    """Every struct in a type, itself included."""
    match form:
        case forms.StructType():
            yield form.cls
            yield from (struct for field in form.fields for struct in _structs(field.type))
        case forms.UnionType(types=types):
            yield from (struct for each in types for struct in _structs(each))
        case forms.ListType(item_type=item):
            yield from _structs(item)
        case forms.Metadata(type=inner):
            yield from _structs(inner)


def _fields(struct: type) -> Iterable[str]:
    rows = [(_code(field.encode_name), _words(field.type), _default(field)) for field in _form(struct).fields]
    return _table(("Field", "Holds", "When absent"), rows) if rows else ["It has no fields."]


def _default(field: forms.Field) -> str:
    if field.required:
        return "never absent"
    known = field.default is not msgspec.NODEFAULT
    return _code(_json(field.default if known else field.default_factory()))


def _words(form: forms.Type) -> str:
    """A type in words: `text`, `list of number`, `` `open` or `resolved` ``."""
    match form:
        case forms.UnionType(types=types):
            return _either([*dict.fromkeys(_words(each) for each in types)])
        case forms.LiteralType(values=values):
            return _either([_code(str(value)) for value in values])
        case forms.ListType(item_type=item):
            return f"list of {_words(item)}"
        case forms.DictType(key_type=key, value_type=value):
            return f"a table from {_words(key)} to {_words(value)}"
        case forms.Metadata(type=inner):
            return _words(inner)
        case forms.StructType(cls=struct):
            return f"[{struct.__name__}](#{struct.__name__.lower()})"
    return _SIMPLE[type(form)]


_SIMPLE: dict[type, str] = {
    forms.StrType: "text",
    forms.IntType: "number",
    forms.FloatType: "number",
    forms.DateTimeType: "time",
    forms.AnyType: "any JSON",
    forms.FloatType: "number",
    forms.BoolType: "true or false",
    forms.NoneType: "null",
}


def _either(words: list[str]) -> str:
    return " or ".join(filter(None, [", ".join(words[:-1]), words[-1]]))


def _keys(form: forms.Type) -> str:
    """The keys of a section with what each takes; a key left out says nothing, so null is not said."""
    if not isinstance(form, forms.StructType):
        return _words(form)
    return ", ".join(f"{_code(key.name)}: {_words(key.type).removesuffix(' or null')}" for key in form.fields)


def _meaning(section: forms.Field) -> str:
    if isinstance(section.type, forms.StructType):
        return _flat(section.type.cls).partition(": ")[2].removesuffix(".")
    sentence = next(s for s in _flat(Settings).split(". ") if s.startswith(_code(section.name)))
    return sentence.removesuffix(".")


def _trait(trait: traitlets.TraitType[Any, Any]) -> str:
    match trait:
        case traitlets.Enum(values=values):
            return _either([_code(_json(value)) for value in values or ()])
        case traitlets.Dict():
            return "a table from text to text"
    return "text"


def _takes(route: Route) -> str:
    query = [_code(camel(name)) + ("" if p.default is p.empty else "?") for name, p in route.query.items()]
    return ", ".join([*([_type(route.body[1])] if route.body else []), *query])


def _type(kind: Any) -> str:
    named = kind.__name__ if isinstance(kind, type) else re.sub(r"[\w.]+\.", "", str(kind))
    return _code(named.replace("None", "null"))


def _path(route: Route) -> str:
    return re.sub(r"{(\w+)}", lambda name: f"{{{camel(name[1])}}}", route.path)


def _operations(can: str) -> list[str]:
    return [_code(camel(route.name)) for route in rooms.ROUTES if route.can == can]


def _explained(struct: type) -> str:
    """What the docstring says, with the fields named as they are stored."""
    text = _flat(struct).replace(" None", " null")
    for field in _form(struct).fields:
        text = text.replace(_code(field.name), _code(field.encode_name))
    return text


def _spoken(command: str) -> str:
    """`mlcollab:next-thread` → `next thread`."""
    return command.partition(":")[2].replace("-", " ")


def _flat(kind: type) -> str:
    return " ".join((inspect.getdoc(kind) or "").split())


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _code(text: str) -> str:
    return f"`{text}`"


if __name__ == "__main__":
    for page in pages():
        page.write_text(filled(page.read_text(encoding="utf-8")), encoding="utf-8")
