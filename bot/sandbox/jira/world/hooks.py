"""Who is told by webhook, of what, and how that went."""

from dataclasses import dataclass
from datetime import datetime


@dataclass
class Hook:
    """`jql` narrows down what concerns an issue; the secret cannot be read back."""

    id: str
    name: str
    url: str
    events: list[str]
    owner: str
    updated: datetime
    jql: str = ""
    secret: str = ""
    excludes_body: bool = False
    is_enabled: bool = True
    brought: int = 0
    dropped: int = 0
