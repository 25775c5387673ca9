"""Texts as they can be kept and sent: JSON can carry what is no text.

Half a surrogate pair cannot be written in UTF-8, and PostgreSQL keeps no NUL.
https://www.postgresql.org/docs/current/datatype-character.html
"""

import re
from typing import Any

_NO_TEXT = re.compile("[\0\ud800-\udfff]")


def well_formed(said: Any) -> Any:
    """Give the same, with a replacement character wherever a text holds what is none."""
    match said:
        case str():
            return _NO_TEXT.sub("\ufffd", said)
        case dict():
            return {name: well_formed(value) for name, value in said.items()}
        case list():
            return [well_formed(value) for value in said]
    return said
