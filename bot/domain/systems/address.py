"""An incident's address: what tickets, pages and exports lead to."""

from urllib.parse import urlencode

from bot.domain.incident import Incident, LinkKind

LEADS_TO = (LinkKind.CHANNEL, LinkKind.ANNOUNCEMENT)
"""What an address can be besides App Home, the better first."""


def home_of(app: str, team: str) -> str:
    """Give the link to an app's Home.

    https://docs.slack.dev/interactivity/deep-linking
    """
    return f"https://slack.com/app_redirect?{urlencode({'app': app, 'team': team})}"


def address_of(incident: Incident, home: str) -> str:
    """Give its channel; without one the message that announced it, unless it is private; else Home."""
    kinds = LEADS_TO[:1] if incident.private else LEADS_TO
    found = (incident.link(kind) for kind in kinds)
    return next((link.url for link in found if link and link.url), home)
