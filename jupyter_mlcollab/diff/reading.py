"""A notebook's bytes read, once: fast where the JSON is strict, forgiving where it is not. No file access."""

from __future__ import annotations

import json
import math
from typing import Any

import msgspec

from ..core.errors import Invalid
from .standard import Standard, standard

# One object for all: Python holds two of NaN for different, but one for equal to itself wherever it stands.
_CONSTANTS = {"NaN": math.nan, "Infinity": math.inf, "-Infinity": -math.inf}


def read_notebook(data: bytes) -> Standard:
    """The notebook in standard form. NaN, Infinity and halves of characters, which strict readers refuse, are read.

    Raises:
        Invalid: not JSON, with `details` `{line, column, offset}` of the error, line and column from 1 and the offset
            in code points of the text from 0; or not a notebook.
    """
    try:
        content: Any = msgspec.json.decode(data)
    except (msgspec.DecodeError, UnicodeDecodeError):
        content = _forgiving(data)
    except RecursionError:
        raise Invalid("The notebook is nested too deeply.") from None
    return standard(content)


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
