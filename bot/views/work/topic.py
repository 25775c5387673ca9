"""The channel's topic."""

from bot.domain.incident import Incident
from bot.domain.taxonomy import Taxonomy
from bot.views.words import fit, priority

LONGEST = 250
"""https://docs.slack.dev/reference/methods/conversations.setTopic"""


def render(incident: Incident, taxonomy: Taxonomy) -> str:
    category = taxonomy.categories[incident.category].name
    text = f"{incident.ref} · {priority(incident, taxonomy)} · {incident.status.capitalize()} · {category}"
    drill = "DRILL, nothing of this is real · " if incident.drill else ""
    return fit(f"{drill}{text} · {incident.title}", LONGEST)
