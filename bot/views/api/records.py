"""An incident as programs read it, and the description of each of its fields."""

from datetime import datetime
from typing import Any

from bot.domain.incident import Incident, LinkKind, Status
from bot.domain.taxonomy import Taxonomy
from bot.domain.tokens import is_token

Schema = dict[str, Any]

_TEXT: Schema = {"type": "string"}
_MAYBE: Schema = {"type": ["string", "null"]}
_MOMENT: Schema = {"type": "string", "format": "date-time"}
_MAYBE_MOMENT: Schema = {"type": ["string", "null"], "format": "date-time"}
_FLAG: Schema = {"type": "boolean"}
_PAIRS: Schema = {"type": "object", "additionalProperties": _TEXT}

PROPERTIES: dict[str, Schema] = {
    "ref": {**_TEXT, "description": "Its name everywhere.", "pattern": r"^inc-\d+$"},
    "title": _TEXT,
    "description": _TEXT,
    "status": {"type": "string", "enum": [str(one) for one in Status]},
    "priority": {**_TEXT, "description": "The key of its priority, such as P1."},
    "category": {**_TEXT, "description": "The key of its category."},
    "environments": {"type": "array", "items": _TEXT},
    "impacts": {**_PAIRS, "description": "Keys of levels, by the keys of impacts."},
    "private": _FLAG,
    "drill": {
        **_FLAG,
        "description": "It only rehearses: pages and tickets are not real. No list has it.",
    },
    "waits": {
        **_FLAG,
        "description": "It began in a storm of others: it gets a channel once somebody opens it.",
    },
    "declared_by": {**_MAYBE, "description": "A Slack user id, or token: and a token's name."},
    "opened_at": _MOMENT,
    "status_since": _MOMENT,
    "closed_at": _MAYBE_MOMENT,
    "closing_reason": _MAYBE,
    "merged_into": {**_MAYBE, "description": "The incident in which it goes on."},
    "roles": {**_PAIRS, "description": "Slack user ids, by the keys of roles."},
    "update": {**_MAYBE, "description": "What was told last."},
    "updated_at": _MAYBE_MOMENT,
    "next_update_at": _MAYBE_MOMENT,
    "tickets": {"type": "array", "items": _TEXT},
    "url": {**_MAYBE, "description": "Its channel in Slack, as soon as there is one."},
}

SCHEMA: Schema = {"type": "object", "properties": PROPERTIES, "required": list(PROPERTIES)}


def record(incident: Incident) -> dict[str, Any]:
    channel, news, end = incident.link(LinkKind.CHANNEL), incident.news, incident.closure
    return {
        "ref": incident.ref,
        "title": incident.title,
        "description": incident.description,
        "status": str(incident.status),
        "priority": incident.priority,
        "category": incident.category,
        "environments": list(incident.environments),
        "impacts": dict(incident.impacts),
        "private": incident.private,
        "drill": incident.drill,
        "waits": incident.braked,
        "declared_by": incident.declared_by or None,
        "opened_at": _moment(incident.opened_at),
        "status_since": _moment(incident.since),
        "closed_at": _moment(incident.closed_at),
        "closing_reason": str(end.reason) if end else None,
        "merged_into": f"inc-{incident.merged_into}" if incident.merged_into else None,
        "roles": {role: person for role, person in incident.roles.items() if person and not is_token(person)},
        "update": news.message if news else None,
        "updated_at": _moment(news.at) if news else None,
        "next_update_at": _moment(incident.next_update_at),
        "tickets": [one.key for one in incident.tickets if one.is_there],
        "url": channel.url if channel else None,
    }


FREEZE: Schema = {
    "type": "object",
    "properties": {
        "frozen": {**_FLAG, "description": "Whether nobody should deploy now."},
        "why": {**_TEXT, "description": "The reason in a sentence."},
        "incidents": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {"ref": _TEXT, "title": _TEXT, "priority": _TEXT, "url": _MAYBE},
                "required": ["ref", "title", "priority", "url"],
            },
        },
    },
    "required": ["frozen", "why", "incidents"],
}


def freeze(because: list[Incident], taxonomy: Taxonomy) -> dict[str, Any]:
    said = "; ".join(
        f"{one.ref} {taxonomy.priorities[one.priority].name}: {one.title}" for one in because[:10]
    )
    more = f"; and {len(because) - 10} more" if len(because) > 10 else ""
    return {
        "frozen": bool(because),
        "why": f"Do not deploy before this is over: {said}{more}."
        if because
        else "Nothing keeps you from deploying.",
        "incidents": [
            {"ref": one["ref"], "title": one["title"], "priority": one["priority"], "url": one["url"]}
            for one in map(record, because)
        ],
    }


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
