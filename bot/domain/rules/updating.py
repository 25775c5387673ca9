"""Tell what is new, and change what is known."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any

from bot.domain.errors import UserError
from bot.domain.events import Event, IncidentUpdated
from bot.domain.incident import Act, Change, Incident, News, Status
from bot.domain.lifecycle import step
from bot.domain.rules import key_events
from bot.domain.rules.opening import faults_of_fields
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
    """What somebody wishes: None and empty leave things as they are."""

    message: str = ""
    status: Status | None = None
    reason: str = ""
    priority: str = ""
    category: str = ""
    environments: tuple[str, ...] = ()
    impacts: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    description: str = ""
    next_update_at: datetime | None = None


def update(
    incident: Incident, wish: Update, taxonomy: Taxonomy, act: Act, *, postmortem_due: bool = False
) -> Change:
    """Raise UserError with a sentence per field for what cannot be, or where nothing is new."""
    if incident.is_closed and (wish.message.strip() or wish.priority or wish.next_update_at):
        raise UserError(f"{incident.ref} is closed: there is nothing to tell any more. Reopen it first.")
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


def edit(incident: Incident, wish: Update, taxonomy: Taxonomy, act: Act) -> Change:
    """Change what is known; impacts that ask for a worse priority raise it, and none ever lowers it."""
    asked = suggested(wish.impacts, taxonomy)
    if asked and not incident.is_closed and asked.rank < taxonomy.priorities[incident.priority].rank:
        wish = replace(wish, priority=asked.key)
    return update(incident, wish, taxonomy, act)


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
        "priority": wish.priority,
        "category": wish.category,
        "environments": tuple(key for key in taxonomy.environments if key in wish.environments),
        "impacts": dict(wish.impacts),
        "title": " ".join(wish.title.split()),
        "description": wish.description.strip(),
    }
    changed = {
        name: value for name, value in wished.items() if value and value != _like(incident, name, value)
    }
    faults = faults_of_fields(changed, taxonomy)
    category = taxonomy.categories.get(changed.get("category", ""))
    if category and category.private and not incident.private:
        faults["category"] = (
            f"{category.name} is only for private incidents: make {incident.ref} private first."
        )
    if faults:
        raise UserError(" ".join(faults.values()), faults)
    return changed


def _like(incident: Incident, name: str, value: Any) -> Any:
    there = getattr(incident, name)
    return dict(there) if isinstance(value, dict) else there


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
