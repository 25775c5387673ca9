"""What others tell us about something of ours."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Told:
    """`source` told us that `kind` happened to `object`; `key` is the same whenever it tells us again."""

    source: str
    object: str
    key: str
    kind: str
    said: Mapping[str, Any]
