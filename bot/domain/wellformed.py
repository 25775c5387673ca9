"""Texts as they can be kept and sent: JSON can carry what is no text.

Half a surrogate pair cannot be written in UTF-8, and PostgreSQL keeps no NUL.
https://www.postgresql.org/docs/current/datatype-character.html
"""

import json
import re
from typing import Any

_ESCAPED = re.compile(r"\\u(?:0000|[dD][89a-fA-F])")
"""How JSON writes half a surrogate pair, or a whole one, and NUL: other than so, none comes over the wire."""

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def well_formed(said: Any, raw: str | None = None) -> Any:
    """Give the same, with a replacement character wherever a text holds what is none.

    raw: the JSON that it was read from, where that is at hand: a look at it takes hardly any time.
    """
    if raw is not None and not _ESCAPED.search(raw):
        return said
    return said if _is_text(json.dumps(said, ensure_ascii=False)) else _mended(said)


def loads(raw: str) -> Any:
    """Read JSON that came over the wire. Raises ValueError where it is none."""
    return well_formed(json.loads(raw), raw)


def _is_text(json_of_it: str) -> bool:
    try:
        json_of_it.encode()
    except UnicodeEncodeError:
        return False
    return r"\u0000" not in json_of_it


def _mended(said: Any) -> Any:
    match said:
        case str():
            return _NO_TEXT.sub("\ufffd", said)
        case dict():
            return {name: _mended(value) for name, value in said.items()}
        case list():
            return [_mended(value) for value in said]
    return said
