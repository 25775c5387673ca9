"""A flat document as a file holds it, with each category inside its group, and the small changes to it."""

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from typing import Any

from bot.domain.settings import own_fields
from bot.domain.settings.parts import Document, Field, Keyed, Kind, Section
from bot.domain.settings.sections import DESCRIBED


def nested(document: Document) -> dict[str, Any]:
    """Give the shape of data/defaults.yml: the opposite of taxonomy.document.flat."""
    sections: dict[str, Any] = {name: dict(document.get(name) or {}) for name in DESCRIBED}
    categories = sections.pop("categories")
    for key, group in sections["groups"].items():
        own = {
            name: {word: value for word, value in category.items() if word != "group"}
            for name, category in categories.items()
            if category["group"] == key
        }
        sections["groups"][key] = {**group, **({"categories": own} if own else {})}
    return sections


def tidy(document: Document) -> dict[str, dict[str, Any]]:
    """Bring the categories into the order of their groups: so a file has them, and so they are chosen."""
    groups = list(document.get("groups") or {})
    place = {key: number for number, key in enumerate(groups)}
    found = {name: dict(document.get(name) or {}) for name in DESCRIBED}
    categories = found["categories"].items()
    found["categories"] = dict(sorted(categories, key=lambda pair: place.get(_group(pair[1]), len(groups))))
    return found


def version(said: object) -> str:
    """Name what an entry says, to tell later whether it has changed; empty for none."""
    if said is None:
        return ""
    text = json.dumps(in_order(said), ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def in_order(said: Any) -> Any:
    """Give it to be compared: entries inside of one, as levels are, have an order, and words have none."""
    if not isinstance(said, Mapping):
        return said
    pairs = [(name, in_order(one)) for name, one in said.items()]
    return pairs if pairs and all(isinstance(one, Mapping) for one in said.values()) else dict(pairs)


def named_by(document: Document, section: str, key: str) -> list[str]:
    """Give the places that name this entry: `categories.payment`."""
    found = []
    for other in DESCRIBED.values():
        for name, said in (document.get(other.name) or {}).items():
            entry = {other.fields[0].name: said} if other.scalar else {name: said} if other.whole else said
            if _names(other.fields, entry, section, key):
                found.append(f"{other.name}.{name}")
    return found


def renamed(document: Document, handles: Mapping[str, str]) -> dict[str, dict[str, Any]]:
    """Give usergroups their new handles wherever one is named; `handles`: these by the old ones."""
    return {
        section.name: {
            handles.get(key, key) if section.keyed is Keyed.USERGROUP else key: _renamed(
                section, key, said, handles
            )
            for key, said in (document.get(section.name) or {}).items()
        }
        for section in DESCRIBED.values()
    }


def slug(name: str) -> str:
    """Make a key of a name: `Loyalty and coupons` -> `loyalty-and-coupons`, 決済 stays as it is."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    latin = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-")
    return latin or re.sub(r"[^\w]+", "-", name).strip("-_")[:60]


def moved(entries: Mapping[str, Any], key: str, step: int) -> dict[str, Any]:
    """Move an entry by `step` places up (negative) or down, as far as there is room."""
    keys = [one for one in entries if one != key]
    place = max(0, min(len(keys), list(entries).index(key) + step))
    return {one: entries[one] for one in [*keys[:place], key, *keys[place:]]}


def _renamed(section: Section, key: str, said: Any, handles: Mapping[str, str]) -> Any:
    if section.scalar:
        return said
    if section.whole:
        return _followed(section.field(key), said, handles)
    return {name: _followed(section.field(name), value, handles) for name, value in said.items()}


def _followed(field: Field | None, value: Any, handles: Mapping[str, str]) -> Any:
    if field and field.kind is Kind.USERGROUP:
        return handles.get(value, value)
    if field and field.kind is Kind.USERGROUPS and value:
        return list(dict.fromkeys(handles.get(one, one) for one in value))
    return value


def _group(category: object) -> str:
    return str(category.get("group")) if isinstance(category, Mapping) else ""


def _names(fields: tuple[Any, ...], said: Mapping[str, Any], section: str, key: str) -> bool:
    for field in fields:
        value = said.get(field.name)
        if field.of == section and value == key:
            return True
        if field.kind is Kind.LEVELS and section == "priorities":
            levels = (value or {}).values()
            if any(level.get("priority") == key for level in levels):
                return True
    return own_fields.names(said, section, key)
