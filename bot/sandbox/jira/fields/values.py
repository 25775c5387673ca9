"""What a request says of an issue's fields, read into what is kept; everything wrong with it told at once.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issues/#api-rest-api-3-issue-issueidorkey-put
"""

from collections.abc import Collection
from typing import Any

from bot.sandbox.jira.errors import ApiError, wrong
from bot.sandbox.jira.fields.kinds import KINDS
from bot.sandbox.jira.fields.said import Said, WrongValueError
from bot.sandbox.jira.world.setup import Field
from bot.sandbox.world import Json

UNKNOWN = "Field '{}' cannot be set. It is not on the appropriate screen, or unknown."


def read(said: Said, known: Collection[Field], fields: Any, update: Any, now: Json) -> dict[str, Any]:
    """New values by field id; `update` are operations on those of `now`."""
    if not isinstance(fields, dict) or not isinstance(update, dict):
        raise ApiError("Invalid request payload. Refer to the REST API documentation and try again.")
    by_id = {one.id: one for one in known}
    values: dict[str, Any] = {}
    errors: dict[str, str] = {}
    for name in (*fields, *update):
        if name not in by_id:
            errors[name] = UNKNOWN.format(name)
        elif name in fields and name in update:
            errors[name] = f"Field '{name}' cannot appear in both 'fields' and 'update'"
    for name in (name for name in (*fields, *update) if name not in errors):
        try:
            values[name] = _value(said, by_id[name], fields, update, now)
        except WrongValueError as fault:
            errors[name] = str(fault)
    if errors:
        raise wrong(errors)
    return values


def _value(said: Said, field: Field, fields: Json, update: Json, now: Json) -> Any:
    if field.id in fields:
        return KINDS[field.kind].read(said, field, fields[field.id])
    return _updated(said, field, update[field.id], now.get(field.id))


def _updated(said: Said, field: Field, operations: Any, value: Any) -> Any:
    """Operations one after the other: set, and for lists add and remove."""
    kind = KINDS[field.kind]
    if not isinstance(operations, list):
        raise WrongValueError("data was not an array")
    for one in operations:
        if not isinstance(one, dict) or len(one) != 1 or not set(one) <= set(kind.operations):
            raise WrongValueError(f"Field '{field.id}' takes the operations {', '.join(kind.operations)}")
        ((how, wish),) = one.items()
        if how == "set":
            value = kind.read(said, field, wish)
            continue
        part = kind.read(said, field, [wish])
        left = [each for each in value or [] if each not in part]
        value = sorted([*left, *part]) if how == "add" else left
    return value
