"""Pages by startAt and maxResults.

https://developer.atlassian.com/cloud/jira/platform/rest/v3/intro/#pagination
"""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from bot.sandbox.jira.rest.call import Call, number
from bot.sandbox.rest.answers import Answer
from bot.sandbox.world import Json

DEFAULT = 50
MOST = 100

Item = TypeVar("Item")


def slice_of(call: Call, items: Sequence[Item], *, most: int = MOST) -> tuple[Sequence[Item], Json]:
    """The asked items, and what a page says of itself."""
    start, size = number(call, "startAt", 0), min(number(call, "maxResults", DEFAULT), most)
    return items[start : start + size], {"startAt": start, "maxResults": size, "total": len(items)}


def page(call: Call, items: Sequence[Item], shape: Callable[[Item], Any], name: str = "values") -> Answer:
    """With `values` a page also says whether it is the last."""
    found, said = slice_of(call, items)
    if name == "values":
        said["isLast"] = said["startAt"] + len(found) >= len(items)
    return Answer(200, {**said, name: [shape(one) for one in found]})
