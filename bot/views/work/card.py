"""The card: pinned in the incident's channel, always true."""

from bot.domain.board import Sight
from bot.domain.incident import ACTIVE, TO_FINISH, Incident
from bot.domain.rules.roles import COMMANDER
from bot.domain.taxonomy import RoleType
from bot.domain.taxonomy.offered import offered
from bot.views import blocks as b
from bot.views import own_fields, worded
from bot.views.drills.marked import TEXT
from bot.views.paging import halting
from bot.views.paging import lines as paging
from bot.views.postmortem import sentences as postmortem
from bot.views.ticketing import lines as ticketing
from bot.views.words import (
    COLUMN,
    STATUS,
    bold,
    call,
    category,
    duration,
    emoji,
    escape,
    fit,
    impacts,
    listed,
    mark,
    moment,
    person,
    priority,
    quote,
    within,
)
from bot.views.work import key_events, menu

TAKE_ROLE = "take_role"
ON_CARD = 20
"""Of the organisation's own fields, those that a card shows; Details shows all."""


def render(sight: Sight) -> b.Block:
    incident, taxonomy = sight.incident, sight.taxonomy
    title = escape(incident.title)
    head = f"{emoji(incident, taxonomy)} {mark(incident)}*{incident.ref}* · {bold(title)}"
    rows = [
        b.section(f"{head}\n{quote(incident.description)}".rstrip()),
        *([] if incident.is_closed else worded.on_card(incident, taxonomy)),
        facts(sight),
        *own_fields.facts(incident, taxonomy, ON_CARD),
        *([] if incident.is_closed else _vacant(sight)),
        *paging.on_card(sight),
        *_links(sight),
        *halting.on_card(incident),
        *_news(incident),
        *key_events.missing(incident, taxonomy),
        *own_fields.to_fill(incident, taxonomy),
        *_ending(incident),
        *absent(incident),
        b.context(f"Declared by {person(incident.declared_by)}, {moment(incident.opened_at)}"),
        _buttons(incident, pages=sight.pages),
    ]
    return b.message(f"{TEXT if incident.drill else ''}{incident.priority} {incident.ref} {title}", rows)


def facts(sight: Sight) -> b.Block:
    """Status, priority, category, environment, who has which role, and impacts, in two columns."""
    incident, taxonomy = sight.incident, sight.taxonomy
    columns = [
        f"*Status*\n{STATUS[incident.status]} since {moment(incident.since)}",
        f"*Priority*\n{priority(incident, taxonomy)} · {_due(sight)}",
        f"*Category*\n{category(incident, taxonomy)}",
        f"*Environment*\n{escape(', '.join(incident.environments))}",
        *(_held(incident, kind) for kind in list(taxonomy.roles.values())[:5] if incident.holder(kind.key)),
    ]
    hit = impacts(incident, taxonomy)
    return b.fields(*columns, *([within(["*Impact*", *hit], COLUMN)] if hit else []))


def absent(incident: Incident) -> list[b.Block]:
    """Whom it calls and who has no account in Slack: somebody must reach them in another way."""
    if not incident.absent:
        return []
    return [b.context(f":warning: Not in Slack, please call them: {fit(', '.join(incident.absent), 500)}")]


def _due(sight: Sight) -> str:
    """Say until when it is to be fixed; an incident that is over is not due any more."""
    incident = sight.incident
    within = sight.taxonomy.priorities[incident.priority].fix_within
    if incident.status in ACTIVE:
        return f"due {moment(incident.opened_at + within)}"
    return f"to be fixed within {duration(within)}"


def _held(incident: Incident, kind: RoleType) -> str:
    return f"{bold(escape(kind.name))}\n{person(incident.holder(kind.key))}"


def _vacant(sight: Sight) -> list[b.Block]:
    """The roles that nobody has, each with the button that takes it."""
    incident = sight.incident
    rows = []
    for kind in offered(sight.taxonomy.roles):
        if not incident.holder(kind.key):
            label = "Take command" if kind.key == COMMANDER else "I'll do it"
            says = fit(f"{label}: {kind.name} of {incident.ref}", 75)
            press = b.button(label, f"{TAKE_ROLE}:{kind.key}", f"{incident.id}:{kind.key}", says=says)
            rows.append(b.section(f"{bold(escape(kind.name))}  nobody", press))
    return rows


def _links(sight: Sight) -> list[b.Block]:
    """Where else it is."""
    ticket = ticketing.on_card(sight)
    said = [
        call(sight.incident, sight.taxonomy),
        f"*Ticket* {ticket}" if ticket else "",
        postmortem.on_card(sight.incident),
    ]
    return [b.section(" · ".join(filter(None, said)))] if any(said) else []


def _news(incident: Incident) -> list[b.Block]:
    news = incident.news
    said = f"*Last update* {moment(news.at)} {person(news.by)}: {fit(news.message, 2000)}" if news else ""
    promised = incident.next_update_at
    more = f"*Next update* {moment(promised)}" if promised else ""
    text = " · ".join(part for part in (said, more) if part)
    return [b.section(text)] if text else []


def _ending(incident: Incident) -> list[b.Block]:
    """How it ended, and what was missing then."""
    closure = incident.closure
    if closure is None:
        return []
    reference = f" ({fit(closure.reference, 200)})" if closure.reference else ""
    said = f": {fit(closure.message, 1500)}" if closure.message else ""
    rows = [b.section(f"*Closed* as {escape(closure.reason)}{reference}{said}")]
    if closure.waived:
        without = f"Closed without {listed(map(escape, closure.waived))}: {fit(closure.waiver, 1000)}"
        rows.append(b.context(f":warning: {without}"))
    return rows


def _buttons(incident: Incident, *, pages: bool) -> b.Block:
    details = menu.details(incident)
    if incident.merged_into:
        return b.actions(details)
    if incident.is_closed:
        return b.actions(details, menu.button(incident, "Reopen", "reopen"))
    return b.actions(
        menu.button(incident, "Update", "update", style="primary"),
        menu.button(incident, "Roles", "roles"),
        *([menu.button(incident, "Page someone", menu.PAGE)] if pages else []),
        _next(incident),
        menu.button(incident, "Timeline", "timeline"),
        menu.button(incident, "Catch me up", "catchup"),
        details,
        menu.more(incident),
    )


def _next(incident: Incident) -> b.Block:
    """What is called for most where it stands."""
    if incident.status in TO_FINISH:
        return menu.button(incident, "Close", "close")
    if incident.private:
        return menu.button(incident, "Let somebody in", "allow")
    return menu.button(incident, "SOS", "sos")
