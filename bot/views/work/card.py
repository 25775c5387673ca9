"""The card: pinned in the incident's channel, always true."""

from bot.domain.board import Sight
from bot.views import blocks as b
from bot.views.words import (
    STATUS,
    category,
    duration,
    emoji,
    escape,
    impacts,
    moment,
    person,
    priority,
    quote,
)

DETAILS = "show_details"


def render(sight: Sight) -> b.Block:
    incident, taxonomy = sight.incident, sight.taxonomy
    title = escape(incident.title)
    rows = [
        b.section(f"{emoji(incident, taxonomy)} *{incident.ref}* · *{title}*\n{quote(incident.description)}"),
        facts(sight),
        b.context(f"Declared by {person(incident.opened_by)}, {moment(incident.opened_at)}"),
        b.actions(b.button("Details", DETAILS, str(incident.id), says=f"Details of {incident.ref}")),
    ]
    return b.message(f"{incident.priority} {incident.ref} {title}", rows)


def facts(sight: Sight) -> b.Block:
    """Status, priority, category, environment and impacts, in two columns."""
    incident, taxonomy = sight.incident, sight.taxonomy
    within = duration(taxonomy.priorities[incident.priority].fix_within)
    columns = [
        f"*Status*\n{STATUS[incident.status]}",
        f"*Priority*\n{priority(incident, taxonomy)} · fix within {within}",
        f"*Category*\n{category(incident, taxonomy)}",
        f"*Environment*\n{escape(', '.join(incident.environments))}",
    ]
    hit = impacts(incident, taxonomy)
    return b.fields(*columns, *(["*Impact*\n" + "\n".join(hit)] if hit else []))
