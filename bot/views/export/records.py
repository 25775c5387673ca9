"""An incident as one flat record: the same columns, in the same order, for every incident."""

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from bot.domain.incident import Incident, LinkKind
from bot.domain.own_fields.filling import words
from bot.domain.people import Person
from bot.domain.rules.key_events import metrics
from bot.domain.systems.address import address_of
from bot.domain.taxonomy import Taxonomy

FIRST = (
    "ref",
    "title",
    "description",
    "status",
    "priority",
    "category",
    "category_name",
    "group_name",
    "environments",
    "private",
    "opened_at",
    "opened_by",
    "opened_by_name",
    "closed_at",
    "closing_reason",
    "closing_words",
    "closing_reference",
    "waived",
    "waived_because",
    "merged_into",
    "postmortem_ready",
    "people_invited",
    "channel",
    "channel_url",
    "address",
    "tickets",
    "pages",
)
"""What every organisation has. After them come its impacts, roles, key events, metrics and own fields."""

IMPACT, ROLE, KEY_EVENT, METRIC, FIELD = "impact_", "role_", "key_event_", "metric_", "field_"


def columns(taxonomy: Taxonomy) -> list[str]:
    """Give the names of all, also of what is offered no more: incidents of the past hold it."""
    return [
        *FIRST,
        *(IMPACT + key for key in taxonomy.impacts),
        *(name for key in taxonomy.roles for name in (ROLE + key, f"{ROLE}{key}_name")),
        *(KEY_EVENT + key for key in taxonomy.key_events),
        *(METRIC + key for key in taxonomy.metrics),
        *(FIELD + key for key in taxonomy.fields),
    ]


def several(
    found: Iterable[Incident],
    taxonomy: Taxonomy,
    names: Callable[[set[str]], Mapping[str, Person]],
    home: str = "",
) -> list[dict[str, Any]]:
    """Give a record of each. names: gives the people with these ids. home: the link to App Home."""
    found = list(found)
    known = names({person for one in found for person in (one.opened_by, *one.roles.values())} - {""})
    return [record(one, taxonomy, known, home) for one in found]


def record(
    incident: Incident, taxonomy: Taxonomy, known: Mapping[str, Person], home: str = ""
) -> dict[str, Any]:
    """known: people by their ids. home: the link to App Home.

    Moments are ISO 8601 in UTC, metrics seconds; None is not known.
    """
    spans = metrics(incident.key_events, taxonomy)
    said = incident.fields
    return {
        **_first(incident, taxonomy, known, home),
        **{IMPACT + key: incident.impacts.get(key) for key in taxonomy.impacts},
        **_roles(incident, taxonomy, known),
        **{KEY_EVENT + key: _moment(_of(incident, key)) for key in taxonomy.key_events},
        **{
            METRIC + key: int(spans[key].total_seconds()) if key in spans else None
            for key in taxonomy.metrics
        },
        **{
            FIELD + key: list(words(one, said.get(key, ()), taxonomy)) for key, one in taxonomy.fields.items()
        },
    }


def _first(incident: Incident, taxonomy: Taxonomy, known: Mapping[str, Person], home: str) -> dict[str, Any]:
    category, end = taxonomy.categories.get(incident.category), incident.closure
    group = taxonomy.groups.get(category.group) if category else None
    channel = incident.link(LinkKind.CHANNEL)
    values = (
        incident.ref,
        incident.title,
        incident.description,
        str(incident.status),
        incident.priority,
        incident.category,
        category.name if category else None,
        group.name if group else None,
        list(incident.environments),
        incident.private,
        _moment(incident.opened_at),
        incident.declared_by or None,
        _name(incident.opened_by, known),
        _moment(incident.closed_at),
        str(end.reason) if end else None,
        end.message if end else None,
        end.reference if end else None,
        list(end.waived) if end else [],
        end.waiver if end else None,
        f"inc-{incident.merged_into}" if incident.merged_into else None,
        incident.postmortem_ready,
        len(incident.invited),
        channel.name if channel else None,
        channel.url if channel else None,
        address_of(incident, home) or None,
        [one.key for one in incident.tickets if one.is_there],
        [one.number for one in incident.pages if one.number],
    )
    return dict(zip(FIRST, values, strict=True))


def _roles(incident: Incident, taxonomy: Taxonomy, known: Mapping[str, Person]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for key in taxonomy.roles:
        person = incident.holder(key)
        found[ROLE + key] = person or None
        found[f"{ROLE}{key}_name"] = _name(person, known)
    return found


def _name(person: str, known: Mapping[str, Person]) -> str | None:
    found = known.get(person)
    return (found.real_name or found.name) if found else None


def _of(incident: Incident, key: str) -> datetime | None:
    moment = incident.key_events.get(key)
    return moment.at if moment else None


def _moment(at: datetime | None) -> str | None:
    return at.isoformat(timespec="seconds") if at else None
