"""What could not be done, why, and the button that tries it again."""

from collections.abc import Sequence

from bot.domain.board import Failure
from bot.domain.incident import Incident
from bot.views import blocks as b
from bot.views.words import fit

RETRY = "retry_delivery"
SHOWN = 5

NOT_DONE = {
    "create_channel": "The channel could not be made",
    "invite_responders": "The responders could not be invited",
    "set_topic": "The channel's topic could not be set",
    "show_card": "The card could not be posted",
    "pin_card": "The card could not be pinned",
    "announce": "The announcement could not be posted",
    "show_progress": "The progress could not be shown",
    "tell_failure": "A failure could not be told",
    "publish_home": "App Home could not be shown",
}


def message(incident: Incident, failed: Failure) -> b.Block:
    text = _sentence(failed)
    return b.message(f"{incident.ref}: {text}", [line(incident, failed)])


def line(incident: Incident, failed: Failure) -> b.Block:
    retry = b.button("Retry", RETRY, f"{incident.id}:{failed.delivery}", says=f"Retry: {_what(failed)}")
    return b.section(f":warning: {_sentence(failed)}", retry)


def lines(incident: Incident, failed: Sequence[Failure]) -> list[b.Block]:
    """Show the newest, and say how many more there are."""
    rest = len(failed) - SHOWN
    more = [b.context(f"and {rest} more that could not be done")] if rest > 0 else []
    return [*(line(incident, one) for one in failed[-SHOWN:]), *more]


def parse(value: str) -> tuple[int, int]:
    """Read the incident and the delivery from the button's value."""
    incident, _, delivery = value.partition(":")
    return int(incident), int(delivery)


def _sentence(failed: Failure) -> str:
    return f"{_what(failed)}: {fit(failed.reason, 500)}"


def _what(failed: Failure) -> str:
    return NOT_DONE.get(failed.effect, "Something could not be done")
