"""One incident, whole: as a modal, and as a message for the one who asks."""

from bot.domain.board import Sight
from bot.domain.gate import Gate
from bot.domain.incident import ACTIVE, Incident, LinkKind
from bot.views import blocks as b
from bot.views import own_fields
from bot.views.close import ending
from bot.views.drills import scorecard
from bot.views.tasks import row
from bot.views.timeline import entries
from bot.views.words import (
    STATUS,
    bold,
    call,
    channel,
    due,
    duration,
    emoji,
    escape,
    fit,
    mark,
    moment,
    people,
    person,
    quote,
)
from bot.views.work import failure, key_events, menu, timeline
from bot.views.work.card import absent, facts

SHOWN = 10
TASKS = 8
LINKS = {
    LinkKind.ANNOUNCEMENT: "Announcement",
    LinkKind.ORIGIN: "Declared from this message",
    LinkKind.FORMER_CHANNEL: "Former channel",
}
"""What is linked besides the channel, and how it is called."""


def modal(sight: Sight) -> b.Block:
    return b.modal(
        sight.incident.ref, [*_body(sight), b.divider(), *_happened(sight), _buttons(sight.incident)]
    )


def message(sight: Sight) -> b.Block:
    """The answer to `/incident status`."""
    incident = sight.incident
    text = f"{incident.priority} {incident.ref} {escape(incident.title)}: {incident.status}"
    return b.message(text, [*_body(sight), *_happened(sight), _buttons(incident)])


def _body(sight: Sight) -> list[b.Block]:
    incident, taxonomy = sight.incident, sight.taxonomy
    head = f"{emoji(incident, taxonomy)} {mark(incident)}*{incident.ref}* · {bold(escape(incident.title))}"
    return [
        b.section(f"{head}\n{quote(incident.description)}".rstrip()),
        facts(sight),
        *own_fields.facts(incident, taxonomy),
        b.context(" · ".join(_now(sight))),
        *_news(incident),
        *absent(incident),
        *_links(sight),
        *key_events.missing(incident, taxonomy),
        *own_fields.to_fill(incident, taxonomy),
        *key_events.metrics(Gate(incident, taxonomy, sight.now)),
        *scorecard.kept(sight.events, taxonomy),
        *_tasks(sight),
        *ending.without(incident),
        *failure.lines(incident, sight.failed),
    ]


def _now(sight: Sight) -> list[str]:
    incident = sight.incident
    declared = f"declared by {person(incident.declared_by)}, {moment(incident.opened_at)}"
    invited = f"{people(len(incident.invited))} invited"
    if incident.is_closed:
        return [ending.over(incident), channel(incident), declared, invited]
    return [
        f"{STATUS[incident.status]} for {duration(sight.now - incident.since)}",
        *([due(incident, sight.taxonomy, sight.now)] if incident.status in ACTIVE else []),
        channel(incident),
        declared,
        invited,
    ]


def _news(incident: Incident) -> list[b.Block]:
    news = incident.news
    said = f"*Last update* {moment(news.at)} {person(news.by)}: {fit(news.message, 2000)}" if news else ""
    promised = incident.next_update_at
    more = f"*Next update* {moment(promised)}" if promised and not incident.is_closed else ""
    text = " · ".join(part for part in (said, more) if part)
    return [b.section(text)] if text else []


def _links(sight: Sight) -> list[b.Block]:
    """Where else it is; a channel is linked by its name."""
    incident = sight.incident
    there = [(name, incident.link(kind)) for kind, name in LINKS.items()]
    said = [f"<{link.url}|{name}>" for name, link in there if link and link.url]
    said += filter(None, [call(incident, sight.taxonomy)])
    if incident.merged_into:
        said.append(f"goes on in inc-{incident.merged_into}")
    return [b.context(" · ".join(said))] if said else []


def _tasks(sight: Sight) -> list[b.Block]:
    undone = [task for task in sight.tasks if task.done_at is None]
    if not sight.tasks:
        return []
    lines = [row.line(task, sight.now) for task in undone[:TASKS]]
    rest = [f"and {len(undone) - TASKS} more"] if len(undone) > TASKS else []
    count = f"*Tasks* {len(undone)} of {len(sight.tasks)} to be done"
    return [b.section("\n".join([count, *lines, *rest]))]


def _happened(sight: Sight) -> list[b.Block]:
    """The last of what matters, as many lines as fit; all of it is a button away."""
    lines = timeline.newest(entries.entries(sight.events), SHOWN)
    return [b.section("\n".join(lines))] if lines else []


def _buttons(incident: Incident) -> b.Block:
    older = menu.button(incident, "Older", "timeline")
    brief = menu.button(incident, "Catch me up", "catchup")
    tasks = menu.button(incident, "Tasks", "tasks")
    if incident.merged_into:
        return b.actions(older, brief, tasks)
    if incident.is_closed:
        return b.actions(older, brief, tasks, menu.button(incident, "Reopen", "reopen"), menu.more(incident))
    update, roles = menu.button(incident, "Update", "update"), menu.button(incident, "Roles", "roles")
    return b.actions(older, brief, update, roles, tasks, menu.more(incident))
