"""The taxonomy as a document: how data/defaults.yml, and what is kept of it, becomes a Taxonomy."""

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import partial
from typing import Any, TypeVar

from bot.domain.alerts import read_rule
from bot.domain.errors import UserError
from bot.domain.own_fields import CONDITIONS, read_field, read_team
from bot.domain.paging import read_service
from bot.domain.settings.parts import Document
from bot.domain.taxonomy import (
    Category,
    Environment,
    Group,
    ImpactLevel,
    ImpactType,
    KeyEventType,
    MetricType,
    Priority,
    RoleType,
    SosCall,
    Taxonomy,
)
from bot.domain.ticketing import read_companion, read_filing, read_opening, read_standing
from bot.domain.ticketing.queues import read_queue
from bot.domain.times.hours import Hours, clock_of, read_hours
from bot.domain.times.spans import span_of

SECTIONS = (
    "priorities",
    "groups",
    "categories",
    "environments",
    "impacts",
    "roles",
    "key_events",
    "metrics",
    "tags",
    "invited",
    "admins",
    "break_glass",
    "permissions",
    "sos",
    "major",
    "hours",
    "fields",
    "teams",
    "services",
    "oncall",
    "oncall_usergroups",
    "tickets",
    "ticket_statuses",
    "ticket_flows",
    "ticket_links",
    "ticket_openings",
    "ticket_queues",
    "alerts",
    "texts",
    "retention",
)

_SPANS = ("fix_within", "remind_every", "archive_after")
"""What a priority says as durations."""

_T = TypeVar("_T")


