"""Values as cells of a table that somebody opens in a spreadsheet."""

import json
from typing import Any

FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "|", "%")
"""With these a text begins that a spreadsheet may run: https://owasp.org/www-community/attacks/CSV_Injection."""


def cell(value: Any) -> str | int:
    """Give it as text that no spreadsheet takes for a formula; what holds several, a line each."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int():
            return value
        case dict():
            return _harmless(json.dumps(value, ensure_ascii=False))
        case list():
            return _harmless("\n".join(map(str, value)))
    return _harmless(str(value))


def _harmless(text: str) -> str:
    """An apostrophe before it makes it a text, in every line of it."""
    lines = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return "\n".join(f"'{line}" if line.lstrip().startswith(FORMULA) else line for line in lines)
