"""Tell what is new, and change what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import UserError
from bot.domain.events import Event, IncidentUpdated
from bot.domain.incident import Act, Change, Incident, News, Status
from bot.domain.lifecycle import step
from bot.domain.own_fields import Values
from bot.domain.own_fields.filling import fill_in
from bot.domain.rules import key_events
from bot.domain.rules.opening import faults_of_fields, one_line
from bot.domain.rules.priority import suggested
from bot.domain.taxonomy import Taxonomy

MESSAGE = 1200
"""Most characters of a message."""

NO_CHANGE = "No change."
STILL = "No change since: "
PAUSE = timedelta(minutes=30)
"""Until the next update, where nobody ever said."""


@dataclass(frozen=True)
class Update:
    """What somebody wishes: None and an empty key leave things as they are.

    `impacts`: the levels that change, by their types; an empty level is not set any more.
    """

    message: str = ""
    status: Status | None = None
    reason: str = ""
    priority: str = ""
    category: str = ""
    environments: tuple[str, ...] | None = None
    impacts: Mapping[str, str] = field(default_factory=dict)
    title: str | None = None
    description: str | None = None
    next_update_at: datetime | None = None


def update(
    incident: Incident, wish: Update, taxonomy: Taxonomy, act: Act, *, postmortem_due: bool = False
) -> Change:
    """Raise UserError with a sentence per field for what cannot be, or where nothing is new."""
    if wish.message.strip() or wish.priority or wish.next_update_at:
        must_be_open(incident)
    status = wish.status or incident.status
    taken = step(incident, status, reason=wish.reason, postmortem_due=postmortem_due)
    becomes = _changes(incident, wish, taxonomy)
    if taken.start is not taken.end:
        becomes["status"] = taken.end
    message = wish.message.strip()
    if not becomes and not message and wish.next_update_at is None:
        sentence = "Nothing is new: write a message, or change something."
        raise UserError(sentence, {"message": sentence})
    if len(message) > MESSAGE:
        sentence = f"Write at most {MESSAGE} characters: {len(message) - MESSAGE} too many."
        raise UserError(sentence, {"message": sentence})
    event = IncidentUpdated(
        act.at,
        act.by,
        message=message,
        was={name: _plain(getattr(incident, name)) for name in becomes},
        becomes={name: _plain(value) for name, value in becomes.items()},
        implied=tuple(taken.implied),
        reason=wish.reason.strip(),
        next_update_at=wish.next_update_at,
    )
    return _filled(_with(incident, becomes, message, wish, act), event, taxonomy, act)


def must_be_open(incident: Incident) -> None:
    """Raise UserError where there is nothing to tell any more."""
    if incident.is_closed:
        over = f"{incident.ref} is closed: there is nothing to tell any more."
        raise UserError(f"{over} Reopen it first: `/incident reopen {incident.ref}`.")


def edit(
    incident: Incident, wish: Update, taxonomy: Taxonomy, act: Act, fields: Values | None = None
) -> Change:
    """Change what is known; levels that ask for a worse priority raise it, and none ever lowers it.

    fields: those of the organisation's own that are to say something else.
    """
    asked = suggested(wish.impacts, taxonomy)
    if asked and not incident.is_closed and asked.rank < taxonomy.priorities[incident.priority].rank:
        wish = replace(wish, priority=asked.key)
    if not fields:
        return update(incident, wish, taxonomy, act)
    edited = Change(incident, ()) if wish == Update() else update(incident, wish, taxonomy, act)
    return edited.then(fill_in(edited.incident, fields, taxonomy, act))


def same_as_before(incident: Incident, taxonomy: Taxonomy, act: Act) -> Change:
    """Tell that nothing changed, and promise the next update after as long as the last time."""
    told_at, promised_at = incident.news.at if incident.news else None, incident.next_update_at
    pause = promised_at - told_at if told_at and promised_at and promised_at > told_at else PAUSE
    words = _still(incident.news.message if incident.news else "")
    return update(incident, Update(message=words, next_update_at=act.at + pause), taxonomy, act)


def _still(last: str) -> str:
    """Keep the words that still hold where people look for the last news."""
    if not last or last.startswith(STILL):
        return last or NO_CHANGE
    return NO_CHANGE if last == NO_CHANGE else (STILL + last)[:MESSAGE]


def _changes(incident: Incident, wish: Update, taxonomy: Taxonomy) -> dict[str, Any]:
    """Give the fields that really change, checked as at declaring."""
    wished: dict[str, Any] = {
        "priority": wish.priority or incident.priority,
        "category": wish.category or incident.category,
        "environments": _environments(incident, wish, taxonomy),
        "impacts": _impacts(incident, wish),
        "title": incident.title if wish.title is None else one_line(wish.title),
        "description": incident.description if wish.description is None else wish.description.strip(),
    }
    changed = {name: value for name, value in wished.items() if value != getattr(incident, name)}
    faults = faults_of_fields(changed, taxonomy)
    category = taxonomy.categories.get(changed.get("category", ""))
    if category and category.private and not incident.private:
        faults["category"] = (
            f"{category.name} is only for private incidents: make {incident.ref} private first."
        )
    if faults:
        raise UserError(" ".join(faults.values()), faults)
    return changed


def _environments(incident: Incident, wish: Update, taxonomy: Taxonomy) -> tuple[str, ...]:
    if wish.environments is None:
        return incident.environments
    return tuple(key for key in taxonomy.environments if key in wish.environments)


def _impacts(incident: Incident, wish: Update) -> dict[str, str]:
    """Give the levels that are set afterwards."""
    return {kind: level for kind, level in {**incident.impacts, **wish.impacts}.items() if level}


def _with(incident: Incident, becomes: dict[str, Any], message: str, wish: Update, act: Act) -> Incident:
    told = bool(message) or "status" in becomes or wish.next_update_at
    return replace(
        incident,
        **becomes,
        status_since=act.at if "status" in becomes else incident.status_since,
        news=News(message, act.by, act.at) if message else incident.news,
        next_update_at=wish.next_update_at if told else incident.next_update_at,
    )


def _filled(incident: Incident, event: IncidentUpdated, taxonomy: Taxonomy, act: Act) -> Change:
    """A status that means a moment fills it in; what was skipped on the way counts too."""
    events: list[Event] = [event]
    if event.changes("status"):
        for status in (*map(Status, event.implied), incident.status):
            filled = key_events.fill_in(incident, status, taxonomy, act)
            incident = filled.incident
            events += filled.events
    return Change(incident, tuple(events))


def _plain(value: Any) -> Any:
    """Give a value as the timeline keeps it."""
    if isinstance(value, tuple):
        return list(value)
    return dict(value) if isinstance(value, Mapping) else str(value)
