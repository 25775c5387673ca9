"""Texts as Jira's wiki notation holds them: what people typed stays what they typed.

https://jira.atlassian.com/secure/WikiRendererHelpAction.jspa?section=texteffects
"""

from bot.domain.events import Event
from bot.domain.incident import Incident
from bot.domain.rules.opening import one_line
from bot.domain.tasks import Task
from bot.domain.taxonomy import Taxonomy
from bot.views.documents.wiki import escape

MOST = 32_000
"""Most characters of a text: https://confluence.atlassian.com/jirakb/jira-text-field-limits"""

TITLE = 255
"""Most characters of a title."""


def secret(incident: Incident) -> str:
    """Say nothing of a private one, where others may read it."""
    return f"{incident.ref}: only who may see it in Slack knows what it is about."


def description(incident: Incident, taxonomy: Taxonomy) -> str:
    """Say what is known of it."""
    category = taxonomy.categories.get(incident.category)
    group = taxonomy.groups.get(category.group) if category else None
    priority = taxonomy.priorities[incident.priority]
    where = " / ".join(one.name for one in (group, category) if one)
    facts = [
        f"*Incident:* {incident.ref}",
        f"*Priority:* {priority.emoji} {escape(f'{incident.priority} {priority.name}')}",
        *([f"*Category:* {escape(where)}"] if where else []),
        f"*Environment:* {escape(', '.join(incident.environments))}",
        *(f"*{escape(kind)}:* {escape(level)}" for kind, level in _impacts(incident, taxonomy)),
    ]
    said = [escape(incident.description), "\n".join(facts)]
    return "\n\n".join(part for part in said if part)[:MOST]


def of_task(incident: Incident, task: Task) -> str:
    """Say of what it is a task, and from which message it was made."""
    said = f"A task of {incident.ref}, {escape(incident.title)}."
    return f"{said}\n\n{task.url}" if task.url else said


def of_entry(event: Event, who: str) -> tuple[str, str]:
    """Give title and description of an issue that tells an update."""
    said = str(getattr(event, "message", ""))
    title = one_line(f"{who}: {said}")
    cut = title if len(title) <= TITLE else title[: TITLE - 1].rstrip() + "…"
    return cut, f"{event.at:%Y-%m-%d %H:%M} UTC, {escape(who)}:\n\n{escape(said)}"[:MOST]


def _impacts(incident: Incident, taxonomy: Taxonomy) -> list[tuple[str, str]]:
    found = []
    for key, level in incident.impacts.items():
        kind = taxonomy.impacts.get(key)
        named = kind.level(level) if kind else None
        if kind and named:
            found.append((kind.name, named.name))
    return found
