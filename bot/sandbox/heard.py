"""What goes over the wire, told to whoever listens: a test, a recorder."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

Way = Literal["request", "answer", "envelope", "ack", "response_url"]


@dataclass(frozen=True)
class Heard:
    """One thing said: `system` tells whose contract applies, `name` is a method or the type of an envelope.

    `said` is the JSON as it went, not a copy: None where an answer holds none. `kind` is its content type,
    `status` an answer's.
    """

    system: str
    way: Way
    name: str
    said: Any
    kind: str = ""
    status: int = 0


Listener = Callable[[Heard], None]
