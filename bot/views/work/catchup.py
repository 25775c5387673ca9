"""Catch me up: where it stands, who does what, what happened, in half a minute of reading."""

from bot.domain import events as e
from bot.domain.board import Sight
from bot.domain.incident import Incident
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views.close import ending
from bot.views.paging import lines
from bot.views.tasks import row
from bot.views.timeline import entries
from bot.views.words import (
    STATUS,
    bold,
    call,
    channel,
    duration,
    emoji,
    fit,
    mark,
    moment,
    person,
    pieces,
    priority,
    quote,
)
from bot.views.work import timeline

TOLD = (
    e.IncidentUpdated,
    e.IncidentClosed,
    e.IncidentReopened,
    e.IncidentMerged,
    e.MergeReceived,
    e.RoleGiven,
    e.KeyEventSet,
    e.NoteAdded,
    e.MadePrivate,
)
"""What somebody who comes late must know of."""

SHOWN = 12
TASKS = 5


def message(sight: Sight) -> b.Block:
    """The answer to `/incident catchup`."""
    incident, taxonomy = sight.incident, sight.taxonomy
    title = fit(incident.title, 250)
    urgency = priority(incident, taxonomy)
    head = f"{emoji(incident, taxonomy)} {mark(incident)}*{incident.ref}* {urgency} · {bold(title)}"
    what = f"{head}\n{quote(incident.description, 1200)}".rstrip()
    return b.message(
        f"{incident.ref} {title}: {incident.status}",
        [b.section(what), *map(b.section, pieces(_state(sight))), *story(sight)],
    )


def story(sight: Sight) -> list[b.Block]:
    """What happened since it was declared, and what is to be done; empty where nothing did."""
    happened = [one for one in entries.entries(sight.events) if isinstance(one.event, TOLD)]
    newest = timeline.newest(happened, SHOWN)
    rest = len(happened) - len(newest)
    more = f"\n_and {rest} before that_" if rest else ""
    rows = [b.section("*What happened*\n" + "\n".join(newest) + more)] if newest else []
    undone = [row.line(task, sight.now) for task in sight.tasks if task.done_at is None]
    return [*rows, *([b.section("*To be done*\n" + "\n".join(undone[:TASKS]))] if undone else [])]


def _state(sight: Sight) -> list[str]:
    said = [_standing(sight), _roles(sight), *_pages(sight), _news(sight.incident)]
    return [line for line in said if line]


def _standing(sight: Sight) -> str:
    incident = sight.incident
    if incident.is_closed:
        return f"*Now* {ending.over(incident)} · {channel(incident)}"
    age = duration(sight.now - incident.since)
    began = f"declared {moment(incident.opened_at)}"
    where = " · ".join(filter(None, [channel(incident), call(incident, sight.taxonomy)]))
    return f"*Now* {STATUS[incident.status]} for {age} · {began} · {where}"


def _roles(sight: Sight) -> str:
    incident = sight.incident
    held = [
        f"{bold(fit(kind.name, 75))} {person(holder) if (holder := incident.holder(kind.key)) else 'nobody'}"
        for kind in offered(sight.taxonomy.roles, incident.roles)
    ]
    return " · ".join(held)


def _pages(sight: Sight) -> list[str]:
    """Whom PagerDuty calls by now, so that nobody calls them again."""
    if sight.incident.is_closed:
        return []
    return [lines.line(sight, page) for page in sight.incident.pages[-lines.MOST :] if page.is_open]


def _news(incident: Incident) -> str:
    news = incident.news
    if news is None:
        return "No update yet."
    promised = incident.next_update_at
    more = f" Next update {moment(promised)}." if promised and not incident.is_closed else ""
    return f"*Last update* {moment(news.at)} {person(news.by)}: {fit(news.message, 1000)}{more}"
