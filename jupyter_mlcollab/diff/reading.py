"""A notebook's bytes read, once: fast where the JSON is strict, forgiving where it is not. No file access."""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from ..core.errors import Invalid
from .standard import Standard, standard

LARGE_BYTES = 1024 * 1024
_fields = msgspec.json.Decoder(dict[str, msgspec.Raw])
_list = msgspec.json.Decoder(list[msgspec.Raw])
# One object for all: Python holds two of NaN for different, but one for equal to itself wherever it stands.
_CONSTANTS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def read_notebook(data: bytes) -> Standard:
    """The notebook in standard form. NaN, Infinity and halves of characters, which strict readers refuse, are read.

    Raises:
        Invalid: not JSON, with `details` `{line, column, offset}` of the error, line and column from 1 and the offset
            in code points of the text from 0; or not a notebook.
    """
    try:
        content = _strict(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        content = _forgiving(data)
    except RecursionError:
        raise Invalid("The notebook is nested too deeply.") from None
    else:
        return _separable(content)
    return standard(content)


def written_cells(data: bytes) -> list[msgspec.Raw]:
    """Each cell as it is written in the strict JSON of a notebook that is `separable`."""
    return _list.decode(_fields.decode(data)["cells"])


def _strict(data: bytes) -> Any:
    if len(data) < LARGE_BYTES:
        return msgspec.json.decode(data)
    # Cell by cell, since no other thread goes on while JSON is read in one piece.
    fields = _fields.decode(data)
    cells = {"cells": list(map(msgspec.json.decode, _list.decode(fields["cells"])))} if "cells" in fields else {}
    return {name: cells.get(name) or msgspec.json.decode(written) for name, written in fields.items()}


def _separable(content: Any) -> Standard:
    notebook = standard(content)
    cells = content.get("cells")
    notebook.separable = isinstance(cells, list) and len(cells) == len(notebook["cells"])
    return notebook


def _forgiving(data: bytes) -> Any:
    try:
        return json.loads(data.decode("utf-8-sig", "surrogatepass"), parse_constant=_CONSTANTS.__getitem__)
    except json.JSONDecodeError as error:
        details = {"line": error.lineno, "column": error.colno, "offset": error.pos}
        sentence = f"The notebook is not valid JSON: {error.msg} in line {error.lineno}, column {error.colno}."
        raise Invalid(sentence, details) from None
    except UnicodeDecodeError as error:
        raise Invalid("The notebook is not text in UTF-8.", {"byte": error.start}) from None
    except RecursionError:
        raise Invalid("The notebook is nested too deeply.") from None
