"""Who is told by webhook, of what, and how that went."""

from dataclasses import dataclass, field


@dataclass
class Subscription:
    """`secrets` sign every webhook, the newest first; V2 ones are unsigned and know other events."""

    id: str
    url: str
    events: list[str]
    filter: tuple[str, str]
    """("account", ""), ("service", id) or ("team", id)."""
    secrets: list[str]
    description: str = ""
    headers: dict[str, str] = field(default_factory=dict)
    is_active: bool = True
    version: int = 3
    dropped: int = 0
    """How many webhooks in a row could not be brought."""
    disabled_until: float = 0.0
    """Seconds of the account's clock; 0 while it is not disabled for a time."""
