"""What an incident says in the fields that an organisation made for its issues."""

from collections.abc import Iterable, Mapping
from typing import Any

import structlog

from bot.domain.incident import Incident
from bot.domain.own_fields import FieldKind
from bot.domain.taxonomy import Taxonomy
from bot.domain.ticketing import Filing
from bot.integrations.jira.site import Form

log = structlog.get_logger()

_warned: set[tuple[str, str]] = set()


def own(incident: Incident, form: Form, where: Filing, words: Taxonomy) -> dict[str, Any]:
    """Give the values by the ids of the fields; what a form does not have or take is left out, once told."""
    found: dict[str, Any] = {}
    for name, texts in _said(incident, where, words):
        key = form.find(name)
        value = _value(form.fields[key], texts) if key and texts else None
        if value is not None:
            found[key] = value
        elif texts and (form.project, name) not in _warned:
            _warned.add((form.project, name))
            log.warning("field_left_out", action="file_ticket", project=form.project, field=name)
    return found


def is_spare(form: Form, key: str) -> bool:
    """Tell whether an issue can be made without it."""
    one = form.fields.get(key)
    return one is not None and (not one.get("required") or bool(one.get("hasDefaultValue")))


def _said(incident: Incident, where: Filing, words: Taxonomy) -> Iterable[tuple[str, tuple[str, ...]]]:
    category = words.categories.get(incident.category)
    if where.component:
        yield "components", (where.component,)
    if where.category_field and category:
        yield where.category_field, (category.name,)
    for page in incident.pages:
        if page.id:
            yield "PagerDuty ID", (page.id,)
            yield "PagerDuty URL", (page.url,)
            break
    for own_field in words.fields.values():
        texts = incident.fields.get(own_field.key, ())
        if own_field.enabled and own_field.ticket_field and texts:
            yield own_field.ticket_field, _told(own_field, texts, words)


def _told(own_field: Any, texts: tuple[str, ...], words: Taxonomy) -> tuple[str, ...]:
    """Give what people read in a field of ours."""
    if own_field.kind is FieldKind.TEAM:
        return tuple(words.teams[one].name if one in words.teams else one for one in texts)
    if own_field.kind is FieldKind.LINK:
        return tuple(own_field.template.replace("{}", one) for one in texts)
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
    match schema.get("type"):
        case "number":
            return _number(fits[0])
        case "option":
            return {"value": fits[0]}
        case "array" if schema.get("items") == "option":
            return [{"value": text} for text in fits]
        case "array" if schema.get("items") == "component":
            return [{"name": text} for text in fits]
        case "array":
            return fits
    return ", ".join(fits)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None
