"""What a field takes: each reader gives what is kept, or raises WrongValueError."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlsplit

from bot.sandbox.jira.fields.said import Said, WrongValueError
from bot.sandbox.jira.words import adf, wiki
from bot.sandbox.jira.world import Found, named
from bot.sandbox.jira.world.setup import Field
from bot.sandbox.world import Json

LONGEST = 255
LONGEST_TEXT = 32_767

Reader = Callable[[Said, Field, Any], Any]


def summary(said: Said, field: Field, value: Any) -> str:
    read = line(said, field, value)
    if read is None or not read.strip():
        raise WrongValueError("You must specify a summary of the issue.")
    if "\n" in read or "\r" in read:
        raise WrongValueError("The summary is invalid because it contains newline characters.")
    return read


def line(_: Said, field: Field, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, str):
        raise WrongValueError("Operation value must be a string")
    if len(value) > LONGEST:
        what = "Summary can't" if field.kind == "summary" else "The entered text is too long. It can't"
        raise WrongValueError(f"{what} exceed {LONGEST} characters.")
    return value


def text(said: Said, _: Field, value: Any) -> Json | None:
    """A document in v3, wiki notation in v2."""
    return document(said.version, value)


def document(version: str, value: Any) -> Json | None:
    if value is None:
        return None
    if version == "3":
        if not adf.is_document(value):
            raise WrongValueError(
                "Operation value must be an Atlassian Document (see the Atlassian Document Format)"
            )
        _must_be_short(adf.to_plain(value))
        return dict(value)
    if not isinstance(value, str):
        raise WrongValueError("Operation value must be a string")
    _must_be_short(value)
    return wiki.to_document(value)


def _must_be_short(words: str) -> None:
    if len(words) > LONGEST_TEXT:
        raise WrongValueError(
            f"The entered text is too long. It exceeds the allowed limit of {LONGEST_TEXT:,} characters."
        )


def address(said: Said, field: Field, value: Any) -> str | None:
    read = line(said, field, value)
    if read and (urlsplit(read).scheme not in {"http", "https", "ftp", "mailto"}):
        raise WrongValueError("Not a valid URL")
    return read


def number(_: Said, __: Field, value: Any) -> float | None:
    if value is not None and (not isinstance(value, int | float) or isinstance(value, bool)):
        raise WrongValueError("Operation value must be a number")
    return value


def day(_: Said, __: Field, value: Any) -> str | None:
    try:
        return date.fromisoformat(value).isoformat() if value else None
    except (ValueError, TypeError):
        raise WrongValueError("Operation value must be a string in the format yyyy-MM-dd") from None


def moment(_: Said, __: Field, value: Any) -> str | None:
    """Kept as it came."""
    try:
        return value if value and datetime.fromisoformat(value) else None
    except (ValueError, TypeError):
        raise WrongValueError("Error parsing time") from None


def labels(_: Said, __: Field, value: Any) -> list[str]:
    for one in _listed(value):
        if not isinstance(one, str):
            raise WrongValueError("string expected at index 0")
        if not one or any(sign.isspace() for sign in one):
            raise WrongValueError(f"The label '{one}' contains spaces which is invalid.")
        if len(one) > LONGEST:
            raise WrongValueError(f"The label '{one}' exceeds the maximum length.")
    return sorted(set(_listed(value)))


def user(said: Said, field: Field, value: Any) -> str | None:
    """By accountId on Cloud, by name on a Data Center; {} and null are nobody."""
    if value is None:
        return None
    if not isinstance(value, dict):
        raise WrongValueError("data was not an object")
    key = "accountId" if said.site.is_cloud else "name"
    wanted = value.get(key, value.get("id") if said.site.is_cloud else None)
    if wanted in (None, "", "-1"):
        if value.keys() - {key, "id"}:
            raise WrongValueError(f"Specify a valid {key} for {field.name}")
        return None
    known = said.world.users.values()
    found = next((one for one in known if wanted == (one.id if said.site.is_cloud else one.name)), None)
    if found is None or not found.is_active:
        what = (
            "Specify a valid value for"
            if field.id == "reporter"
            else f"User '{wanted}' cannot be assigned issues for"
        )
        raise WrongValueError(f"{what} {field.id}")
    return found.id


def priority(said: Said, _: Field, value: Any) -> str | None:
    return None if value is None else _one(said.world.priorities.values(), value, "Priority")


def resolution(said: Said, _: Field, value: Any) -> str | None:
    return None if value is None else _one(said.world.resolutions.values(), value, "Resolution")


def components(said: Said, _: Field, value: Any) -> list[str]:
    known = said.world.components_of(said.project)
    return list(dict.fromkeys(_one(known, one, "Component") for one in _listed(value)))


def option(_: Said, field: Field, value: Any) -> str | None:
    if value is None:
        return None
    if not isinstance(value, dict):
        raise WrongValueError("Specify a valid 'id' or 'value'")
    for one in field.options:
        if str(value.get("id")) == one.id or value.get("value") == one.value:
            return one.id
    raise WrongValueError(f"Option {_quoted(value, 'value')} is not valid")


def options(said: Said, field: Field, value: Any) -> list[str]:
    chosen = (option(said, field, one) for one in _listed(value))
    return list(dict.fromkeys(one for one in chosen if one))


def _one(known: Iterable[Found], value: Any, what: str) -> str:
    if not isinstance(value, dict) or not {"id", "name"} & value.keys():
        raise WrongValueError(f"Specify the {what} (id or name) in string format")
    wanted = value.get("id", value.get("name"))
    things = list(known)
    found = next((one for one in things if one.id == str(wanted)), None) if "id" in value else None
    found = found or (named(things, value["name"]) if "name" in value else None)
    if found is None:
        raise WrongValueError(f"{what} {_quoted(value, 'name')} is not valid")
    return found.id


def _quoted(value: Json, name: str) -> str:
    return f"{name} '{value[name]}'" if name in value else f"id '{value.get('id')}'"


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise WrongValueError("data was not an array")
    return value
