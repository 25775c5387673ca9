"""How long what is over is kept."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

SECTION = "retention"


@dataclass(frozen=True)
class Kept:
    """A kind of row. `usual`: how long, where nobody says; `least`: it is needed for so long."""

    name: str
    label: str
    usual: timedelta
    least: timedelta
    hint: str = ""


def _days(count: int) -> timedelta:
    return timedelta(days=count)


KINDS = (
    Kept("drafts", "Forms not sent", _days(1), _days(1), "What somebody entered and did not declare."),
    Kept("presses", "Presses answered", _days(7), _days(1), "Known again when Slack repeats them."),
    Kept("tellings", "Events heard", _days(7), _days(3), "PagerDuty and Jira tell again for days."),
    Kept("deliveries", "Deliveries done", _days(30), _days(7), "Of what is closed, and of none."),
    Kept("shifts", "Shifts that are over", _days(7), _days(1), "Who was on call."),
    Kept("calls", "Pages without incident", _days(90), _days(7), "With what people were told."),
    Kept("homes", "App Homes not opened", _days(180), _days(1), "What somebody chose to see there."),
    Kept("exchanges", "What was carried over", _days(90), _days(7), "With other systems."),
    Kept("audit", "Changes of the settings", _days(90), _days(30), "Who changed what."),
    Kept("raised", "Keys of alerts", _days(7), _days(1), "Of what is over: a new alert begins anew."),
    Kept("entities", "Entities that are gone", _days(30), _days(1), "They can come again until then."),
    Kept("redactions", "Words to take out", _days(7), _days(1), "Where another system does not let us."),
)
"""All of them, in the order in which they are forgotten."""


def spans(said: Mapping[str, timedelta]) -> dict[str, timedelta]:
    """Give how long each kind is kept, as people set it."""
    return {kind.name: max(said.get(kind.name, kind.usual), kind.least) for kind in KINDS}


def too_short(said: Mapping[str, timedelta]) -> Iterator[tuple[str, str]]:
    """Name each kind that is to be forgotten while it is needed, with the sentence that says so."""
    for kind in KINDS:
        if said.get(kind.name, kind.least) < kind.least:
            yield kind.name, f"At least {kind.least.days}d: until then it is needed."
