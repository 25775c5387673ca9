"""Call the data protection officer when payments in production are hit, wherever they work."""

from collections.abc import Iterable

from bot.ports import Facts

OFFICER = "eve@demo.example"
LAWYERS = "hotline@lawyers.example"
SENSITIVE = {"payment", "personal-data-breach"}


def call_data_protection(facts: Facts) -> Iterable[str]:
    """Give e-mail addresses or Slack ids; whoever has no account in Slack is named on the card."""
    incident = facts.incident
    if incident.category in SENSITIVE and "PRD" in incident.environments:
        yield OFFICER
        yield LAWYERS
