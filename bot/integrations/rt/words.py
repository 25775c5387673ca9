"""Texts as Request Tracker holds them: plain."""

from collections.abc import Iterator

from bot.domain.incident import Incident
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy

MOST = 32_000
"""Most characters of a text; RT would take more."""


def secret(incident: Incident) -> str:
    """Say nothing of a private one, where others may read it."""
    return f"{incident.ref}: only who may see it in Slack knows what it is about."


def description(incident: Incident, taxonomy: Taxonomy) -> str:
    """Say what is known of it."""
    said = [incident.description, "\n".join(_facts(incident, taxonomy))]
    return "\n\n".join(part for part in said if part)[:MOST]


def of_task(incident: Incident, task: Task) -> str:
    """Say of what it is a task, and from which message it was made."""
    said = f"A task of {incident.ref}, {incident.title}."
    return f"{said}\n\n{task.url}" if task.url else said


def _facts(incident: Incident, taxonomy: Taxonomy) -> Iterator[str]:
    category = taxonomy.categories.get(incident.category)
    group = taxonomy.groups.get(category.group) if category else None
    yield f"Incident: {incident.ref}"
    yield f"Priority: {incident.priority} {taxonomy.priorities[incident.priority].name}"
    if category:
        yield f"Category: {' / '.join(one.name for one in (group, category) if one)}"
    yield f"Environment: {', '.join(incident.environments)}"
    for key, level in incident.impacts.items():
        kind = taxonomy.impacts.get(key)
        named = kind.level(level) if kind else None
        if kind and named:
            yield f"{kind.name}: {named.name}"