def flat(document: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Bring the categories, which stand inside their group in a file, into a section of their own."""
    sections = {name: dict(document.get(name) or {}) for name in SECTIONS}
    for key, group in sections["groups"].items():
        for name, category in (group.get("categories") or {}).items():
            sections["categories"][name] = {**(category or {}), "group": key}
        sections["groups"][key] = {word: value for word, value in group.items() if word != "categories"}
        if "hours" in group:
            sections["groups"][key]["hours"] = _as_text(group["hours"] or {})
    sections["hours"] = _as_text(sections["hours"])
    return sections


def parse(document: Document) -> Taxonomy:
    """Read a flat document. Raises UserError naming the entry that cannot be read, and why."""
    taxonomy = Taxonomy(
        priorities=_each(document, "priorities", _priority),
        groups=_each(document, "groups", partial(_group, document["hours"])),
        categories=_each(document, "categories", _category),
        environments=_each(document, "environments", lambda key, said: Environment(key=key, **said)),
        impacts=_each(document, "impacts", _impact),
        roles=_each(document, "roles", lambda key, said: RoleType(key=key, **said)),
        key_events=_each(document, "key_events", lambda key, said: KeyEventType(key=key, **said)),
        metrics=_each(document, "metrics", lambda key, said: MetricType(key=key, **said)),
        tags=document["tags"],
        invited=document["invited"],
        admins=document["admins"],
        break_glass=document["break_glass"],
        permissions={name: tuple(handles) for name, handles in document["permissions"].items() if handles},
        sos=_each(document, "sos", _sos),
        major=document["major"],
        hours=_hours(document["hours"]),
        fields=_each(document, "fields", read_field),
        teams=_each(document, "teams", read_team),
        services=_each(document, "services", read_service),
        oncall=document["oncall"],
        oncall_usergroups=document["oncall_usergroups"],
        tickets=_each(document, "tickets", read_filing),
        ticket_statuses=_each(document, "ticket_statuses", read_standing),
        ticket_flows=document["ticket_flows"],
        ticket_links=_each(document, "ticket_links", read_companion),
        ticket_openings=_each(document, "ticket_openings", read_opening),
        ticket_queues=_each(document, "ticket_queues", read_queue),
        alerts=_each(document, "alerts", read_rule),
        texts=document["texts"],
        retention=_each(document, "retention", lambda _, said: _span(said)),
    )
    _must_agree(taxonomy)
    return taxonomy


def _each(document: Document, section: str, read: Callable[[str, Mapping[str, Any]], _T]) -> dict[str, _T]:
    entries = {}
    for key, said in document[section].items():
        try:
            entries[key] = read(key, said)
        except (TypeError, ValueError, KeyError, AttributeError) as error:
            sentence = f"{section}.{key} cannot be read: {error}. Compare it with data/defaults.yml."
            raise UserError(sentence) from error
    return entries


def _as_text(hours: Mapping[str, Any]) -> dict[str, Any]:
    """YAML reads days as dates, which JSON cannot keep, and 18:00 as a number of minutes."""
    clock = {name: clock_of(hours[name]) for name in ("from", "to") if isinstance(hours.get(name), int)}
    days = {"holidays": [str(day) for day in hours.get("holidays") or ()]}
    return {**hours, **clock, **(days if "holidays" in hours else {})}


def _hours(said: Mapping[str, Any]) -> Hours:
    try:
        return read_hours(said)
    except ValueError as error:
        raise UserError(f"hours cannot be read: {error}. Compare them with data/defaults.yml.") from error


def _group(usual: Mapping[str, Any], key: str, said: Mapping[str, Any]) -> Group:
    """What a group does not say of its hours is as for all."""
    return Group(key=key, **{**said, "hours": read_hours({**usual, **(said.get("hours") or {})})})


def _priority(key: str, said: Mapping[str, Any]) -> Priority:
    spans = {name: _span(said[name]) for name in _SPANS if said.get(name)}
    others = {name: value for name, value in said.items() if name not in _SPANS}
    return Priority(key=key, **{**others, **spans})


def _category(key: str, said: Mapping[str, Any]) -> Category:
    several = {name: tuple(said.get(name, ())) for name in ("responders", "channels")}
    return Category(key=key, **{**said, **several})


def _sos(key: str, said: Mapping[str, Any]) -> SosCall:
    return SosCall(key=key, **{**said, "allowed": tuple(said.get("allowed") or ())})


def _impact(key: str, said: Mapping[str, Any]) -> ImpactType:
    levels = tuple(ImpactLevel(key=level, **words) for level, words in said["levels"].items())
    return ImpactType(key=key, **{**said, "levels": levels})


def _span(text: object) -> timedelta:
    span = span_of(text)
    if span is None:
        message = f"{text!r} is not a duration such as 30m, 4h or 5d"
        raise ValueError(message)
    return span


def _must_agree(taxonomy: Taxonomy) -> None:
    """Every key that one entry says of another must exist."""
    said: list[tuple[str, str, str, Mapping[str, object]]] = [
        ("categories", entry.key, entry.group, taxonomy.groups) for entry in taxonomy.categories.values()
    ]
    if taxonomy.major.get("category"):
        said.append(("major", "category", taxonomy.major["category"], taxonomy.categories))
    said += [("invited", handle, until, taxonomy.priorities) for handle, until in taxonomy.invited.items()]
    said += [
        ("impacts", kind.key, level.priority, taxonomy.priorities)
        for kind in taxonomy.impacts.values()
        for level in kind.levels
        if level.priority
    ]
    said += [
        ("fields", own.key, named, getattr(taxonomy, section))
        for own in taxonomy.fields.values()
        if own.enabled
        for when in (own.shown_when, own.required_when)
        for section in CONDITIONS
        for named in getattr(when, section)
    ]
    said += [
        ("alerts", rule.label, named, there)
        for rule in taxonomy.alerts.values()
        for named, there in (
            (rule.priority, taxonomy.priorities),
            (rule.category, taxonomy.categories),
            (rule.environment, taxonomy.environments),
        )
        if named
    ]
    for section, key, named, there in said:
        if named not in there:
            raise UserError(
                f"{section}.{key} names {named!r}, which does not exist. Known: {', '.join(there)}."
            )
