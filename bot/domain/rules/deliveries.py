"""What had to be done elsewhere and could not be."""

from bot.domain.events import DeliveryFailed, DeliveryRetried
from bot.domain.incident import Act, Change, Incident


def give_up(incident: Incident, delivery: int, effect: str, reason: str, act: Act) -> Change:
    """Something that had to be done elsewhere was refused, or failed too often."""
    event = DeliveryFailed(act.at, act.by, delivery=delivery, effect=effect, reason=reason)
    return Change(incident, (event,))


def retry(incident: Incident, delivery: int, effect: str, act: Act) -> Change:
    """Somebody mended the cause and wants it tried again."""
    return Change(incident, (DeliveryRetried(act.at, act.by, delivery=delivery, effect=effect),))
