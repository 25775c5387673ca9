"""Texts as they can be kept and sent: JSON can carry what is no text.

Half a surrogate pair cannot be written in UTF-8, and PostgreSQL keeps no NUL.
https://www.postgresql.org/docs/current/datatype-character.html
"""

import json
import re
from typing import Any

_SUSPECT = re.compile(r"[\ud800-\udfff]|\\u0000")
"""As JSON writes it: whether a second look is worth while, which takes ten times as long as this one."""

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def well_formed(said: Any) -> Any:
    """Give the same, with a replacement character wherever a text holds what is none."""
    return _mended(said) if _SUSPECT.search(json.dumps(said, ensure_ascii=False)) else said


def _mended(said: Any) -> Any:
    match said:
        case str():
            return _NO_TEXT.sub("\ufffd", said)
        case dict():
            return {name: _mended(value) for name, value in said.items()}
        case list():
            return [_mended(value) for value in said]
    return said
