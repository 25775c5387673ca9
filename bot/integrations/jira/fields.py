"""What an incident says in the fields that an organisation made for its issues."""

from collections.abc import Iterable, Mapping
from datetime import date
from math import isfinite
from typing import Any

import structlog

from bot.domain.incident import Incident
from bot.domain.own_fields import FieldKind, OwnField
from bot.domain.own_fields.filling import address
from bot.domain.rules.opening import one_line
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Filing
from bot.integrations.jira.site import Form
from bot.integrations.jira.words import MOST
from bot.views.documents.wiki import escape

log = structlog.get_logger()

SHORT = 255
"""Most characters of a text of one line."""

_warned: set[tuple[str, str]] = set()


def own(
    incident: Incident, form: Form, where: Filing, words: Taxonomy, names: Mapping[str, str]
) -> dict[str, Any]:
    """Give the values by the ids of the fields; what a form does not have or take is left out, once told.

    names: of people in Slack, by their ids.
    """
    found: dict[str, Any] = {}
    for name, texts in _said(incident, where, words, names):
        key = form.find(name)
        value = _value(form.fields[key], texts) if key and texts else None
        if value is not None:
            found[key] = value
        elif texts and (form.project, name) not in _warned:
            _warned.add((form.project, name))
            log.warning("field_left_out", action="file_ticket", project=form.project, field=name)
    return found


def people_in(incident: Incident, words: Taxonomy) -> set[str]:
    """Give the ids of the people whom own fields name."""
    kinds = {key: one.kind for key, one in words.fields.items()}
    said = incident.fields.items()
    return {text for key, texts in said if kinds.get(key) is FieldKind.PERSON for text in texts}


def is_spare(form: Form, key: str) -> bool:
    """Tell whether an issue can be made without it."""
    one = form.fields.get(key)
    return one is not None and (not one.get("required") or bool(one.get("hasDefaultValue")))


def _said(
    incident: Incident, where: Filing, words: Taxonomy, names: Mapping[str, str]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    category = words.categories.get(incident.category)
    if where.component:
        yield "components", (where.component,)
    if where.category_field and category:
        yield where.category_field, (category.name,)
    for page in incident.pages:
        if page.id:
            yield "PagerDuty ID", (page.source.id_there(page.id),)
            yield "PagerDuty URL", (page.url,)
            break
    for own_field in words.fields.values():
        texts = incident.fields.get(own_field.key, ())
        if own_field.enabled and own_field.ticket_field and texts:
            yield own_field.ticket_field, _told(own_field, texts, words, names)


def _told(
    own_field: OwnField, texts: tuple[str, ...], words: Taxonomy, names: Mapping[str, str]
) -> tuple[str, ...]:
    """Give what people read in a field of ours."""
    if own_field.kind is FieldKind.PERSON:
        return tuple(names[one] for one in texts if names.get(one))
    if own_field.kind is FieldKind.TEAM:
        return tuple(words.teams[one].name if one in words.teams else one for one in texts)
    if own_field.kind is FieldKind.LINK:
        return tuple(address(own_field, one) for one in texts)
    return texts


def _value(one: Mapping[str, Any], texts: tuple[str, ...]) -> Any:
    """Give texts as Jira's kind of field takes them; None where it takes none of them.

    https://developer.atlassian.com/cloud/jira/platform/rest/v2/api-group-issues/#api-rest-api-2-issue-post
    """
    schema = one.get("schema") or {}
    allowed = [str(each.get("value") or each.get("name")) for each in one.get("allowedValues") or ()]
    fits = [text for text in texts if not allowed or text in allowed]
    if not fits:
        return None
    match schema.get("type"), schema.get("items"):
        case "number", _:
            return _number(fits[0])
        case "option", _:
            return {"value": fits[0]}
        case "date", _:
            return _day(fits[0])
        case "array", "option":
            return [{"value": text} for text in fits]
        case "array", "component":
            return [{"name": text} for text in fits]
        case "array", "string":
            return ["-".join(text.split()) for text in fits]
        case "string", _:
            return _text(str(schema.get("custom")).rpartition(":")[2], fits)
    return None


def _text(kind: str, texts: list[str]) -> str | None:
    """A long text is read as wiki notation, a short one as it is; an address is one.

    https://confluence.atlassian.com/jirakb/jira-text-field-limits-1489807628.html
    """
    if kind == "textarea":
        return escape("\n".join(texts))[:MOST]
    if kind == "url":
        return texts[0] if texts[0].startswith(("https://", "http://")) else None
    return one_line(", ".join(texts))[:SHORT]


def _day(text: str) -> str | None:
    try:
        return date.fromisoformat(text).isoformat()
    except ValueError:
        return None


def _number(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) else None
